#include "command/components.h"

#include <algorithm>
#include <cstdint>

namespace deed::command {

namespace {

// Tarjan's algorithm, with a stack of its own: a chain of foreign keys may be as long as a model.
class Search {
 public:
  explicit Search(const std::vector<std::set<std::size_t>>& leads_to)
      : leads_to_(leads_to), order_(leads_to.size(), 0), lowest_(leads_to.size(), 0), component_(leads_to.size(), kNone) {}

  std::vector<std::size_t> run() {
    for (std::size_t node = 0; node < leads_to_.size(); ++node) {
      if (order_[node] == 0) {
        visit(node);
      }
    }
    return std::move(component_);
  }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;

  struct Visit {
    std::size_t node;
    std::set<std::size_t>::const_iterator next;
  };

  void begin(std::size_t node) {
    order_[node] = lowest_[node] = ++count_;
    open_.push_back(node);
    visits_.push_back({node, leads_to_[node].begin()});
  }

  void visit(std::size_t first) {
    begin(first);
    while (!visits_.empty()) {
      Visit& visit = visits_.back();
      if (visit.next == leads_to_[visit.node].end()) {
        end(visit.node);
        continue;
      }
      const std::size_t other = *visit.next++;
      if (order_[other] == 0) {
        begin(other);
      } else if (component_[other] == kNone) {
        lowest_[visit.node] = std::min(lowest_[visit.node], order_[other]);
      }
    }
  }

  void end(std::size_t node) {
    visits_.pop_back();
    if (!visits_.empty()) {
      const std::size_t above = visits_.back().node;
      lowest_[above] = std::min(lowest_[above], lowest_[node]);
    }
    if (lowest_[node] != order_[node]) {
      return;
    }
    std::size_t member = kNone;
    while (member != node) {
      member = open_.back();
      open_.pop_back();
      component_[member] = components_;
    }
    ++components_;
  }

  const std::vector<std::set<std::size_t>>& leads_to_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> lowest_;
  std::vector<std::size_t> component_;
  std::vector<std::size_t> open_;
  std::vector<Visit> visits_;
  std::size_t count_ = 0;
  std::size_t components_ = 0;
};

}  // namespace

std::vector<std::size_t> components(const std::vector<std::set<std::size_t>>& leads_to) { return Search(leads_to).run(); }

}  // namespace deed::command
