// Servers that are not what a run needs, and those that are: poolers, standbys, clusters after a failover.
#include <catch2/catch.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "process/child_process.h"
#include "scratch/account.h"
#include "support/private_server.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

constexpr const char* kTable =
    "-- deed:upgrade\nCREATE TABLE t (a int);\n\n-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_a ON t (a);\n";

// A real PgBouncer before a server; nothing where it is not installed.
class Pooler {
 public:
  static bool installed() { return std::filesystem::exists("/usr/sbin/pgbouncer"); }

  Pooler(const scratch::ServerAddress& server, const std::string& settings) {
    const scratch::Account account = scratch::server_account();
    scratch::make_directory(socket(), account);
    const std::filesystem::path users = directory_.write("users", "\"postgres\" \"\"\n");
    const std::filesystem::path file = directory_.write(
        "ini", fmt::format("[databases]\n* = host={} port={}\n[pgbouncer]\nlisten_addr =\nunix_socket_dir = {}\nlisten_port = 6432\n"
                           "auth_type = trust\nauth_file = {}\npidfile = {}/pid\n{}\n",
                           server.socket_directory.string(), server.port, socket().string(), users.string(), socket().string(), settings));
    const Descriptor log(::open((directory_.path() / "log").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    process_ = std::make_unique<process::ChildProcess>(
        process::Program{.arguments = {"/usr/sbin/pgbouncer", file.string()}, .account = account, .directory = "/", .output = log.get()});
    for (const Deadline deadline(Duration(20'000)); !accepts() && !deadline.passed();) {
      no_cancellation().sleep(Duration(10));
    }
  }
  ~Pooler() { process_->stop(SIGTERM, Duration(5000)); }

  std::string url() const { return fmt::format("postgresql://postgres@/postgres?host={}&port=6432", socket().string()); }

 private:
  std::filesystem::path socket() const { return directory_.path() / "s"; }

  // The file is there before anybody listens.
  bool accepts() const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = (socket() / ".s.PGSQL.6432").string();
    path.copy(static_cast<char*>(address.sun_path), sizeof(address.sun_path) - 1);
    const Descriptor client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return ::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<process::ChildProcess> process_;
};

ProcessResult deed_at(const TestWorkspace& workspace, const std::string& url, const std::vector<std::string>& words) {
  return workspace.deed_with(words, {{"DATABASE_URL", url}});
}

bool untouched(const PrivateServer& server) { return server.value("postgres", "SELECT to_regnamespace('deed') IS NULL") == "t"; }

}  // namespace

TEST_CASE("a pooler in transaction mode is refused, one in session mode is let through where deed.toml knows of it") {
  if (!Pooler::installed()) {
    WARN("skipped: PgBouncer is not installed");
    return;
  }
  PrivateServer server;
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  const std::string known = "[database]\npooler = \"session\"\n";
  const auto refused = [&](const std::string& settings, const std::string& what) {
    Pooler pooler(server.address(), settings);
    // Others are about: several sessions with the server are there to choose from.
    std::vector<std::unique_ptr<RunningProcess>> others;
    for (int i = 0; i < 3; ++i) {
      others.push_back(
          std::make_unique<RunningProcess>(std::vector<std::string>{client_program("psql"), pooler.url(), "-c", "SELECT pg_sleep(0.2)"}));
    }
    for (const auto& other : others) {
      REQUIRE(other->wait().exit_code == 0);
    }
    const ProcessResult result = deed_at(workspace, pooler.url(), {"upgrade", "head"});
    CAPTURE(settings);
    CHECK(result.exit_code == 15);
    CHECK_THAT(result.err, Contains(what));
    CHECK(untouched(server));
  };
  refused("pool_mode = session", "A connection pooler is in between.");
  refused("pool_mode = transaction", "in transaction mode");
  workspace.service("api", known);
  refused("pool_mode = transaction", "in transaction mode");
  refused("pool_mode = transaction\nserver_round_robin = 1\nmin_pool_size = 3", "in transaction mode");
  refused("pool_mode = statement", "in transaction mode");

  workspace.service("api", known + "connect_timeout = \"2s\"\n");
  {
    Pooler small(server.address(), "pool_mode = session\ndefault_pool_size = 1");
    const ProcessResult result = deed_at(workspace, small.url(), {"upgrade", "head"});
    CHECK(result.exit_code == 78);
    CHECK_THAT(result.err, Contains("gives deed no second session"));
  }
  Pooler pooler(server.address(), "pool_mode = session");
  const ProcessResult result = deed_at(workspace, pooler.url(), {"upgrade", "head"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(server.value("postgres", "SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass") == "t");
}

TEST_CASE("a standby is refused for what changes anything, before anything is locked, and read for the rest") {
  PrivateServer primary;
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(deed_at(workspace, primary.address().url("postgres"), {"upgrade", "head"}).exit_code == 0);
  PrivateServer standby(primary, {"hot_standby=on"});
  workspace.model("api", "CREATE TABLE t (a int);\nCREATE INDEX t_a ON t (a);\n");
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
                     "-- deed:upgrade\nCREATE TABLE u (a int);\n\n-- deed:downgrade\nDROP TABLE u;\n");
  const std::string url = standby.address().url("postgres");
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"upgrade", "head"}, {"downgrade", "-1"}, {"stamp", "head"}, {"ensure-version"}}) {
    CAPTURE(words);
    const ProcessResult result = deed_at(workspace, url, words);
    CHECK(result.exit_code == 15);
    CHECK_THAT(result.err, Contains("The server is a standby"));
  }
  CHECK(standby.value("postgres", "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == "0");
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"current"}, {"history", "-i"}, {"status"}, {"check"}}) {
    CAPTURE(words);
    const ProcessResult result = deed_at(workspace, url, words);
    CAPTURE(result.err);
    CHECK(result.exit_code == (words.front() == "check" ? 19 : 0));
  }
  CHECK(deed_at(workspace, url, {"current"}).out == "aaaaaaaaaaaa\n");

