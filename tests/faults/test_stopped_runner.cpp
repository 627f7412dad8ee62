// The runner is ended by a signal at message 1, 2, 3, ... of its run.
#include <catch2/catch.hpp>

#include <csignal>

#include "support/fault_bench.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::testing;

namespace {

const std::vector<std::string> kNone;

// What the killed runner had sent still reaches the server.
Fault killed(const std::string& name, FaultProxy::Then then) {
  return {.name = name, .codes = {137, 0}, .happen = [then](FaultTrial& trial) {
            trial.process.signal(SIGKILL);
            while (trial.process.running()) {
              no_cancellation().sleep(Duration(1));
            }
            trial.bench.proxy().go_on(then);
          }};
}

Fault signalled(const std::string& name, int number, int code) {
  return {.name = name, .codes = {0, code}, .happen = [number](FaultTrial& trial) {
            trial.process.signal(number);
            trial.bench.proxy().go_on(FaultProxy::Then::forward);
          }};
}

}  // namespace

TEST_CASE("wherever a runner is killed, the same command again leads to where a run without faults ends") {
  FaultBench bench;
  for (const FaultScenario& scenario : {upgrade_scenario(), downgrade_scenario(), stamp_scenario(), upkeep_scenario()}) {
    CHECK(bench.run(scenario, killed("SIGKILL", FaultProxy::Then::forward)) == kNone);
  }
}

TEST_CASE("wherever a runner is asked to stop, it rolls back or comes to its end, and says which") {
  FaultBench bench;
  for (const FaultScenario& scenario : {upgrade_scenario(), downgrade_scenario(), stamp_scenario(), upkeep_scenario()}) {
    CHECK(bench.run(scenario, signalled("SIGTERM", SIGTERM, 143)) == kNone);
  }
  for (const FaultScenario& scenario : {upgrade_scenario(), downgrade_scenario(), stamp_scenario()}) {
    CHECK(bench.run(scenario, signalled("SIGINT", SIGINT, 130)) == kNone);
  }
}
