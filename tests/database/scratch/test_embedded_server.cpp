#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/text.h"
#include "scratch/data_directory.h"
#include "support/process.h"
#include "support/temporary_directory.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::testing;
using namespace deed::scratch;
namespace fs = std::filesystem;

namespace {

EmbeddedServerOptions plain() { return {.wanted = test_wanted()}; }

// Starts a server, asks it something, ends it.
bool server_answers(const HostPaths& host) {
  const EmbeddedServer server(plain(), host, no_cancellation());
  postgres::Connection connection = postgres::Connection::open(server.address().parameters("postgres"), no_cancellation());
  return connection.execute("SELECT 1").number(0, 0) == 1;
}

struct stat status_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status;
}

// The inode numbers of the sockets that a process has open.
std::set<std::string> sockets_of(pid_t process) {
  std::set<std::string> inodes;
  for (const auto& entry : fs::directory_iterator("/proc/" + std::to_string(process) + "/fd")) {
    const std::string target = fs::read_symlink(entry.path()).string();
    if (target.starts_with("socket:[")) {
      inodes.insert(target.substr(8, target.size() - 9));
    }
  }
  return inodes;
}

// The inode numbers in a table like /proc/net/tcp, where they are the tenth column.
std::set<std::string> inodes_in(const fs::path& table) {
  std::set<std::string> inodes;
  std::ifstream file(table);
  for (std::string line; std::getline(file, line);) {
    if (const auto words = split_list(line); words.size() > 9) {
      inodes.insert(words[9]);
    }
  }
  return inodes;
}

// A cache and a place for servers that any user may write to, and that go with the test.
HostPaths open_to_all(const TemporaryDirectory& temporary) {
  HostPaths host = test_host();
  host.cache = temporary.path() / "cache";
  host.memory = temporary.path() / "missing";
  host.temporary = temporary.path() / "run";
  fs::create_directory(host.temporary);
  fs::permissions(host.temporary, fs::perms(01777));
  return host;
}

std::size_t templates_in(const fs::path& cache) {
  return static_cast<std::size_t>(std::count_if(fs::directory_iterator(cache), fs::directory_iterator(), [](const auto& entry) {
    return entry.path().filename().string().starts_with("template-");
  }));
}

}  // namespace

TEST_CASE("a server that root starts runs as another user") {
  const TestServer& test = TestServer::get();
  const fs::path process = "/proc/" + std::to_string(test.server().process());
  CHECK(status_of(process).st_uid != 0);
  CHECK((::geteuid() == 0 || status_of(process).st_uid == ::geteuid()));
}

TEST_CASE("the server has no TCP socket") {
  const std::set<std::string> open = sockets_of(TestServer::get().server().process());
  REQUIRE_FALSE(open.empty());
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    for (const std::string& inode : inodes_in(table)) {
      CHECK_FALSE(open.contains(inode));
    }
  }
}

TEST_CASE("a setting cannot make the server listen on TCP") {
  EmbeddedServerOptions options = plain();
  options.settings = {"listen_addresses=localhost"};
  const EmbeddedServer server(options, test_host(), no_cancellation());
  postgres::Connection connection = postgres::Connection::open(server.address().parameters("postgres"), no_cancellation());
  CHECK(connection.execute("SHOW listen_addresses").text(0, 0).empty());
}

TEST_CASE("only the server's own user may reach its socket and its data") {
  const fs::path directory = TestServer::get().server().directory();
  for (const char* name : {"data", "socket", "socket/.s.PGSQL.5432"}) {
    CHECK((status_of(directory / name).st_mode & 0777) == 0700);
  }
}

TEST_CASE("two servers at once make one template") {
  const TemporaryDirectory temporary;
  HostPaths host = test_host();
  host.cache = temporary.path() / "cache";
  const int both = in_child([&] {
    const pid_t second = ::fork();
    const bool answers = server_answers(host);
    if (second == 0) {
      ::_exit(answers ? 0 : 1);
    }
    int status = 1;
    ::waitpid(second, &status, 0);
    return answers && status == 0 ? 0 : 1;
  });
  CHECK(both == 0);
  CHECK(templates_in(host.cache) == 1);
  CHECK(fs::is_empty(host.cache / "unfinished"));
}

