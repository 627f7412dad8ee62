#include "autogenerate/schedule.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <variant>

#include "base/error.h"

namespace deed::autogenerate {

namespace {

using Node = std::size_t;

// Who comes before whom.
class Order {
 public:
  explicit Order(const Plan& plan) : followers_(plan.size()), waits_for_(plan.size(), 0) {
    struct Users {
      std::vector<Node> makes, removes, needs, frees;
    };
    std::map<std::string, Users> keys;
    for (Node node = 0; node < plan.size(); ++node) {
      const Footprint& footprint = plan[node].footprint;
      for (const std::string& key : footprint.makes) {
        keys[key].makes.push_back(node);
      }
      for (const std::string& key : footprint.removes) {
        keys[key].removes.push_back(node);
      }
      for (const std::string& key : footprint.needs) {
        keys[key].needs.push_back(node);
      }
      for (const std::string& key : footprint.frees) {
        keys[key].frees.push_back(node);
      }
      for (const Node earlier : plan[node].after) {
        add(earlier, node);
      }
    }
    for (const auto& [key, users] : keys) {
      add_all(users.makes, users.needs);
      add_all(users.frees, users.removes);
      add_remade(users.removes, users.makes);
    }
    add_mentioned(plan);
  }

  std::size_t waits_for(Node node) const { return waits_for_[node]; }
  const std::set<Node>& followers(Node node) const { return followers_[node]; }

  // Calls `ready` for each that had to wait for this one alone.
  template <typename Ready>
  void done(Node node, const Ready& ready) {
    for (const Node follower : followers_[node]) {
      if (--waits_for_[follower] == 0) {
        ready(follower);
      }
    }
  }

 private:
  // What the text of a function mentions comes before it, unless it has to come behind it.
  void add_mentioned(const Plan& plan) {
    std::map<std::string, std::vector<Node>> givers;
    for (Node node = 0; node < plan.size(); ++node) {
      for (const std::string& name : plan[node].gives) {
        givers[name].push_back(node);
      }
    }
    for (Node node = 0; node < plan.size(); ++node) {
      for (const std::string& name : plan[node].mentions) {
        const auto found = givers.find(name);
        for (const Node giver : found == givers.end() ? std::vector<Node>{} : found->second) {
          if (!leads(node, giver)) {
            add(giver, node);
          }
        }
      }
    }
  }
  bool leads(Node from, Node to) const {
    std::vector<Node> open{from};
    std::set<Node> seen{from};
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      if (node == to) {
        return true;
      }
      for (const Node follower : followers_[node]) {
        if (seen.insert(follower).second) {
          open.push_back(follower);
        }
      }
    }
    return false;
  }
  // Several that each change a thing where it stands have no order among them.
  void add_remade(const std::vector<Node>& removes, const std::vector<Node>& makes) {
    const auto among = [](const std::vector<Node>& nodes, Node node) { return std::find(nodes.begin(), nodes.end(), node) != nodes.end(); };
    for (const Node first : removes) {
      for (const Node second : makes) {
        if (!among(makes, first) || !among(removes, second)) {
          add(first, second);
        }
      }
    }
  }
  void add_all(const std::vector<Node>& before, const std::vector<Node>& after) {
    for (const Node first : before) {
      for (const Node second : after) {
        add(first, second);
      }
    }
  }
  void add(Node before, Node after) {
    if (before != after && followers_[before].insert(after).second) {
      ++waits_for_[after];
    }
  }

  std::vector<std::set<Node>> followers_;
  std::vector<std::size_t> waits_for_;
};

constexpr std::array kLanes{Lane::transaction, Lane::autocommit, Lane::scan};

// What can be done next, in each lane by place.
class Ready {
 public:
  explicit Ready(const Plan& plan) : plan_(plan) {}

  void insert(Node node) { lane(plan_[node].lane).insert({plan_[node].place, node}); }
  bool empty(Lane which) { return lane(which).empty(); }
  Node take(Lane which) { return lane(which).extract(lane(which).begin()).value().second; }

 private:
  std::set<std::pair<Place, Node>>& lane(Lane which) { return lanes_[static_cast<std::size_t>(which)]; }

