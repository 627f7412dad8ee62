#include <catch2/catch.hpp>

#include "domain/graph.h"
#include "domain/plan.h"
#include "domain/revision_symbol.h"

using namespace deed;

namespace {

Revision revision(std::string id, std::vector<std::string> revises, std::vector<std::string> labels = {}) {
  Revision r{.service = "api", .id = id, .message = "m", .revises = std::move(revises)};
  r.branch_labels = std::move(labels);
  r.path = id + ".sql";
  r.upgrade.push_back({.checksum = "s1:" + id});
  r.downgrade.push_back({.direction = Direction::downgrade});
  return r;
}

//  a1 - b1 - c1 - e1(merge)      x1 labelled "side": b1 - d1
//         \- d1 ---/
RevisionGraph forked(bool merged) {
  std::vector<Revision> revisions{revision("c1", {"b1"}), revision("a1", {}), revision("d1", {"b1"}, {"side"}), revision("b1", {"a1"})};
  if (merged) {
    revisions.push_back(revision("e1", {"c1", "d1"}));
  }
  return RevisionGraph::build(revisions).first;
}

History applied(const std::vector<std::pair<std::string, std::vector<std::string>>>& revisions) {
  std::vector<HistoryEvent> events;
  for (const auto& [id, revises] : revisions) {
    events.push_back({.revision = id, .revises = revises, .step = 1, .steps = 1, .event = EventKind::upgraded, .checksum = "s1:" + id});
  }
  return History(events);
}

std::vector<std::string> ids(const Plan& plan) {
  std::vector<std::string> result;
  for (const PlannedRevision& planned : plan.revisions) {
    result.push_back(planned.revision->id);
  }
  return result;
}

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::graph);
    return error.text().what;
  }
  return "no error";
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a text that names no revision is told with what was meant") {
  Revision login = revision("ae1027a6acf0", {});
  login.message = "add last login";
  const RevisionGraph graph = RevisionGraph::build({login, revision("27c6a30d7c24", {"ae1027a6acf0"}, {"shoppingcart"})}).first;
  const auto [text, told] = GENERATE(table<std::string, std::string>({
      {"haed", " Did you mean 'head'?"},
      {"shopingcart@head", " Did you mean 'shoppingcart'?"},
      {"shopingcart", " Did you mean 'shoppingcart'?"},
      {"ae1027a6acff", " Did you mean 'ae1027a6acf0', add last login?"},
      {"ae11", " Did you mean 'ae1027a6acf0', add last login?"},
      {"last_login", " Did you mean 'ae1027a6acf0', add last login?"},
      {"Add last login", " Did you mean 'ae1027a6acf0', add last login?"},
      {"20261121_1012_ae1027a6acf0_add_last_login.sql", " Did you mean 'ae1027a6acf0', add last login?"},
      {"nope", ""},
      {"log", ""},
  }));
  INFO(text);
  const std::string symbol = text;
  CHECK(error_of([&] { upgrade_targets(graph, History(), symbol); }) ==
        "Can't locate revision identified by '" + symbol.substr(0, symbol.find('@')) + "'" + told);
}

TEST_CASE("the canonical order is parents first, ties by id") {
  const RevisionGraph graph = forked(true);
  Ids order;
  for (const Revision& r : graph.revisions()) {
    order.push_back(r.id);
  }
  CHECK(order == Ids{"a1", "b1", "c1", "d1", "e1"});
  CHECK(graph.heads() == Ids{"e1"});
  CHECK(forked(false).heads() == Ids{"c1", "d1"});
  CHECK(graph.bases() == Ids{"a1"});
}

