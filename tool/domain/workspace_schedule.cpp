#include "domain/workspace_schedule.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace deed {

namespace {

bool contains(const std::vector<std::size_t>& list, std::size_t value) { return std::find(list.begin(), list.end(), value) != list.end(); }

class Cutting {
 public:
  explicit Cutting(const WorkspaceOrder& order) : order_(order) {
    for (const Revision* revision : order.ordered()) {
      for (const Revision* need : order.direct_needs(*revision)) {
        if (need->service != revision->service) {
          needed_elsewhere_.insert(need);
        }
      }
    }
  }

  std::vector<Stretch> cut() {
    for (const Revision* revision : order_.ordered()) {
      add(*revision);
    }
    return std::move(result_);
  }

 private:
  void add(const Revision& revision) {
    std::vector<std::size_t> others;
    for (const Revision* need : order_.direct_needs(revision)) {
      if (need->service != revision.service) {
        others.push_back(stretch_of_.at(need));
      }
    }
    const auto last = last_.find(revision.service);
    const bool goes_on = last != last_.end() && !needed_elsewhere_.contains(result_[last->second].revisions.back()) &&
                         std::all_of(others.begin(), others.end(), [&](std::size_t i) { return contains(result_[last->second].needs, i); });
    if (!goes_on) {
      begin(revision.service, others);
    }
    const std::size_t here = last_.at(revision.service);
    result_[here].revisions.push_back(&revision);
    stretch_of_[&revision] = here;
  }

  void begin(const std::string& service, const std::vector<std::size_t>& others) {
    Stretch stretch{.service = service, .revisions = {}, .needs = {}};
    if (const auto last = last_.find(service); last != last_.end()) {
      stretch.needs.push_back(last->second);
    }
    for (const std::size_t other : others) {
      if (!contains(stretch.needs, other)) {
        stretch.needs.push_back(other);
      }
    }
    last_[service] = result_.size();
    result_.push_back(std::move(stretch));
  }

  const WorkspaceOrder& order_;
  std::set<const Revision*> needed_elsewhere_;
  std::map<const Revision*, std::size_t> stretch_of_;
  // The newest stretch of each service.
  std::map<std::string, std::size_t> last_;
  std::vector<Stretch> result_;
};

}  // namespace

std::vector<std::string> Stretch::ids_among(const std::vector<std::string>& ids) const {
  const std::set<std::string_view> wanted(ids.begin(), ids.end());
  std::vector<std::string> result;
  for (const Revision* revision : revisions) {
    if (wanted.contains(revision->id)) {
      result.push_back(revision->id);
    }
  }
  return result;
}

std::vector<Stretch> stretches(const WorkspaceOrder& order) { return Cutting(order).cut(); }

Schedule::Schedule(const std::vector<Stretch>& stretches) : stretches_(stretches), states_(stretches.size(), State::waiting) {}

std::optional<std::size_t> Schedule::begin_next() {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const std::vector<std::size_t>& needs = stretches_[i].needs;
    if (states_[i] == State::waiting &&
        std::all_of(needs.begin(), needs.end(), [&](std::size_t need) { return states_[need] == State::ended; })) {
      states_[i] = State::begun;
      return i;
    }
  }
  return std::nullopt;
}

void Schedule::end(std::size_t stretch) {
  states_[stretch] = State::ended;
  ++ended_;
}

}  // namespace deed
