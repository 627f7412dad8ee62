#include "autogenerate/generate.h"

#include "autogenerate/compare.h"
#include "autogenerate/other_tools.h"
#include "autogenerate/recipes.h"
#include "autogenerate/rename.h"
#include "autogenerate/schedule.h"

namespace deed::autogenerate {

namespace {

std::vector<OperationStep> steps_for(const Changes& changes, const Schema& desired, const Schema& actual, bool online,
                                     const std::vector<Rename>& renames) {
  const Situation situation(changes, desired, actual, online);
  Plan plan;
  plan_renames(renames, plan);
  plan_schemas(situation, plan);
  plan_enums(situation, plan);
  plan_sequences(situation, plan);
  plan_tables(situation, plan);
  plan_columns(situation, plan);
  plan_constraints(situation, plan);
  plan_indexes(situation, plan);
  plan_comments(situation, plan);
  return schedule(std::move(plan));
}

}  // namespace

Draft generate(const Schema& desired, const Schema& present, const Options& options) {
  Schema actual = present;
  forget_history_tables(actual, desired);
  const std::vector<DeclaredRename> pending = pending_renames(options.renames, desired, actual);
  Schema before = actual;
  const std::vector<Rename> renames = apply_renames(before, desired, pending);
  const Changes changes = compare(desired, before);
  Draft draft;
  draft.upgrade = steps_for(changes, desired, before, options.online, renames);
  draft.possible_renames = possible_renames(changes);

  Schema after = desired;
  const std::vector<Rename> back = apply_renames(after, actual, inverse(pending));
  draft.downgrade = steps_for(compare(actual, after), actual, after, options.online, back);
  return draft;
}

std::vector<OperationStep> create_all(const Schema& schema) {
  const Schema nothing;
  return steps_for(compare(schema, nothing), schema, nothing, false, {});
}

}  // namespace deed::autogenerate
