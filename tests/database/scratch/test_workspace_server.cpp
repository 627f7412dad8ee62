#include <catch2/catch.hpp>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>
#include <vector>

#include "base/descriptor.h"
#include "scratch/data_directory.h"
#include "scratch/workspace_server.h"
#include "support/process.h"
#include "support/temporary_directory.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::testing;
using namespace deed::scratch;
namespace fs = std::filesystem;

namespace {

// These servers write safely, which may take seconds on a busy disk.
fs::path quick_place() {
  std::error_code error;
  return fs::space("/dev/shm", error).available > (std::uintmax_t{256} << 20) && !error ? "/dev/shm" : "/tmp";
}

// A workspace whose server and its data go with the test.
struct Workspace {
  Workspace() {
    // With the template of the test server, as to make one takes longer than all the rest.
    host.cache = temporary.path() / "cache";
    fs::create_directory(host.cache);
    const fs::path made = template_directory(TestServer::get().server().binaries(), test_host());
    fs::create_directory_symlink(made, host.cache / made.filename());
  }
  ~Workspace() {
    try {
      server().stop(KeptData::remove, no_cancellation());
    } catch (const Error&) {
      // The directory goes anyway.
    }
  }
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  WorkspaceServer server() const { return {host, temporary.path()}; }
  StartResult start(const std::string& database = "app") const { return server().start(test_wanted(), database, no_cancellation()); }
  void stop() const { server().stop(KeptData::keep, no_cancellation()); }
  fs::path data() const { return server().directory() / "data"; }

