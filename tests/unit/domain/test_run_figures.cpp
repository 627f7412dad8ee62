#include <catch2/catch.hpp>

#include "domain/run_figures.h"

using namespace deed;
using namespace std::chrono_literals;

namespace {

LogEvent step_done(const std::string& service, int step, int steps) {
  return {.event = Event::step_done, .service = service, .run_id = "r", .revision = "x", .step = step, .steps = steps};
}

}  // namespace

TEST_CASE("steps, revisions, retries and lock waits are added up for each service") {
  RunFigures figures;
  figures.add(step_done("api", 1, 2));
  figures.add(step_done("api", 2, 2));
  figures.add(step_done("api", 1, 1));
  figures.add({.event = Event::step_retry, .service = "api", .lock_wait = 250ms});
  figures.add({.event = Event::runner_wait, .service = "api", .lock_wait = 50ms});
  figures.add({.event = Event::runner_wait, .service = "billing"});
  figures.add({.event = Event::step_retry, .lock_wait = 99ms});
  const std::vector<ServiceFigures> services = figures.services();
  REQUIRE(services.size() == 2);
  CHECK(services[0].service == "api");
  CHECK(services[0].run_id == "r");
  CHECK(services[0].steps == 3);
  CHECK(services[0].revisions == 2);
  CHECK(services[0].retries == 1);
  CHECK(services[0].lock_wait == 300ms);
  CHECK(services[1].steps == 0);
  CHECK(services[1].lock_wait == 0ms);
}

TEST_CASE("a service of which no end was told has come to the end of the run, if it is alone") {
  RunFigures figures;
  figures.add(step_done("api", 1, 1));
  const auto [exit_code, state] = GENERATE(table<int, ServiceFigures::State>({
      {0, ServiceFigures::State::done},
      {1, ServiceFigures::State::done},
      {11, ServiceFigures::State::failed},
      {143, ServiceFigures::State::failed},
  }));
  const std::vector<ServiceFigures> alone = figures.finished(exit_code, 7ms);
  CHECK(alone.front().exit_code == exit_code);
  CHECK(alone.front().state == state);
  CHECK(alone.front().duration == 7ms);
  figures.add({.event = Event::service_failed, .service = "billing", .duration = 3ms, .failure = ErrorKind::graph, .reason = "why"});
  const std::vector<ServiceFigures> two = figures.finished(4, 7ms);
  CHECK(two[0].exit_code == 0);
  CHECK(two[1].exit_code == 4);
  CHECK(two[1].state == ServiceFigures::State::failed);
  CHECK(two[1].reason == "why");
  CHECK(two[1].duration == 3ms);
}

TEST_CASE("tenants that several parts of a run were about are counted once each") {
  RunFigures figures;
  figures.add({.event = Event::tenants_ended, .service = "billing", .tenants = TenantCounts{.done = 3, .nothing_to_do = 2}});
  figures.add({.event = Event::tenants_ended, .service = "billing", .tenants = TenantCounts{.nothing_to_do = 5}});
  const auto counts = [&] {
    const TenantCounts now = figures.services().front().tenants.value();
    return std::vector<std::size_t>{now.done, now.nothing_to_do, now.failed, now.not_reached};
  };
  CHECK(counts() == std::vector<std::size_t>{3, 2, 0, 0});
  figures.add({.event = Event::tenants_ended, .service = "billing", .tenants = TenantCounts{.done = 1, .failed = 3, .not_reached = 1}});
  CHECK(counts() == std::vector<std::size_t>{1, 0, 3, 1});
}
