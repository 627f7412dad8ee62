// Others are at work on the server at message 1, 2, 3, ... of a run: they hold locks, upgrade the same service, or wake up late.
#include <catch2/catch.hpp>

#include <csignal>

#include "support/fault_bench.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::testing;

namespace {

const std::vector<std::string> kNone;
constexpr const char* kQuick = "[database]\nlock_timeout = \"100ms\"\nretry_for = \"20s\"\nrunner_wait = \"30s\"\n";

bool has_table(postgres::Connection& connection, const std::string& name) {
  return !connection.texts("SELECT coalesce(to_regclass($1)::text, '')", {name}).at(0).at(0).empty();
}

// Takes a lock on a table if it can at once: the runner may hold one.
bool lock(postgres::Connection& connection, const std::string& table) {
  connection.execute("BEGIN");
  try {
    connection.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE NOWAIT");
    return true;
  } catch (const Error&) {
    connection.execute("ROLLBACK");
    return false;
  }
}

void sleep_for(int milliseconds) { no_cancellation().sleep(Duration(milliseconds)); }

}  // namespace

TEST_CASE("wherever a neighbour locks what the run needs, the run waits for it") {
  FaultBench bench(kQuick);
  for (const std::string table : {"account", "deed.ownership", "deed.version_api"}) {
    const Fault locked{.name = "lock on " + table, .codes = {0}, .happen = [&](FaultTrial& trial) {
                         postgres::Connection neighbour = trial.bench.server().connect(trial.database);
                         const bool held = has_table(neighbour, table) && lock(neighbour, table);
                         trial.bench.proxy().go_on(FaultProxy::Then::forward);
                         sleep_for(held ? 300 : 0);
                       }};
    CHECK(bench.run(upgrade_scenario(), locked) == kNone);
    CHECK(bench.run(downgrade_scenario(), locked) == kNone);
  }
}

TEST_CASE("wherever a second runner begins, both succeed and each step is applied once") {
  FaultBench bench(kQuick);
  const Fault second{.name = "second runner", .codes = {0}, .happen = [](FaultTrial& trial) {
                       RunningProcess other(trial.command, trial.bench.options(trial.database, false));
                       sleep_for(60);
                       trial.bench.proxy().go_on(FaultProxy::Then::forward);
                       const ProcessResult result = other.wait();
                       CAPTURE(result.err);
                       CHECK(result.exit_code == 0);
                     }};
  for (const FaultScenario& scenario : {upgrade_scenario(), downgrade_scenario()}) {
    CHECK(bench.run(scenario, second) == kNone);
  }
}

TEST_CASE("a paused runner that comes back late does no harm") {
  FaultBench bench(kQuick);
  // Its session is ended meanwhile, as idle_in_transaction_session_timeout or a DBA does it, and somebody else does the work.
  const Fault paused{.name = "paused, its session ended", .codes = {0, 70, 76}, .happen = [](FaultTrial& trial) {
                       trial.process.signal(SIGSTOP);
                       trial.bench.server().sql(
                           "postgres", "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" + trial.database +
                                           "' AND backend_type = 'client backend'");
                       const ProcessResult other = trial.bench.deed(trial.database, {"upgrade", "head"});
                       CAPTURE(other.err);
                       CHECK(other.exit_code == 0);
                       const std::string before = trial.bench.state(trial.database);
                       trial.bench.proxy().go_on(FaultProxy::Then::forward);
                       trial.process.signal(SIGCONT);
                       trial.process.wait();
                       CHECK(trial.bench.state(trial.database) == before);
                     }};
  CHECK(bench.run(upgrade_scenario(), paused) == kNone);
}
