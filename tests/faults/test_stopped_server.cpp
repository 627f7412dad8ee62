// The server is stopped at once, as a crash is, at message 1, 2, 3, ... of a run.
#include <catch2/catch.hpp>

#include "support/fault_bench.h"

using namespace deed::testing;

TEST_CASE("wherever the server stops, the same command again leads to where a run without faults ends") {
  FaultBench bench;
  // A COMMIT may be among the last that the server did: the runner connects again to see.
  const Fault stop{.name = "immediate stop of the server", .codes = {0, 70, 76}, .happen = [](FaultTrial& trial) {
                     trial.bench.server().stop_at_once();
                     trial.bench.proxy().go_on(FaultProxy::Then::forward);
                     trial.bench.server().start();
                   }};
  const std::vector<std::string> none;
  for (const FaultScenario& scenario : {upgrade_scenario(), downgrade_scenario(), stamp_scenario(), upkeep_scenario()}) {
    CHECK(bench.run(scenario, stop) == none);
  }
}
