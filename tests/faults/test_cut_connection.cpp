// The connection is cut at message 1, 2, 3, ... of a run, and the message is lost with it, in either direction.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <string_view>

#include "support/fault_bench.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::testing;

namespace {

const std::vector<std::string> kNone;

// Of the exchange that ends with COMMIT: the server may have heard that too.
bool goes_out_with_commit(const std::string& statement) {
  constexpr std::array<std::string_view, 9> kBefore{
      "SAVEPOINT deed_rows",       "SET LOCAL lock_timeout",      "SET LOCAL row_security",
      "LOCK TABLE deed.ownership", "SELECT 1 OPERATOR",           "INSERT INTO deed.ownership",
      "WITH written (position)",   "RELEASE SAVEPOINT deed_rows", "SET TRANSACTION READ ONLY"};
  return statement == "COMMIT" ||
         std::any_of(kBefore.begin(), kBefore.end(), [&](std::string_view beginning) { return statement.starts_with(beginning); });
}

}  // namespace

TEST_CASE("wherever the connection is cut, the same command again leads to where a run without faults ends") {
  FaultBench bench;
  const Fault cut{.name = "cut",
                  .codes = {0, 70, 76},
                  .happen = [](FaultTrial& trial) { trial.bench.proxy().go_on(FaultProxy::Then::cut); },
                  .grain = Grain::message};
  for (const FaultScenario& scenario : {upgrade_scenario(), downgrade_scenario(), stamp_scenario(), upkeep_scenario()}) {
    CHECK(bench.run(scenario, cut) == kNone);
  }
}

TEST_CASE("wherever a DBA terminates the session, too") {
  FaultBench bench;
  const Fault terminate{.name = "pg_terminate_backend", .codes = {0, 70, 76}, .happen = [](FaultTrial& trial) {
                          trial.bench.server().sql("postgres",
                                                   "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" +
                                                       trial.database + "' AND backend_type = 'client backend'");
                          trial.bench.proxy().go_on(FaultProxy::Then::forward);
                        }};
  for (const FaultScenario& scenario : {upgrade_scenario(), downgrade_scenario()}) {
    CHECK(bench.run(scenario, terminate) == kNone);
  }
}

TEST_CASE("where a server says nothing any more, a request to stop is heard within five seconds") {
  FaultBench bench;
  const Fault silence{.name = "silence, then SIGTERM",
                      // 0 where only the release of the lock was left to do.
                      .codes = {0, 143},
                      .happen =
                          [](FaultTrial& trial) {
                            trial.bench.proxy().go_on(FaultProxy::Then::fall_silent);
                            no_cancellation().sleep(Duration(20));
                            trial.process.signal(SIGTERM);
                            const bool commit = goes_out_with_commit(trial.at.statement);
                            for (const Deadline deadline(Duration(commit ? 1000 : 5500)); !deadline.passed() && trial.process.running();) {
                              no_cancellation().sleep(Duration(5));
                            }
                            // A COMMIT under way is waited for; a second signal leaves at once.
                            if (commit) {
                              trial.process.signal(SIGTERM);
                              no_cancellation().sleep(Duration(300));
                            }
                            if (trial.process.running()) {
                              trial.process.signal(SIGKILL);
                            }
                          },
                      .grain = Grain::message,
                      .stride = 40};
  CHECK(bench.run(upgrade_scenario(), silence) == kNone);
}
