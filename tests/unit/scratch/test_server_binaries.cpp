#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

#include "base/text.h"
#include "scratch/server_binaries.h"
#include "support/temporary_directory.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::scratch;
using namespace deed::testing;
namespace fs = std::filesystem;

namespace {

// A directory with programs that answer like this version of a server.
fs::path fake_server(const TemporaryDirectory& temporary, const std::string& version) {
  const std::string script = "#!/bin/sh\necho 'postgres (PostgreSQL) " + version + "'\n";
  for (const char* program : {"postgres", "initdb"}) {
    fs::permissions(temporary.write(fs::path(version) / program, script), fs::perms(0755));
  }
  return temporary.path() / version;
}

Error error_of(const WantedServer& wanted, const HostPaths& host = {}) {
  try {
    find_server_binaries(wanted, host, no_cancellation());
  } catch (const Error& error) {
    return error;
  }
  FAIL("it was found");
  throw std::logic_error("unreachable");
}

}  // namespace

TEST_CASE("a server that is not installed is named with the package to install") {
  const Error error = error_of({.major = 99});
  CHECK(error.kind() == ErrorKind::config);
  CHECK(error.text().what == "No programs of a PostgreSQL 99 server (postgres, initdb) are installed.");
  CHECK(error.text().hint.find("apt-get install postgresql-99") != std::string::npos);
}

TEST_CASE("a missing server's message says where it was looked for") {
  CHECK(join(error_of({.major = 99}).text().details, "\n").find("/usr/lib/postgresql/*/bin") != std::string::npos);
}

TEST_CASE("a server is found along PATH by its version") {
  const TemporaryDirectory temporary;
  const HostPaths host{.executables = fake_server(temporary, "97.1").string() + ":" + fake_server(temporary, "98.3").string()};
  CHECK(find_server_binaries({.major = 97}, host, no_cancellation()).version == "97.1");
}

TEST_CASE("the newest server is taken where no version is wanted") {
  const TemporaryDirectory temporary;
  const HostPaths host{.executables = fake_server(temporary, "97.1").string() + ":" + fake_server(temporary, "98beta2").string()};
  CHECK(find_server_binaries({}, host, no_cancellation()).version == "98beta2");
}

TEST_CASE("a relative entry of PATH is not looked into") {
  CHECK(error_of({.major = 99}, {.executables = ".:bin"}).text().details.size() >= 1);
}

TEST_CASE("a configured directory without a server is refused") {
  const TemporaryDirectory temporary;
  const Error error = error_of({.bin = temporary.path()});
  CHECK(error.kind() == ErrorKind::config);
  CHECK(error.text().where == temporary.path().string());
}

TEST_CASE("a configured server of another major version than the live one is refused") {
  const TemporaryDirectory temporary;
  const Error error = error_of({.major = 97, .bin = fake_server(temporary, "98.3")});
  CHECK(error.kind() == ErrorKind::config);
  CHECK(error.text().what == "`[scratch] bin` has PostgreSQL 98.3, but 97 is needed.");
}

TEST_CASE("a server before 14 is refused") {
  const TemporaryDirectory temporary;
  CHECK(error_of({.bin = fake_server(temporary, "13.9")}).text().what == "`[scratch] bin` has PostgreSQL 13.9, but 14 or later is needed.");
}

TEST_CASE("a program that does not answer like a server is no server") {
  const TemporaryDirectory temporary;
  const fs::path bin = fake_server(temporary, "97.1");
  temporary.write("97.1/postgres", "#!/bin/sh\nexit 1\n");
  CHECK(error_of({.bin = bin}).kind() == ErrorKind::config);
}
