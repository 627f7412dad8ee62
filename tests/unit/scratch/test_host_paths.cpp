#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <map>

#include "base/error.h"
#include "scratch/host_paths.h"
#include "scratch/server_address.h"
#include "support/temporary_directory.h"

using namespace deed;
using namespace deed::scratch;
using namespace deed::testing;
namespace fs = std::filesystem;

namespace {

HostPaths paths_for(const std::map<std::string, std::string>& variables) {
  return host_paths([&](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

}  // namespace

TEST_CASE("XDG_CACHE_HOME says where the cache lies") { CHECK(paths_for({{"XDG_CACHE_HOME", "/c"}}).cache == "/c/deed"); }

TEST_CASE("a relative XDG_CACHE_HOME is ignored") {
  const fs::path cache = paths_for({{"XDG_CACHE_HOME", "c"}, {"HOME", "/home/ann"}}).cache;
  CHECK(cache == (::geteuid() == 0 ? "/var/cache/deed" : "/home/ann/.cache/deed"));
}

TEST_CASE("TMPDIR is the temporary directory, /tmp without it") {
  CHECK(paths_for({{"TMPDIR", "/var/tmp"}}).temporary == "/var/tmp");
  CHECK(paths_for({}).temporary == "/tmp");
}

TEST_CASE("a directory that others may write to is not taken for a private one") {
  const TemporaryDirectory temporary;
  const HostPaths host{.memory = "/none", .temporary = temporary.path()};
  const fs::path directory = private_directory(host, "deed", Placement::memory);
  ::chmod(directory.c_str(), 0777);
  CHECK_THROWS_AS(private_directory(host, "deed", Placement::memory), Error);
}

TEST_CASE("a link is not taken for a private directory") {
  const TemporaryDirectory temporary;
  const HostPaths host{.memory = "/none", .temporary = temporary.path()};
  fs::create_directory_symlink(temporary.path(), temporary.path() / ("deed-" + std::to_string(::geteuid())));
  CHECK_THROWS_AS(private_directory(host, "deed", Placement::disk), Error);
}

TEST_CASE("a server's URL is percent-encoded") {
  CHECK(ServerAddress{"/tmp/a b"}.url("x/y") == "postgresql://postgres@/x%2Fy?host=%2Ftmp%2Fa%20b&port=5432");
}

TEST_CASE("a socket directory may be 92 bytes long, as the path of the socket may be 107") {
  CHECK(fits_socket("/" + std::string(91, 'x')));
  CHECK_FALSE(fits_socket("/" + std::string(92, 'x')));
}
