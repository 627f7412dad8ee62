#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "command/dependencies.h"
#include "command/run.h"
#include "command/service.h"
#include "command/step_library.h"
#include "command/stepwise_map.h"
#include "domain/plan.h"

namespace deed::command {

// What one look at the database says there is to do: the plan up to the first revision that has to wait for another service.
struct Outlook {
  Plan plan;
  std::vector<UnmetDependency> unmet;
  StepwiseMap owners;
  // Whether deed's own tables are there yet: the one of everybody, and all that a run of the service writes to.
  bool has_ownership_table = false;
  bool tables_ready = false;
};

// Looks at the database for a run, as often as it takes; nothing is locked or changed.
class Lookout {
 public:
  Lookout(Invocation& invocation, const Service& service, StepLibrary& library, const Planner& planner, history::TableName table);

  // Reads history and ownership in one snapshot, plans, and judges the plan by its text. Throws Error; warnings are logged once for all
  // looks. `tables_ready`: SessionToRun.
  Outlook look(postgres::Connection& connection, std::optional<bool> tables_ready = {});

 private:
  std::vector<UnmetDependency> cut_at_unmet_dependency(postgres::Connection& connection, const std::map<std::string, std::string>& others,
                                                       Plan& plan) const;

  Invocation& invocation_;
  const Service& service_;
  StepLibrary& library_;
  const Planner& planner_;
  history::TableName table_;
  std::set<std::string> warned_;
};

void tell_nothing_to_do(Log& log, const std::string& service);
// Logs that a revision is being run: "Running upgrade a -> b, message (step 1 of 2)".
void tell_running(Log& log, const Revision& revision, Direction direction, int step, std::size_t count);

}  // namespace deed::command
