#include <catch2/catch.hpp>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "base/descriptor.h"
#include "support/temporary_directory.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::testing;
using namespace deed::scratch;
namespace fs = std::filesystem;

namespace {

// A process that started a server and does nothing more.
struct Owner {
  pid_t process = -1;
  pid_t server = -1;
  fs::path directory;

  void kill() const {
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
  }
};

[[noreturn]] void own_server(const HostPaths& host, int report) {
  try {
    const EmbeddedServer server({.wanted = test_wanted()}, host, no_cancellation());
    const std::string text = std::to_string(server.process()) + ' ' + server.directory().string();
    if (::write(report, text.data(), text.size()) > 0) {
      ::pause();
    }
  } catch (const Error&) {
    // The reader sees that nothing came.
  }
  ::_exit(1);
}

Owner start_owner(const HostPaths& host) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const Descriptor from_owner(ends[0]);
  Descriptor report(ends[1]);
  Owner owner;
  owner.process = ::fork();
  if (owner.process == 0) {
    own_server(host, report.get());
  }
  report.reset();
  std::array<char, 512> buffer{};
  const ssize_t got = ::read(from_owner.get(), buffer.data(), buffer.size());
  REQUIRE(got > 0);
  const std::string text(buffer.data(), static_cast<std::size_t>(got));
  owner.server = std::stoi(text);
  owner.directory = text.substr(text.find(' ') + 1);
  return owner;
}

// A zombie that nobody has waited for is gone too: where process 1 does not wait, it stays in the list.
bool runs(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string stat;
  return std::getline(file, stat) && stat.find(") Z ") == std::string::npos;
}

bool ends_soon(pid_t process) {
  const Deadline deadline(Duration(10'000));
  while (runs(process) && !deadline.passed()) {
    std::this_thread::sleep_for(Duration(5));
  }
  return !runs(process);
}

// Whether sweeping leaves nothing, as soon as processes have had the time to end.
bool empty_soon(const fs::path& parent) {
  const Deadline deadline(Duration(10'000));
  do {
    sweep(parent);
    std::this_thread::sleep_for(Duration(5));
  } while (!fs::is_empty(parent) && !deadline.passed());
  return fs::is_empty(parent);
}

// Servers of these tests only, so that other tests' sweeps do not meddle.
HostPaths host_in(const TemporaryDirectory& temporary) {
  HostPaths host = test_host();
  host.memory = temporary.path() / "missing";
  host.temporary = temporary.path();
  return host;
}

void make_executable(const fs::path& file) { fs::permissions(file, fs::perms(0755)); }

std::size_t entries_of(const fs::path& directory) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("nothing is left of a server whose owner is done with it") {
  const TemporaryDirectory temporary;
  const HostPaths host = host_in(temporary);
  pid_t process = -1;
  fs::path directory;
  {
    const EmbeddedServer server({.wanted = test_wanted()}, host, no_cancellation());
    process = server.process();
    directory = server.directory();
    CHECK(runs(process));
  }
  CHECK_FALSE(runs(process));
  CHECK_FALSE(fs::exists(directory));
}

TEST_CASE("no server is left after SIGKILL of its owner") {
  const TemporaryDirectory temporary;
  const Owner owner = start_owner(host_in(temporary));
  REQUIRE(runs(owner.server));
  owner.kill();
  CHECK(ends_soon(owner.server));
}

TEST_CASE("nothing is left wherever in its start the owner is killed") {
  const TemporaryDirectory temporary;
  const HostPaths host = host_in(temporary);
  const fs::path parent = private_directory(host, "deed", Placement::memory);
  for (int delay = 0; delay <= 120; delay += 5) {
    const pid_t owner = ::fork();
    if (owner == 0) {
      // As in a shell's background job.
      ::signal(SIGQUIT, SIG_IGN);
      own_server(host, STDERR_FILENO + 1000);
    }
    std::this_thread::sleep_for(Duration(delay));
    ::kill(owner, SIGKILL);
    ::waitpid(owner, nullptr, 0);
    INFO("killed after " << delay << " ms");
    CHECK(empty_soon(parent));
  }
}

TEST_CASE("the next start removes the directory of a killed owner") {
  const TemporaryDirectory temporary;
  const HostPaths host = host_in(temporary);
  const Owner owner = start_owner(host);
  owner.kill();
  REQUIRE(ends_soon(owner.server));
  REQUIRE(fs::exists(owner.directory));
  const EmbeddedServer server({.wanted = test_wanted()}, host, no_cancellation());
  CHECK_FALSE(fs::exists(owner.directory));
}

TEST_CASE("the next start leaves the directory of a live owner alone") {
  const TemporaryDirectory temporary;
  const HostPaths host = host_in(temporary);
  const Owner owner = start_owner(host);
  const EmbeddedServer server({.wanted = test_wanted()}, host, no_cancellation());
  CHECK(entries_of(owner.directory) == 3);
  CHECK(runs(owner.server));
  owner.kill();
}

TEST_CASE("a directory is not swept while the server of a killed owner still runs in it") {
  const TemporaryDirectory temporary;
  const Owner owner = start_owner(host_in(temporary));
  ::kill(owner.server, SIGSTOP);
  owner.kill();
  sweep(owner.directory.parent_path());
  CHECK(fs::exists(owner.directory / "data"));
  ::kill(owner.server, SIGCONT);
  CHECK(ends_soon(owner.server));
  sweep(owner.directory.parent_path());
  CHECK_FALSE(fs::exists(owner.directory));
}

TEST_CASE("a request to stop ends a start, and nothing is left of it") {
  const TemporaryDirectory temporary;
  HostPaths host = host_in(temporary);
  host.cache = temporary.path() / "cache";
  const fs::path bin = temporary.path() / "bin";
  make_executable(temporary.write("bin/initdb", "#!/bin/sh\n"));
  // Never ready.
  make_executable(
      temporary.write("bin/postgres", "#!/bin/sh\n[ \"$1\" = --version ] && echo 'postgres (PostgreSQL) 15.20' || exec sleep 600\n"));
  Cancellation cancellation;
  std::thread later([&] {
    std::this_thread::sleep_for(Duration(200));
    cancellation.request(ErrorKind::terminated);
  });
  CHECK_THROWS_AS(EmbeddedServer({.wanted = {.bin = bin}}, host, cancellation), Error);
  later.join();
  CHECK(fs::is_empty(temporary.path() / ("deed-" + std::to_string(::geteuid()))));
}