TEST_CASE("what is wrong with a graph is found and names the files") {
  const auto messages = [](std::vector<Revision> revisions) {
    std::string all;
    for (const Finding& finding : RevisionGraph::build(std::move(revisions)).second) {
      all += finding.message + " at " + finding.location.file + "\n";
    }
    return all;
  };
  CHECK_THAT(messages({revision("a1", {"b9"})}),
             Catch::Contains("Revision 'a1' follows 'b9', which does not exist") && Catch::Contains("a1.sql"));
  CHECK_THAT(messages({revision("a1", {}), revision("A1", {})}), Catch::Contains("exists twice"));
  CHECK_THAT(messages({revision("a1", {"a1"})}), Catch::Contains("cycle: 'a1' -> 'a1'"));
  CHECK_THAT(messages({revision("a1", {"c1"}), revision("b1", {"a1"}), revision("c1", {"b1"}), revision("d1", {"c1"})}),
             Catch::Contains("cycle"));
  CHECK_THAT(messages({revision("a1", {}, {"x"}), revision("b1", {"a1"}, {"x"})}), Catch::Contains("label 'x' is already used"));
  CHECK(messages({revision("a1", {}), revision("b1", {"a1"})}).empty());
}

TEST_CASE("a symbol names the revisions Alembic's would") {
  const RevisionGraph graph = forked(true);
  const History none;
  const History at_b = applied({{"a1", {}}, {"b1", {"a1"}}});
  CHECK(upgrade_targets(graph, none, "head") == Ids{"e1"});
  CHECK(upgrade_targets(graph, none, "base").empty());
  CHECK(upgrade_targets(graph, none, "c") == Ids{"c1"});
  CHECK(upgrade_targets(graph, none, "+2") == Ids{"b1"});
  CHECK(upgrade_targets(graph, at_b, "+0") == Ids{"b1"});
  CHECK(upgrade_targets(graph, none, "a1+1") == Ids{"b1"});
  CHECK(upgrade_targets(graph, none, "side@head") == Ids{"e1"});
  CHECK(upgrade_targets(forked(false), none, "side@head") == Ids{"d1"});
  CHECK(upgrade_targets(forked(false), none, "heads") == Ids{"c1", "d1"});
  CHECK(named_revisions(graph, "b1-1") == Ids{"a1"});
}

TEST_CASE("a symbol that means nothing, or two things, is an error in Alembic's words") {
  const RevisionGraph graph = forked(false);
  const History none;
  const History at_b = applied({{"a1", {}}, {"b1", {"a1"}}});
  CHECK_THAT(error_of([&] { upgrade_targets(graph, none, "head"); }),
             Catch::Contains("Multiple head revisions are present for given argument 'head'"));
  CHECK_THAT(error_of([&] { upgrade_targets(graph, none, "nope"); }), Catch::Contains("Can't locate revision identified by 'nope'"));
  CHECK_THAT(error_of([&] { upgrade_targets(graph, at_b, "+1"); }), Catch::Contains("Ambiguous walk"));
  CHECK_THAT(error_of([&] { downgrade_removals(graph, at_b, "-9"); }), Catch::Contains("Relative revision -9 didn't produce 9 migrations"));
  CHECK_THAT(error_of([&] { downgrade_removals(graph, at_b, "c1"); }), Catch::Contains("not a valid downgrade target"));
  const RevisionGraph twins = RevisionGraph::build({revision("ab1", {}), revision("ab2", {"ab1"})}).first;
  CHECK_THAT(error_of([&] { upgrade_targets(twins, none, "ab"); }), Catch::Contains("not unique"));
}

TEST_CASE("a range has both its ends, and may count from the database") {
  const RevisionGraph graph = forked(true);
  const History at_c = applied({{"a1", {}}, {"b1", {"a1"}}, {"c1", {"b1"}}});
  const auto between = [&](std::string_view text) {
    Ids result;
    for (const Revision* revision : revisions_between(graph, at_c, parse_range(text).value())) {
      result.push_back(revision->id);
    }
    return result;
  };
  CHECK(between(":") == Ids{"a1", "b1", "c1", "d1", "e1"});
  CHECK(between("b1:c1") == Ids{"b1", "c1"});
  CHECK(between("d1:") == Ids{"d1", "e1"});
  CHECK(between(":b1") == Ids{"a1", "b1"});
  CHECK(between("-1:current") == Ids{"b1", "c1"});
  CHECK(between("current:+1") == Ids{"c1", "e1"});
  CHECK(between("e1:a1").empty());
  CHECK_FALSE(parse_range("b1"));
  CHECK(asks_database("current"));
  CHECK(asks_database("side@-1"));
  CHECK_FALSE(asks_database("b1-1"));
  CHECK_FALSE(asks_database("head"));
}

