#include <catch2/catch.hpp>

#include <set>

#include "base/text.h"
#include "domain/workspace_schedule.h"

using namespace deed;

namespace {

// "a2 < a1 b1": revision a2 of service a, with its parents of a and what it depends on of others.
class Workspace {
 public:
  explicit Workspace(const std::vector<std::string>& lines) {
    std::map<std::string, std::vector<Revision>> revisions;
    for (const std::string& line : lines) {
      const std::vector<std::string> words = split_list(line);
      Revision revision{.service = words[0].substr(0, 1), .id = words[0]};
      for (std::size_t i = 2; i < words.size(); ++i) {
        if (words[i].starts_with(revision.service)) {
          revision.revises.push_back(words[i]);
        } else {
          revision.depends_on.push_back({words[i].substr(0, 1), words[i]});
        }
      }
      revisions[revision.service].push_back(revision);
    }
    for (auto& [service, list] : revisions) {
      graphs_.push_back(RevisionGraph::build(list).first);
    }
    std::vector<const RevisionGraph*> graphs;
    for (const RevisionGraph& graph : graphs_) {
      graphs.push_back(&graph);
    }
    order_.emplace(graphs, false);
    REQUIRE(order_->findings().empty());
    cut = stretches(*order_);
  }

  // "a1 a2 | b1 after 0": the stretches with the places of what they need.
  std::string text() const {
    std::string text;
    for (const Stretch& stretch : cut) {
      text += text.empty() ? "" : " | ";
      for (const Revision* revision : stretch.revisions) {
        text += revision->id + ' ';
      }
      text += stretch.needs.empty() ? "" : "after";
      for (const std::size_t need : stretch.needs) {
        text += ' ' + std::to_string(need);
      }
    }
    return text;
  }

  std::vector<Stretch> cut;

 private:
  std::vector<RevisionGraph> graphs_;
  std::optional<WorkspaceOrder> order_;
};

}  // namespace

TEST_CASE("a service is cut where another one needs it, and where it needs another one") {
  CHECK(Workspace({"a1", "a2 < a1", "b1"}).text() == "a1 a2  | b1 ");
  CHECK(Workspace({"a1", "a2 < a1", "b1 < a1", "b2 < b1"}).text() == "a1  | a2 after 0 | b1 b2 after 0");
  CHECK(Workspace({"a1", "b1", "b2 < b1 a1", "b3 < b2"}).text() == "a1  | b1  | b2 b3 after 1 0");
  // The second need is met with the first.
  CHECK(Workspace({"a1", "b1 < a1", "b2 < b1 a1"}).text() == "a1  | b1 b2 after 0");
}

TEST_CASE("services that wait for each other's revisions in turn are cut into a ladder") {
  CHECK(Workspace({"a1", "b1 < a1", "a2 < a1 b1", "b2 < b1 a2"}).text() == "a1  | b1 after 0 | a2 after 0 1 | b2 after 1 2");
}

TEST_CASE("branches of a service come in an order that no other service stands in the way of") {
  // In the order of ids a1 would wait for b1, and b1 for a2 behind it.
  const Workspace workspace({"a0", "a1 < a0 b1", "a2 < a0", "b1 < a2"});
  for (std::size_t i = 0; i < workspace.cut.size(); ++i) {
    for (const std::size_t need : workspace.cut[i].needs) {
      CHECK(need < i);
    }
  }
  CHECK(workspace.text() == "a0 a2  | b1 after 0 | a1 after 0 1");
}

TEST_CASE("a stretch may begin when all that it needs has ended") {
  const Workspace workspace({"a1", "a2 < a1", "b1 < a1", "c1"});
  // a1, a2, b1, c1
  Schedule schedule(workspace.cut);
  REQUIRE(workspace.text() == "a1  | a2 after 0 | b1 after 0 | c1 ");
  CHECK(schedule.begin_next() == 0U);
  CHECK(schedule.begin_next() == 3U);
  CHECK_FALSE(schedule.begin_next());
  schedule.end(0);
  CHECK(schedule.begin_next() == 1U);
  CHECK(schedule.begin_next() == 2U);
  CHECK_FALSE(schedule.begin_next());
  for (const std::size_t stretch : {3U, 1U, 2U}) {
    CHECK_FALSE(schedule.all_ended());
    schedule.end(stretch);
  }
  CHECK(schedule.all_ended());
}

TEST_CASE("whatever order stretches end in, each begins once and after what it needs") {
  const Workspace workspace({"a1", "a2 < a1 c1", "a3 < a2", "b1 < a1", "b2 < b1 a3", "c1", "c2 < c1 b1", "d1 < c2 a1"});
  const auto seed = static_cast<std::size_t>(GENERATE(range(0, 24)));
  Schedule schedule(workspace.cut);
  std::set<std::size_t> ended;
  std::vector<std::size_t> running;
  for (std::size_t turn = seed; !schedule.all_ended(); turn = turn * 7 + 3) {
    while (const std::optional<std::size_t> next = schedule.begin_next()) {
      for (const std::size_t need : workspace.cut[*next].needs) {
        REQUIRE(ended.contains(need));
      }
      running.push_back(*next);
    }
    REQUIRE_FALSE(running.empty());
    const std::size_t last = turn % running.size();
    schedule.end(running[last]);
    REQUIRE(ended.insert(running[last]).second);
    running.erase(running.begin() + static_cast<std::ptrdiff_t>(last));
  }
  CHECK(ended.size() == workspace.cut.size());
}
