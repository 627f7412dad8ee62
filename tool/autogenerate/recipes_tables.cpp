#include <algorithm>

#include "autogenerate/recipes.h"

namespace deed::autogenerate {

namespace {

// What CREATE TABLE says by itself: no foreign keys, whose tables may come later, and nothing that would be NOT VALID.
bool stands_in_create_table(const Constraint& constraint) { return constraint.kind != ConstraintKind::foreign_key && constraint.validated; }

void create(const Situation& situation, const Table& table, Plan& plan) {
  const std::string subject = to_string(table.name);
  Table written{.name = table.name, .unlogged = table.unlogged};
  Footprint footprint{.makes = {relation_key(table.name)}, .needs = {schema_key(table.name.schema)}};
  for (const Column& column : table.columns) {
    written.columns.push_back(situation.as_written(table.name, column));
    footprint.add(situation.making_column(table.name, column));
  }
  for (const Constraint& constraint : table.constraints) {
    if (stands_in_create_table(constraint)) {
      written.constraints.push_back(constraint);
      footprint.add(making(ties_of(table.name, constraint)));
      continue;
    }
    const Phase phase = constraint.reference ? Phase::add_foreign_key : Phase::create_table;
    add(plan, {.operation = {AddConstraint{table.name, constraint, ""}},
               .place = {phase, subject, 1},
               .footprint = making(ties_of(table.name, constraint))});
  }
  // Keys first, then checks, as people write them.
  std::stable_sort(written.constraints.begin(), written.constraints.end(), [](const auto& a, const auto& b) { return a.kind < b.kind; });
  add(plan, {.operation = {CreateTable{written}},
             .place = {Phase::create_table, subject, 0},
             .footprint = footprint,
             .gives = {table.name.name}});
  for (const Index& index : table.indexes) {
    add(plan, {.operation = {CreateIndex{table.name, index}},
               .place = {Phase::create_table, subject, 2},
               .footprint = making(ties_of(table.name, index))});
  }
}

using References = std::map<ObjectName, std::set<ObjectName>>;

// Whether the table refers to none of those left, or none of them refers to it.
bool is_at_an_end(const References& left, const ObjectName& name) {
  const std::set<ObjectName>& others = left.find(name)->second;
  return std::none_of(others.begin(), others.end(), [&](const ObjectName& other) { return left.contains(other); }) ||
         std::none_of(left.begin(), left.end(), [&](const auto& entry) { return entry.second.contains(name); });
}

// The tables among those dropped that refer to one another in a circle: none of them can go first.
std::set<ObjectName> in_circles(const std::vector<Change<Table>>& changes) {
  References left;
  for (const Change<Table>& change : changes) {
    for (const Constraint& constraint : change.from ? change.from->constraints : std::vector<Constraint>{}) {
      if (constraint.reference && constraint.reference->table != change.from->name) {
        left[change.from->name].insert(constraint.reference->table);
      }
    }
  }
  while (std::erase_if(left, [&](const auto& entry) { return is_at_an_end(left, entry.first); }) > 0) {
  }
  std::set<ObjectName> names;
  for (const auto& [name, others] : left) {
    names.insert(name);
  }
  return names;
}

void drop(const Situation& situation, const Table& table, const std::set<ObjectName>& circles, Plan& plan) {
  std::vector<std::size_t> after;
  Table rest{.name = table.name, .columns = table.columns, .indexes = table.indexes};
  for (const Constraint& constraint : table.constraints) {
    const bool in_circle = constraint.reference && constraint.reference->table != table.name && circles.contains(table.name) &&
                           circles.contains(constraint.reference->table);
    if (!in_circle) {
      rest.constraints.push_back(constraint);
      continue;
    }
    after.push_back(add(plan, {.operation = {DropConstraint{table.name, constraint.name}},
                               .place = {Phase::drop_foreign_key, to_string(table.name)},
                               .footprint = dropping(ties_of(table.name, constraint))}));
  }
  Footprint footprint = dropping(ties_of(rest));
  for (const Change<Sequence>& change : situation.changes.sequences) {
    if (!change.to && change.from->owner && change.from->owner->table == table.name) {
      footprint.add(dropping(ties_of(*change.from)));
    }
  }
  footprint.add(situation.dropped_with(table.name));
  add(plan, {.operation = {DropTable{table.name}, {"Deletes the table with its rows."}},
             .place = {Phase::drop_table, to_string(table.name)},
             .footprint = footprint,
             .after = after});
}

}  // namespace

void plan_tables(const Situation& situation, Plan& plan) {
  const std::set<ObjectName> circles = in_circles(situation.changes.tables);
  for (const Change<Table>& change : situation.changes.tables) {
    if (change.to) {
      create(situation, *change.to, plan);
    } else {
      drop(situation, *change.from, circles, plan);
    }
  }
}

}  // namespace deed::autogenerate