  // A pod that waits at a replica sees what was done at the primary.
  RunningProcess waiting({"deed", "wait", "--timeout", "30s"}, {.environment = {{"DATABASE_URL", url}}, .directory = workspace.path()});
  CHECK(waiting.wait_for_text("Waiting for bbbbbbbbbbbb of api"));
  const std::string both = fmt::format("postgresql://postgres@/postgres?host={},{}&port={},{}", standby.address().socket_directory.string(),
                                       primary.address().socket_directory.string(), standby.address().port, primary.address().port);
  CHECK(deed_at(workspace, both, {"upgrade", "head"}).exit_code == 0);
  CHECK(waiting.wait().exit_code == 0);

  // After a failover the same URL leads to the new primary.
  primary.stop_at_once();
  standby.promote();
  workspace.revision("api", "cccccccccccc", "bbbbbbbbbbbb", "-- deed:upgrade\nCREATE TABLE v (a int);\n");
  CHECK(deed_at(workspace, both, {"upgrade", "head"}).exit_code == 0);
  CHECK(standby.value("postgres", "SELECT count(*) FROM deed.version_api WHERE event = 'upgraded'") == "3");
}

TEST_CASE("a server that is too old is refused, before anything is read or written there") {
  const std::optional<scratch::ServerBinaries> old = fetched_server(13);
  if (!old) {
    WARN("skipped: there is no PostgreSQL 13; `scripts/servers 13` fetches one");
    return;
  }
  PrivateServer server(*old, {});
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"upgrade", "head"}, {"downgrade", "base"}, {"stamp", "head"}, {"current"}, {"status"}}) {
    CAPTURE(words);
    const ProcessResult result = deed_at(workspace, server.address().url("postgres"), words);
    CHECK(result.exit_code == 15);
    CHECK_THAT(result.err, Contains("The server is PostgreSQL 13; deed needs 14 or newer."));
  }
  CHECK(untouched(server));
}

TEST_CASE("a database that is not UTF-8, or a session that is read-only, is refused") {
  PrivateServer server;
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  server.sql("postgres",
             "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0; "
             "CREATE DATABASE quiet; ALTER DATABASE quiet SET default_transaction_read_only = on");
  const ProcessResult latin = deed_at(workspace, server.address().url("latin"), {"upgrade", "head"});
  CHECK(latin.exit_code == 15);
  CHECK_THAT(latin.err, Contains("The database's encoding is LATIN1"));
  const ProcessResult quiet = deed_at(workspace, server.address().url("quiet"), {"upgrade", "head"});
  CHECK(quiet.exit_code == 15);
  CHECK_THAT(quiet.err, Contains("The session is read-only."));
  CHECK(deed_at(workspace, server.address().url("quiet"), {"current"}).exit_code == 0);
}
