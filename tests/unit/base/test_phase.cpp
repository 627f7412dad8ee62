#include <catch2/catch.hpp>

#include <stdexcept>
#include <vector>

#include "base/phase.h"

using namespace deed;

namespace {

struct Lines : Log {
  std::vector<LogEvent> events{};
  void write(const LogEvent& event) override { events.push_back(event); }
  std::vector<std::string_view> names() const {
    std::vector<std::string_view> found;
    for (const LogEvent& event : events) {
      found.push_back(event.phase);
    }
    return found;
  }
};

}  // namespace

TEST_CASE("a phase tells its time when its scope ends, those inside it first") {
  Lines log;
  {
    const Phase outer(log, "outer", {.revision = "aaaaaaaaaaaa", .step = 2});
    CHECK(in_phase(log, "inner", [] { return 7; }) == 7);
  }
  REQUIRE(log.names() == std::vector<std::string_view>{"inner", "outer"});
  CHECK(log.events[1].level == LogLevel::debug);
  CHECK(log.events[1].event == Event::phase_done);
  CHECK(log.events[1].revision == "aaaaaaaaaaaa");
  CHECK(log.events[1].step == 2);
  CHECK(log.events[1].took >= log.events[0].took);
  CHECK_THAT(log.events[1].message, Catch::EndsWith(" ms  outer"));
}

TEST_CASE("of phases that follow one another each ends where the next one begins") {
  Lines log;
  {
    Phases phases(log);
    phases.next("a");
    phases.next("b");
    CHECK(log.names() == std::vector<std::string_view>{"a"});
  }
  CHECK(log.names() == std::vector<std::string_view>{"a", "b"});
}

TEST_CASE("a phase that an error ends is told too") {
  Lines log;
  CHECK_THROWS_AS(in_phase(log, "connect", []() -> int { throw std::runtime_error("x"); }), std::runtime_error);
  CHECK(log.names() == std::vector<std::string_view>{"connect"});
}
