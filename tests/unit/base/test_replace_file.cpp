#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "base/error.h"
#include "base/replace_file.h"
#include "support/temporary_directory.h"

namespace fs = std::filesystem;
using namespace deed;
using namespace deed::testing;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::ptrdiff_t entries(const fs::path& directory) { return std::distance(fs::directory_iterator(directory), {}); }

}  // namespace

TEST_CASE("a generated file takes the place of the older one, and nothing else stays behind") {
  TemporaryDirectory directory;
  const fs::path path = directory.path() / "f";
  replace_file(path, "one\n");
  CHECK(text_of(path) == "one\n");
  replace_file(path, "");
  CHECK(text_of(path).empty());
  CHECK(entries(directory.path()) == 1);
}

TEST_CASE("a link is replaced, and what it leads to stays as it is") {
  TemporaryDirectory directory;
  directory.write("elsewhere", "precious\n");
  fs::create_symlink(directory.path() / "elsewhere", directory.path() / "f");
  replace_file(directory.path() / "f", "new\n");
  CHECK_FALSE(fs::is_symlink(directory.path() / "f"));
  CHECK(text_of(directory.path() / "elsewhere") == "precious\n");
}

TEST_CASE("a file that cannot be written is an error that names it, and leaves the older one") {
  TemporaryDirectory directory;
  fs::create_directory(directory.path() / "f");
  directory.write("f/inside", "precious\n");
  try {
    replace_file(directory.path() / "f", "new\n");
    FAIL("replaced a directory");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::local_io);
    CHECK_THAT(to_string(error.text()), Catch::Contains("/f"));
  }
  CHECK(text_of(directory.path() / "f/inside") == "precious\n");
  CHECK(entries(directory.path()) == 1);
}