TEST_CASE("the next server is a copy of the template") {
  const TemporaryDirectory temporary;
  HostPaths host = test_host();
  host.cache = temporary.path() / "cache";
  REQUIRE(server_answers(host));
  const fs::path made = template_directory(find_server_binaries(test_wanted(), host, no_cancellation()), host);
  std::ofstream(made / "postgresql.conf", std::ios::app) << "application_name = 'copied'\n";
  const EmbeddedServer server(plain(), host, no_cancellation());
  postgres::Connection connection = postgres::Connection::open(server.address().parameters("postgres"), no_cancellation());
  CHECK(connection.execute("SELECT reset_val FROM pg_settings WHERE name = 'application_name'").text(0, 0) == "copied");
}

TEST_CASE("a cache that cannot be written does not stop the server") {
  HostPaths host = test_host();
  host.cache = "/proc/deed";
  CHECK(server_answers(host));
}

TEST_CASE("a server lies in the temporary directory where memory has no room") {
  const TemporaryDirectory temporary;
  HostPaths host = test_host();
  host.memory = temporary.path() / "missing";
  host.temporary = temporary.path();
  const EmbeddedServer server(plain(), host, no_cancellation());
  CHECK(server.directory().string().starts_with(temporary.path().string()));
}

TEST_CASE("a path that is too long for a socket is refused with a way out") {
  const TemporaryDirectory temporary;
  HostPaths host = test_host();
  host.memory = temporary.path() / "missing";
  host.temporary = temporary.path() / std::string(80, 'x');
  fs::create_directory(host.temporary);
  try {
    const EmbeddedServer server(plain(), host, no_cancellation());
    FAIL("it started");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::config);
    CHECK(error.text().hint == "Set TMPDIR to a shorter path.");
  }
}

TEST_CASE("a server that does not start shows the end of its log") {
  EmbeddedServerOptions options = plain();
  options.settings = {"shared_preload_libraries=no_such_library"};
  try {
    const EmbeddedServer server(options, test_host(), no_cancellation());
    FAIL("it started");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::local_io);
    CHECK(join(error.text().details, "\n").find("no_such_library") != std::string::npos);
  }
}

TEST_CASE("PG variables of the caller neither reach the server nor lead elsewhere") {
  const TemporaryDirectory temporary;
  const fs::path services = temporary.write("services", "[elsewhere]\nhost=example.invalid\nhostaddr=192.0.2.1\noptions=-c work_mem=1\n");
  const int code = in_child([&] {
    for (const char* name : {"PGHOSTADDR", "PGDATA", "PGPORT", "PGOPTIONS", "PGREQUIREPEER", "PGSSLMODE", "PGCHANNELBINDING"}) {
      ::setenv(name, "require", 1);
    }
    ::setenv("PGSERVICE", "elsewhere", 1);
    ::setenv("PGSERVICEFILE", services.c_str(), 1);
    return server_answers(test_host()) ? 0 : 1;
  });
  CHECK(code == 0);
}

TEST_CASE("a user without a name can start a server from a template") {
  if (::geteuid() != 0) {
    return;
  }
  const TemporaryDirectory temporary;
  const HostPaths host = open_to_all(temporary);
  REQUIRE(server_answers(host));
  const int code = in_child([&] { return ::setgid(54321) == 0 && ::setuid(54321) == 0 && server_answers(host) ? 0 : 1; });
  CHECK(code == 0);
}

TEST_CASE("a user without a name and without a template is told what to do") {
  if (::geteuid() != 0) {
    return;
  }
  const TemporaryDirectory temporary;
  const HostPaths host = open_to_all(temporary);
  const int code = in_child([&] {
    try {
      return ::setgid(54321) == 0 && ::setuid(54321) == 0 && server_answers(host) ? 1 : 2;
    } catch (const Error& error) {
      return error.text().hint.find("/etc/passwd") != std::string::npos ? 0 : 3;
    }
  });
  CHECK(code == 0);
}