TEST_CASE("an upgrade brings what is missing, parents first") {
  const RevisionGraph graph = forked(true);
  CHECK(ids(plan_upgrade(graph, History(), {"e1"})) == Ids{"a1", "b1", "c1", "d1", "e1"});
  CHECK(ids(plan_upgrade(graph, applied({{"a1", {}}, {"b1", {"a1"}}}), {"d1"})) == Ids{"d1"});
}

TEST_CASE("a downgrade takes away what is above, children first") {
  const RevisionGraph graph = forked(true);
  const History all = applied({{"a1", {}}, {"b1", {"a1"}}, {"c1", {"b1"}}, {"d1", {"b1"}}, {"e1", {"c1", "d1"}}});
  CHECK(ids(plan_downgrade(graph, all, downgrade_removals(graph, all, "b1"))) == Ids{"e1", "d1", "c1"});
  CHECK(ids(plan_downgrade(graph, all, downgrade_removals(graph, all, "-1"))) == Ids{"e1"});
  CHECK(ids(plan_downgrade(graph, all, downgrade_removals(graph, all, "base"))).size() == 5);
  const History before_merge = applied({{"a1", {}}, {"b1", {"a1"}}, {"c1", {"b1"}}, {"d1", {"b1"}}});
  CHECK(ids(plan_downgrade(graph, before_merge, downgrade_removals(graph, before_merge, "side@base"))) == Ids{"d1"});
}

TEST_CASE("a half-applied revision is resumed and can't be left the other way") {
  const RevisionGraph graph = RevisionGraph::build({revision("a1", {}), revision("b1", {"a1"})}).first;
  std::vector<HistoryEvent> events{
      {.revision = "a1", .step = 1, .steps = 1, .event = EventKind::upgraded, .checksum = "s1:a1"},
      {.revision = "b1", .revises = {"a1"}, .step = 1, .steps = 3, .event = EventKind::done, .checksum = "s1:b1"}};
  const History up(events);
  CHECK_FALSE(up.applied("b1"));
  CHECK(plan_upgrade(graph, up, {"b1"}).revisions.at(0).steps_done == 1);
  CHECK_THAT(error_of([&] { plan_downgrade(graph, up, {"b1"}); }), Catch::Contains("half-way up"));

  events[1].event = EventKind::upgraded;
  events.push_back({.revision = "b1", .revises = {"a1"}, .step = 1, .steps = 2, .event = EventKind::done});
  const History down(events);
  CHECK(down.applied("b1"));
  CHECK_THAT(error_of([&] { plan_upgrade(graph, down, {"b1"}); }), Catch::Contains("half-way down"));
  CHECK(plan_downgrade(graph, down, {"b1"}).revisions.at(0).steps_done == 1);
}

TEST_CASE("a history is compared with the files") {
  const RevisionGraph graph = RevisionGraph::build({revision("a1", {})}).first;
  SECTION("a newer release was here") {
    const HistoryComparison comparison = compare_history(graph, applied({{"a1", {}}, {"b1", {"a1"}}, {"c1", {"b1"}}}));
    CHECK(comparison.ahead == Ids{"b1", "c1"});
    CHECK(comparison.diverged.empty());
    CHECK(comparison.common == Ids{"a1"});
  }
  SECTION("it follows something else") { CHECK(compare_history(graph, applied({{"a1", {}}, {"b1", {"z9"}}})).diverged == Ids{"b1"}); }
  SECTION("it stands beside what is still to be applied") {
    CHECK(compare_history(graph, applied({{"b1", {"a1"}}})).diverged == Ids{"b1"});
    CHECK(compare_history(graph, applied({{"b1", {"a1"}}})).common.empty());
  }
  SECTION("an applied step was edited") {
    const History history({{.revision = "a1", .step = 1, .steps = 1, .event = EventKind::upgraded, .checksum = "s1:other"}});
    CHECK(compare_history(graph, history).edited.size() == 1);
  }
  SECTION("parents changed") {
    const RevisionGraph longer = RevisionGraph::build({revision("a1", {}), revision("b1", {"a1"})}).first;
    CHECK(compare_history(longer, applied({{"a1", {}}, {"b1", {}}})).edited.size() == 1);
  }
}
