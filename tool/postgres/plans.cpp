#include "postgres/plans.h"

#include <fmt/format.h>

#include <algorithm>

namespace deed::postgres {

void Plans::use(const std::string& run) {
  use_ = Use::for_good;
  run_ = run;
}

void Plans::use(const std::string& run, const std::vector<std::string>& standing) {
  use_ = Use::for_now;
  run_ = run;
  for (auto& [sql, plan] : plans_) {
    if (plan.prepared && std::find(standing.begin(), standing.end(), plan.name) == standing.end()) {
      // Somebody's statement may have the name now.
      plan = {new_name(), false};
    }
  }
}

void Plans::use_untold(const std::string& run) {
  run_ = run;
  untold_.clear();
  use_ = Use::untold;
}

void Plans::sent() {
  if (use_ == Use::untold) {
    use_ = Use::none;
  }
}

bool Plans::stood(const std::string& run, const std::vector<std::string>& standing) {
  const std::set<std::string> names(standing.begin(), standing.end());
  const bool all = std::includes(names.begin(), names.end(), untold_.begin(), untold_.end());
  use(run, standing);
  return all;
}

void Plans::somebody_elses_statement() {
  if (use_ == Use::for_now) {
    use_ = Use::none;
  }
}

Plan* Plans::find(const Request& request) {
  if (use_ == Use::none || request.values.empty() || request.never_prepared) {
    return nullptr;
  }
  const auto [found, first] = plans_.try_emplace(request.sql, Plan{});
  if (first) {
    found->second.name = new_name();
    return nullptr;
  }
  if (use_ == Use::untold) {
    untold_.insert(found->second.name);
  }
  return &found->second;
}

std::string Plans::new_name() { return fmt::format("deed_{}_{}", run_, names_++); }

}  // namespace deed::postgres