  TemporaryDirectory temporary{quick_place()};
  HostPaths host = test_host();
};

std::string ask(const RunningServer& server, const std::string& query, const std::string& database = "app") {
  postgres::Connection connection = postgres::Connection::open(server.address.parameters(database), no_cancellation());
  const postgres::Result result = connection.execute(query);
  return result.empty() ? "" : std::string(result.text(0, 0));
}

// As after a crash of the machine: no process is left, the files are.
void crash(const Workspace& workspace) {
  const auto server = workspace.server().running();
  REQUIRE(server);
  ::kill(server->process, SIGKILL);
  const Deadline deadline(Duration(10'000));
  while (workspace.server().running() && !deadline.passed()) {
    std::this_thread::sleep_for(Duration(5));
  }
  REQUIRE(fs::exists(workspace.data() / "postmaster.pid"));
}

}  // namespace

TEST_CASE("a workspace's server goes on when deed ends") {
  const Workspace workspace;
  REQUIRE(in_child([&] { return workspace.start().outcome == StartOutcome::started ? 0 : 1; }) == 0);
  const auto server = workspace.server().running();
  REQUIRE(server);
  CHECK(ask(*server, "SELECT 1") == "1");
}

TEST_CASE("to start a running server again does nothing and says so") {
  const Workspace workspace;
  const StartResult first = workspace.start();
  const StartResult second = workspace.start();
  CHECK(second.outcome == StartOutcome::was_running);
  CHECK(second.server.process == first.server.process);
}

TEST_CASE("a workspace's server keeps its data from stop to start") {
  const Workspace workspace;
  ask(workspace.start().server, "CREATE TABLE kept (a int)");
  workspace.stop();
  CHECK(ask(workspace.start().server, "SELECT to_regclass('kept')") == "kept");
}

TEST_CASE("to stop with removal takes the data away") {
  const Workspace workspace;
  ask(workspace.start().server, "CREATE TABLE gone (a int)");
  CHECK(workspace.server().stop(KeptData::remove, no_cancellation()) == StopOutcome::stopped);
  CHECK_FALSE(fs::exists(workspace.server().directory()));
  CHECK(ask(workspace.start().server, "SELECT to_regclass('gone')").empty());
}

TEST_CASE("to stop a server that does not run says so") {
  const Workspace workspace;
  CHECK(workspace.server().stop(KeptData::keep, no_cancellation()) == StopOutcome::was_not_running);
  workspace.start();
  workspace.stop();
  CHECK(workspace.server().stop(KeptData::keep, no_cancellation()) == StopOutcome::was_not_running);
}

TEST_CASE("a stopped server is not running") {
  const Workspace workspace;
  CHECK_FALSE(workspace.server().running());
  workspace.start();
  workspace.stop();
  CHECK_FALSE(workspace.server().running());
}

TEST_CASE("a running server gets a further database when asked for it") {
  const Workspace workspace;
  workspace.start("first");
  CHECK(ask(workspace.start("Second one").server, "SELECT current_database()", "Second one") == "Second one");
}

TEST_CASE("the URL of a workspace's server works as DATABASE_URL") {
  const Workspace workspace;
  const std::string url = workspace.start("my app").server.address.url("my app");
  const ProcessResult result = run({client_program("psql"), "--no-psqlrc", "-Atc", "SELECT current_database()", url});
  CHECK(result.out == "my app\n");
}

TEST_CASE("a server that was killed is not taken for a running one") {
  const Workspace workspace;
  workspace.start();
  crash(workspace);
  CHECK_FALSE(workspace.server().running());
  // Its shared memory is removed by the next server on this data only.
  workspace.start();
}

TEST_CASE("a server that was killed starts again with its data") {
  const Workspace workspace;
  ask(workspace.start().server, "CREATE TABLE kept (a int)");
  crash(workspace);
  const StartResult again = workspace.start();
  CHECK(again.outcome == StartOutcome::started);
  CHECK(ask(again.server, "SELECT to_regclass('kept')") == "kept");
}

TEST_CASE("a process file that names somebody else's process does not stop a start") {
  const Workspace workspace;
  workspace.start();
  workspace.stop();
  // As after a reboot: the number has passed to a process of the same user.
  RunningProcess bystander({"sleep", "600"});
  std::ofstream(workspace.data() / "postmaster.pid") << bystander.id() << '\n'
                                                     << workspace.data().string() << "\n1\n5432\n"
                                                     << workspace.data().string() << "\n\n1 2\nready\n";
  CHECK(workspace.start().outcome == StartOutcome::started);
}

TEST_CASE("to stop never signals a process that a stale file names") {
  const Workspace workspace;
  workspace.start();
  workspace.stop();
  RunningProcess bystander({"sleep", "600"});
  std::ofstream(workspace.data() / "postmaster.pid") << bystander.id() << '\n'
                                                     << workspace.data().string() << "\n1\n5432\n"
                                                     << workspace.data().string() << "\n\n1 2\nready\n";
  workspace.stop();
  CHECK(::kill(bystander.id(), 0) == 0);
}

TEST_CASE("of many starts at once one starts the server, the others find it running") {
  const Workspace workspace;
  workspace.start();
  workspace.stop();
  std::vector<std::thread> threads;
  std::atomic<int> started = 0;
  std::atomic<int> found = 0;
  for (int i = 0; i < 5; ++i) {
    threads.emplace_back([&] { ++(workspace.start("all").outcome == StartOutcome::started ? started : found); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(started == 1);
  CHECK(found == 4);
}

TEST_CASE("data of another major version than is wanted is left alone") {
  const Workspace workspace;
  workspace.start();
  workspace.stop();
  try {
    workspace.server().start({.major = 99}, "app", no_cancellation());
    FAIL("it started");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::config);
    CHECK(error.text().hint.find("deed dev stop --remove") != std::string::npos);
  }
}

TEST_CASE("what a start left that was killed while it made the data is made anew") {
  const Workspace workspace;
  fs::create_directories(workspace.data());
  std::ofstream(workspace.data() / "half") << "made";
  CHECK(workspace.start().outcome == StartOutcome::started);
}

TEST_CASE("two workspaces have servers of their own") {
  const Workspace one;
  const WorkspaceServer other(one.host, one.temporary.path() / "other");
  CHECK(one.server().directory() != other.directory());
}

TEST_CASE("a cache with a long path still has room for the socket") {
  Workspace workspace;
  workspace.host.cache = workspace.temporary.path() / std::string(100, 'x');
  CHECK(ask(workspace.start().server, "SELECT 1") == "1");
}

TEST_CASE("a strict umask does not keep the server from its data") {
  Workspace workspace;
  workspace.host.cache = workspace.temporary.path() / "strict";
  const int code = in_child([&] {
    ::umask(077);
    return workspace.start().outcome == StartOutcome::started ? 0 : 1;
  });
  CHECK(code == 0);
}

TEST_CASE("a name that PostgreSQL would cut off is refused") {
  const Workspace workspace;
  CHECK_THROWS_AS(workspace.start(std::string(64, 'x')), Error);
}

TEST_CASE("the caller's pipes are not kept open by a server in the background") {
  const Workspace workspace;
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const Descriptor reader(ends[0]);
  Descriptor writer(ends[1]);
  REQUIRE(in_child([&] { return workspace.start().outcome == StartOutcome::started ? 0 : 1; }) == 0);
  writer.reset();
  char byte = 0;
  CHECK(::read(reader.get(), &byte, 1) == 0);
}
