#include "autogenerate/generate.h"

#include <algorithm>
#include <iterator>

#include "autogenerate/compare.h"
#include "autogenerate/describe.h"
#include "autogenerate/other_tools.h"
#include "autogenerate/privileges.h"
#include "autogenerate/recipes.h"
#include "autogenerate/rename.h"
#include "autogenerate/schedule.h"
#include "autogenerate/uncovered.h"

namespace deed::autogenerate {

namespace {

std::vector<OperationStep> steps_for(const Changes& changes, const Schema& desired, const Schema& actual, bool online,
                                     const std::vector<Rename>& renames) {
  const Situation situation(changes, desired, actual, online);
  Plan plan;
  plan_renames(renames, plan);
  const std::size_t renamed = plan.size();
  plan_schemas(situation, plan);
  plan_enums(situation, plan);
  plan_sequences(situation, plan);
  plan_tables(situation, plan);
  plan_links(situation, plan);
  plan_columns(situation, plan);
  plan_constraints(situation, plan);
  plan_indexes(situation, plan);
  plan_comments(situation, plan);
  plan_definitions(situation, plan);
  // All else is said in the new names.
  for (std::size_t i = renamed; renamed > 0 && i < plan.size(); ++i) {
    plan[i].after.push_back(renamed - 1);
  }
  return schedule(std::move(plan));
}

// One behind the other; where they meet, what commits at once stays one step.
std::vector<OperationStep> joined(std::vector<OperationStep> steps, std::vector<OperationStep> more) {
  for (OperationStep& step : more) {
    if (&step == &more.front() && !steps.empty() && steps.back().kind == StepKind::transactional && step.kind == StepKind::transactional) {
      std::move(step.operations.begin(), step.operations.end(), std::back_inserter(steps.back().operations));
    } else {
      steps.push_back(std::move(step));
    }
  }
  return steps;
}

Changes compare_all(const Schema& desired, const Schema& actual, const Options& options) {
  Changes changes = compare(desired, actual);
  revoke_unwanted(desired, actual, options.privileges, changes);
  return changes;
}

// From `present` to `desired`, one of which is the model. A name that a rename needs and that something else has is freed first.
std::vector<OperationStep> steps_with_renames(const Schema& desired, const Schema& present, const std::vector<DeclaredRename>& pending,
                                              const Options& options, ModelSide model) {
  Schema actual = without_taken_names(present, pending);
  std::vector<OperationStep> steps =
      pending.empty() ? std::vector<OperationStep>() : steps_for(compare(actual, present), actual, present, options.online, {});
  const std::vector<Rename> renames = apply_renames(actual, desired, pending, model);
  return joined(std::move(steps), steps_for(compare_all(desired, actual, options), desired, actual, options.online, renames));
}

// What gives its name up to a table that takes it leaves that no privileges.
Schema without_taken_privileges(const Schema& schema, const std::vector<DeclaredRename>& pending) {
  const Schema left = without_taken_names(schema, pending);
  Schema granted = schema;
  for (const DeclaredRename& one : pending) {
    const bool freed = one.column.empty() && left.find_table(one.table) == nullptr && !left.definitions.contains(Address{one.table});
    if (freed) {
      granted.tables.erase(one.table);
      std::erase_if(granted.definitions, [&](const auto& entry) { return entry.first.object == one.table; });
    }
  }
  return granted;
}

}  // namespace

Draft generate(const Schema& model, const Schema& standing, const Options& options) {
  Schema actual = standing;
  forget_history_tables(actual, model);
  require_possible(options.renames);
  const std::vector<DeclaredRename> pending = pending_renames(options.renames, model, actual);
  Schema renamed = actual;
  const std::vector<Rename> renames = apply_renames(renamed, model, pending, ModelSide::desired);
  Schema desired = model;
  desired.default_grants = actual.default_grants;
  keep_others_triggers(desired, renamed);
  if (!options.privileges && pending.empty()) {
    keep_privileges(desired, renamed);
  } else if (!options.privileges) {
    Schema granted = without_taken_privileges(actual, pending);
    apply_renames(granted, model, pending, ModelSide::desired);
    keep_privileges(desired, granted);
  }
  const Changes changes = compare_all(desired, renamed, options);
  require_reachable(changes, desired, renamed);
  Draft draft;
  draft.differences = describe(changes, renames, options.home);
  draft.possible_renames = possible_renames(changes);
  // Where no declared rename is left to be done, these are the changes of the upgrade.
  draft.upgrade = pending.empty() ? steps_for(changes, desired, renamed, options.online, renames)
                                  : steps_with_renames(desired, actual, pending, options, ModelSide::desired);
  draft.downgrade = steps_with_renames(actual, desired, inverse(pending), options, ModelSide::actual);
  if (!options.privileges) {
    tell_unsaid_privileges(draft.upgrade);
    tell_unsaid_privileges(draft.downgrade);
  }
  return draft;
}

std::vector<OperationStep> create_all(const Schema& schema) {
  const Schema nothing;
  return steps_for(compare(schema, nothing), schema, nothing, false, {});
}

}  // namespace deed::autogenerate
