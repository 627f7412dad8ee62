#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "base/files.h"
#include "base/sha256.h"
#include "scratch/kept_forms.h"
#include "support/temporary_directory.h"

using namespace deed;
using scratch::KeptForms;

namespace {

struct Cache {
  testing::TemporaryDirectory directory{};
  scratch::HostPaths host{.cache = directory.path() / "deed"};
  KeptForms forms{host};
  std::string key = sha256("model");
};

std::string of_size(std::size_t size) { return std::string(size, 'x'); }

}  // namespace

TEST_CASE("a canonical form is found under its key alone, byte by byte") {
  const Cache cache;
  const std::string form("a\0b\n", 4);
  CHECK(cache.forms.find(cache.key) == std::nullopt);
  cache.forms.keep(cache.key, form);
  CHECK(cache.forms.find(cache.key) == form);
  CHECK(cache.forms.find(sha256("another")) == std::nullopt);
  cache.forms.keep(cache.key, "newer");
  CHECK(cache.forms.find(cache.key) == "newer");
}

TEST_CASE("a form that was damaged or renamed is as if it were not there") {
  const Cache cache;
  cache.forms.keep(cache.key, "form");
  const std::filesystem::path file = cache.forms.file(cache.key);
  SECTION("changed") {
    std::string text = read_file(file, ErrorKind::local_io);
    text.back() = 'M';
    std::filesystem::remove(file);
    write_new_file(file, text);
  }
  SECTION("cut off") { std::filesystem::resize_file(file, 66); }
  SECTION("cut off within the seal") { std::filesystem::resize_file(file, 10); }
  SECTION("empty") { std::filesystem::resize_file(file, 0); }
  SECTION("longer") { std::filesystem::resize_file(file, 100); }
  SECTION("a directory") {
    std::filesystem::remove(file);
    std::filesystem::create_directory(file);
  }
  SECTION("under another key") {
    const std::string other = sha256("another");
    std::filesystem::rename(file, cache.forms.file(other));
    CHECK(cache.forms.find(other) == std::nullopt);
  }
  CHECK(cache.forms.find(cache.key) == std::nullopt);
}

TEST_CASE("what others can write to is not believed, and not written to") {
  const Cache cache;
  cache.forms.keep(cache.key, "form");
  ::chmod(cache.forms.file(cache.key).parent_path().c_str(), 0777);
  CHECK(cache.forms.find(cache.key) == std::nullopt);
  cache.forms.keep(sha256("another"), "form");
  CHECK_FALSE(std::filesystem::exists(cache.forms.file(sha256("another"))));
}

TEST_CASE("a cache that cannot be written is no error") {
  const testing::TemporaryDirectory directory;
  directory.write("file", "");
  const KeptForms forms(scratch::HostPaths{.cache = directory.path() / "file"});
  forms.keep(sha256("model"), "form");
  CHECK(forms.find(sha256("model")) == std::nullopt);
}

TEST_CASE("the least recently used forms make room") {
  Cache cache;
  const KeptForms small(cache.host, 1000);
  const std::string first = sha256("1");
  const std::string second = sha256("2");
  const std::string third = sha256("3");
  const auto used = [&](const std::string& key, int hours_ago) {
    std::filesystem::last_write_time(small.file(key), std::filesystem::file_time_type::clock::now() - std::chrono::hours(hours_ago));
  };
  small.keep(first, of_size(300));
  used(first, 3);
  small.keep(second, of_size(300));
  used(second, 2);
  // To use one is to keep it longer.
  CHECK(small.find(first));
  small.keep(third, of_size(300));
  CHECK(small.find(first));
  CHECK_FALSE(small.find(second));
  CHECK(small.find(third));
  small.keep(sha256("large"), of_size(1000));
  CHECK_FALSE(small.find(sha256("large")));
  CHECK(small.find(first));
}
