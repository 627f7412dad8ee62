#include <fmt/format.h>

#include <algorithm>

#include "autogenerate/made_first.h"
#include "autogenerate/recipes.h"
#include "base/identifier.h"
#include "base/text.h"

namespace deed::autogenerate {

namespace {

constexpr std::string_view kValidates = "Reads the table while others read and write.";

Phase adding_phase(const Constraint& constraint) { return constraint.reference ? Phase::add_foreign_key : Phase::add_part; }

void drop_constraint(const Situation& situation, const ObjectName& table, const Constraint& constraint, Plan& plan) {
  if (situation.is_lost(table, constraint)) {
    return;
  }
  add(plan, {.operation = {DropConstraint{table, constraint.name}},
             .place = {constraint.reference ? Phase::drop_foreign_key : Phase::drop_part, to_string(table)},
             .footprint = dropping(ties_of(table, constraint))});
}

// NOT VALID cannot be said of a partitioned table; its partitions have theirs already, or are read now.
bool can_be_added_in_two(const Situation& situation, const ObjectName& table, const Constraint& constraint) {
  return situation.is_online(table) && constraint.validated && !(constraint.reference && situation.is_partitioned(table));
}

void validate(const Situation& situation, const ObjectName& table, const Constraint& constraint, Plan& plan) {
  Planned planned{.operation = {ValidateConstraint{table, constraint.name}, {std::string(kValidates)}},
                  .place = {adding_phase(constraint), to_string(table), 1},
                  .lane = situation.is_online(table) ? Lane::scan : Lane::transaction};
  planned.footprint.needs = {constraint_key(table, constraint.name)};
  if (constraint.reference) {
    planned.footprint.needs.push_back(attached_key(constraint.reference->table));
  }
  add(plan, planned);
}

// A check or a foreign key: the rows that are there are read in a step of its own, under a lock that blocks nobody.
void add_demand(const Situation& situation, const ObjectName& table, const Constraint& constraint, Plan& plan) {
  const bool in_two = can_be_added_in_two(situation, table, constraint);
  Planned planned{.operation = {AddConstraint{table, constraint, ""}},
                  .place = {adding_phase(constraint), to_string(table)},
                  .footprint = making(ties_of(table, constraint))};
  if (in_two) {
    std::get<AddConstraint>(planned.operation.action).constraint.validated = false;
    planned.operation.hazards = {"NOT VALID: the rows that are there are read below, without blocking anybody."};
  } else if (constraint.validated) {
    planned.operation.hazards = {takes_parts(situation, table) ? std::string(kTakesParts)
                                 : constraint.reference        ? "Reads the whole table; nobody can write into either table meanwhile."
                                                               : "Reads the whole table under an ACCESS EXCLUSIVE lock."};
  }
  add(plan, planned);
  if (in_two) {
    validate(situation, table, constraint, plan);
  }
}

// The name of the index that is to become the key's: the key's own, unless one that goes still has it, be it of another table.
std::string new_index_name(const Situation& situation, const ObjectName& table, const Constraint& constraint) {
  const bool taken = std::any_of(situation.actual.tables.begin(), situation.actual.tables.end(), [&](const auto& entry) {
    const auto& [name, other] = entry;
    return name.schema == table.schema &&
           (find_part(other.constraints, constraint.name) != nullptr || find_part(other.indexes, constraint.name) != nullptr);
  });
  return taken ? situation.spare_name(constraint.name, "_new") : constraint.name;
}

std::string quoted_list(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) {
    quoted.push_back(quote_identifier(name));
  }
  return join(quoted, ", ");
}

// The unique index that a key has, as CREATE INDEX writes it.
std::string index_of(const Constraint& key) {
  std::string text = fmt::format("USING btree ({})", quoted_list(key.columns));
  text += key.included.empty() ? "" : fmt::format(" INCLUDE ({})", quoted_list(key.included));
  text += key.nulls_not_distinct ? " NULLS NOT DISTINCT" : "";
  return key.storage.empty() ? text : fmt::format("{} WITH ({})", text, key.storage);
}

void add_key(const Situation& situation, const ObjectName& table, const Constraint& constraint, Plan& plan) {
  Planned planned{.operation = {AddConstraint{table, constraint, ""}},
                  .place = {Phase::add_part, to_string(table), 1},
                  .footprint = making(ties_of(table, constraint))};
  if (!situation.is_online(table) || situation.is_partitioned(table)) {
    planned.operation.hazards = {takes_parts(situation, table)
                                     ? std::string(kTakesParts)
                                     : "Builds an index under an ACCESS EXCLUSIVE lock; fails where values are not unique."};
    add(plan, planned);
    return;
  }
  const Index index{.name = new_index_name(situation, table, constraint), .unique = true, .definition = index_of(constraint)};
  Planned build{.operation = {CreateIndex{table, index, true},
                              {"CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique."}},
                .place = {Phase::add_part, to_string(table)},
                .lane = Lane::autocommit};
  build.footprint.needs = planned.footprint.needs;
  std::erase_if(build.footprint.needs, [](const std::string& key) { return key.starts_with("n:"); });
  planned.after = {add(plan, build)};
  std::get<AddConstraint>(planned.operation.action).using_index = index.name;
  add(plan, planned);
}

void alter_constraint(const Situation& situation, const PartChange<Constraint>& change, Plan& plan) {
  if (change.from->deferral != change.to->deferral) {
    add(plan, {.operation = {AlterConstraint{change.table, *change.to}}, .place = {Phase::add_foreign_key, to_string(change.table)}});
  }
  if (change.from->validated != change.to->validated) {
    validate(situation, change.table, *change.to, plan);
  }
}

}  // namespace

void plan_constraints(const Situation& situation, Plan& plan) {
  MadeFirst made_first;
  for (const PartChange<Constraint>& change : situation.changes.constraints) {
    if (change.by && !is_made_first(situation, change)) {
      made_first.note(change, plan.size(), plan.size());
      continue;
    }
    const std::size_t begin = plan.size();
    if (!change.to) {
      drop_constraint(situation, change.table, *change.from, plan);
    } else if (change.from) {
      alter_constraint(situation, change, plan);
    } else if (change.to->is_key()) {
      add_key(situation, change.table, *change.to, plan);
    } else {
      add_demand(situation, change.table, *change.to, plan);
    }
    pass_on(situation, situation.changes.constraints, change, begin, plan);
    made_first.note(change, begin, plan.size());
    note_building(situation, change.table, begin, plan);
  }
  made_first.put_in_order(plan);
}

}  // namespace deed::autogenerate
