#include <catch2/catch.hpp>

#include "domain/history.h"

using namespace deed;

namespace {

HistoryEvent event(EventKind kind, int step, int steps, std::optional<int> statement = std::nullopt) {
  return {.revision = "a1", .step = step, .steps = steps, .statement = statement, .event = kind, .checksum = "s1:" + std::to_string(step)};
}

}  // namespace

TEST_CASE("a revision is applied when its last step is done") {
  std::vector<HistoryEvent> events{event(EventKind::done, 1, 3)};
  CHECK(History(events).find("a1")->progress == Progress::upgrading);
  CHECK(History(events).find("a1")->steps_done == 1);
  events.push_back(event(EventKind::started, 2, 3, 1));
  CHECK(History(events).find("a1")->started_statement == 1);
  events.push_back(event(EventKind::done, 2, 3, 1));
  CHECK(History(events).find("a1")->statements_done == 1);
  CHECK_FALSE(History(events).find("a1")->started_statement);
  events.push_back(event(EventKind::done, 2, 3));
  CHECK(History(events).find("a1")->steps_done == 2);
  CHECK(History(events).find("a1")->statements_done == 0);
  events.push_back(event(EventKind::upgraded, 3, 3));
  CHECK(History(events).applied("a1"));
  CHECK(History(events).find("a1")->checksums == std::vector<std::string>{"s1:1", "s1:2", "s1:3"});
}

TEST_CASE("a half-done downgrade still counts as applied, a done one does not") {
  std::vector<HistoryEvent> events{event(EventKind::upgraded, 1, 1), event(EventKind::done, 1, 2)};
  CHECK(History(events).find("a1")->progress == Progress::downgrading);
  CHECK(History(events).applied("a1"));
  events.push_back(event(EventKind::downgraded, 2, 2));
  CHECK_FALSE(History(events).applied("a1"));
  events.push_back(event(EventKind::upgraded, 1, 1));
  CHECK(History(events).find("a1")->checksums == std::vector<std::string>{"s1:1"});
}

TEST_CASE("a stamped revision is applied until it is unstamped") {
  std::vector<HistoryEvent> events{event(EventKind::stamped, 1, 2), event(EventKind::stamped, 2, 2)};
  CHECK(History(events).applied("a1"));
  CHECK(History(events).find("a1")->checksums.size() == 2);
  events.push_back(event(EventKind::unstamped, 1, 1));
  CHECK_FALSE(History(events).applied("a1"));
}