  const Plan& plan_;
  std::array<std::set<std::pair<Place, Node>>, kLanes.size()> lanes_;
};

// Stays in a lane as long as something can be done in it, beginning with `first`.
std::vector<std::vector<Node>> cut(const Plan& plan, Order order, Lane first) {
  Ready ready(plan);
  for (Node node = 0; node < plan.size(); ++node) {
    if (order.waits_for(node) == 0) {
      ready.insert(node);
    }
  }
  std::vector<std::vector<Node>> steps;
  std::size_t idle = 0;
  for (std::size_t turn = static_cast<std::size_t>(first); idle < kLanes.size(); ++turn) {
    const Lane lane = kLanes[turn % kLanes.size()];
    ++idle;
    if (ready.empty(lane)) {
      continue;
    }
    idle = 0;
    steps.emplace_back();
    while (!ready.empty(lane)) {
      const Node node = ready.take(lane);
      steps.back().push_back(node);
      order.done(node, [&](Node next) { ready.insert(next); });
    }
  }
  return steps;
}

// A constraint, an index, a view or the like. A REVOKE is none: that of a table takes what was granted on its columns.
bool is_removal(const Operation& operation) {
  const Define* definition = std::get_if<Define>(&operation.action);
  return std::holds_alternative<DropConstraint>(operation.action) || std::holds_alternative<DropIndex>(operation.action) ||
         (definition != nullptr && definition->drops && definition->statement.starts_with("DROP "));
}

// What is taken away goes as late as it can, next to what takes its place: until then the application has it, and what it demands holds
// while something else is built.
std::vector<std::size_t> with_late_removals(const Plan& plan, const Order& order, const std::vector<std::vector<Node>>& steps) {
  std::vector<std::size_t> step_of(plan.size(), 0);
  for (std::size_t step = 0; step < steps.size(); ++step) {
    for (const Node node : steps[step]) {
      step_of[node] = step;
    }
  }
  const auto lane_of = [&](std::size_t step) { return plan[steps[step].front()].lane; };
  const auto move = [&](Node node) {
    for (std::size_t step = steps.size() - 1; step > step_of[node]; --step) {
      const auto lets = [&](Node follower) { return step_of[follower] >= step; };
      const std::set<Node>& followers = order.followers(node);
      if (lane_of(step) == plan[node].lane && std::all_of(followers.begin(), followers.end(), lets)) {
        step_of[node] = step;
        return;
      }
    }
  };
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    for (auto node = step->rbegin(); node != step->rend(); ++node) {
      if (is_removal(plan[*node].operation)) {
        move(*node);
      }
    }
  }
  return step_of;
}

// Within a step by place again, as far as what waits for what allows. A step that nothing is left in is none.
std::vector<std::vector<Node>> arranged(const Plan& plan, Order order, const std::vector<std::size_t>& step_of, std::size_t count) {
  std::vector<std::set<std::pair<Place, Node>>> ready(count);
  for (Node node = 0; node < plan.size(); ++node) {
    if (order.waits_for(node) == 0) {
      ready[step_of[node]].insert({plan[node].place, node});
    }
  }
  std::vector<std::vector<Node>> steps;
  for (std::set<std::pair<Place, Node>>& step : ready) {
    std::vector<Node> nodes;
    while (!step.empty()) {
      nodes.push_back(step.extract(step.begin()).value().second);
      order.done(nodes.back(), [&](Node next) { ready[step_of[next]].insert({plan[next].place, next}); });
    }
    if (!nodes.empty()) {
      steps.push_back(std::move(nodes));
    }
  }
  return steps;
}

// What stands in a circle, or behind one.
Error no_order(const Plan& plan, const std::vector<std::vector<Node>>& steps) {
  std::set<Node> rest;
  for (Node node = 0; node < plan.size(); ++node) {
    rest.insert(node);
  }
  for (const std::vector<Node>& nodes : steps) {
    for (const Node node : nodes) {
      rest.erase(node);
    }
  }
  std::set<std::string> subjects;
  for (const Node node : rest) {
    subjects.insert(plan[node].place.subject);
  }
  return Error(ErrorKind::internal, {.what = "There is no order in which these differences could be made: each waits for another.",
                                     .hint = "Bring the model there in two revisions.",
                                     .details = {subjects.begin(), subjects.end()}});
}

std::size_t count(const std::vector<std::vector<Node>>& steps) {
  return std::accumulate(steps.begin(), steps.end(), std::size_t{0}, [](std::size_t sum, const auto& nodes) { return sum + nodes.size(); });
}

}  // namespace

std::vector<OperationStep> schedule(Plan plan) {
  const Order order(plan);
  std::vector<std::vector<Node>> best = cut(plan, order, Lane::transaction);
  if (count(best) < plan.size()) {
    throw no_order(plan, best);
  }
  std::vector<std::vector<Node>> other = cut(plan, order, Lane::autocommit);
  if (other.size() < best.size()) {
    best = std::move(other);
  }
  best = arranged(plan, order, with_late_removals(plan, order, best), best.size());
  std::vector<OperationStep> steps;
  for (const std::vector<Node>& nodes : best) {
    OperationStep step{.kind = plan[nodes.front()].lane == Lane::autocommit ? StepKind::autocommit : StepKind::transactional};
    for (const Node node : nodes) {
      step.operations.push_back(std::move(plan[node].operation));
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace deed::autogenerate
