#include <algorithm>

#include "autogenerate/recipes.h"

namespace deed::autogenerate {

namespace {

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

// Whether a partition takes the place of the dropped one: their bounds may overlap.
bool leaves_room(const Situation& situation, const Table& dropped) {
  const auto takes = [&](const Table& table) { return table.bound && table.parents == dropped.parents; };
  return dropped.bound && !situation.makes_anew(dropped.parents.front()) &&
         (std::any_of(situation.changes.tables.begin(), situation.changes.tables.end(),
                      [&](const Change<Table>& change) { return change.to && takes(*change.to); }) ||
          std::any_of(situation.changes.links.begin(), situation.changes.links.end(), [&](const LinkChange& link) {
            return link.kind != LinkKind::detach && link.bound && link.parent == dropped.parents.front();
          }));
}

bool has_reference_to(const Schema& schema, const std::vector<ObjectName>& tables) {
  return std::any_of(schema.tables.begin(), schema.tables.end(), [&](const auto& entry) {
    const std::vector<Constraint>& constraints = entry.second.constraints;
    return std::any_of(constraints.begin(), constraints.end(), [&](const Constraint& constraint) {
      return constraint.reference && std::find(tables.begin(), tables.end(), constraint.reference->table) != tables.end();
    });
  });
}

// Whether foreign keys may refer to the table when its partition goes: PostgreSQL drops none of its partitions then, but detaches one that
// no row needs.
bool is_referred_to(const Situation& situation, const ObjectName& table) {
  const auto any = [&](const Schema& schema) {
    std::vector<ObjectName> tables;
    for (const Table* above = schema.find_table(table); above != nullptr;) {
      tables.push_back(above->name);
      above = above->bound ? schema.find_table(above->parents.front()) : nullptr;
    }
    return has_reference_to(situation.actual, tables) || has_reference_to(situation.desired, tables);
  };
  return situation.family.is_kept(table) && (any(situation.actual) || any(situation.desired));
}

// Into the table, made anew, that it is a partition of.
bool rows_are_moved(const Situation& situation, const Table& table) {
  for (const Table* above = &table; above != nullptr && above->bound; above = situation.actual.find_table(above->parents.front())) {
    if (situation.makes_anew(above->parents.front())) {
      return true;
    }
  }
  return false;
}

std::size_t detach_first(const Table& table, bool concurrently, Plan& plan) {
  const ObjectName& parent = table.parents.front();
  Planned planned{.operation = {DetachTable{table.name, parent, true, concurrently}},
                  .place = {Phase::detach, to_string(table.name)},
                  .footprint = {.makes = {loose_key(table.name), loose_key(parent), room_key(parent)}},
                  .lane = concurrently ? Lane::autocommit : Lane::transaction};
  if (concurrently) {
    planned.operation.hazards = {std::string(kDetachesConcurrently)};
  }
  return add(plan, planned);
}

void drop(const Situation& situation, const Table& table, const std::set<ObjectName>& circles, Plan& plan) {
  std::vector<std::size_t> after;
  Table rest{
      .name = table.name, .partitioning = table.partitioning, .parents = table.parents, .columns = table.columns, .indexes = table.indexes};
  for (const Constraint& constraint : table.constraints) {
    // A partition's goes with its parent's.
    const bool in_circle = constraint.reference && constraint.part_of.empty() && constraint.reference->table != table.name &&
                           circles.contains(table.name) && circles.contains(constraint.reference->table);
    if (!in_circle) {
      rest.constraints.push_back(constraint);
      continue;
    }
    after.push_back(add(plan, {.operation = {DropConstraint{table.name, constraint.name}},
                               .place = {Phase::drop_foreign_key, to_string(table.name)},
                               .footprint = dropping(ties_of(table.name, constraint))}));
  }
  Footprint footprint = dropping(ties_of(rest));
  // Its rows may have to be in another table before, with the new type.
  footprint.frees = situation.with_asides(std::move(footprint.frees));
  for (const Change<Sequence>& change : situation.changes.sequences) {
    if (!change.to && change.from->owner && change.from->owner->table == table.name) {
      footprint.add(dropping(ties_of(*change.from)));
    }
  }
  footprint.add(situation.dropped_with(table.name));
  footprint.needs.push_back(loose_key(table.name));
  for (const ObjectName& parent : table.parents) {
    if (situation.makes_anew(parent)) {
      std::erase(footprint.frees, relation_key(parent));
      footprint.frees.push_back(aside_key(parent));
    }
  }
  for (const Table* above = &table; above != nullptr && above->bound;) {
    const ObjectName& parent = above->parents.front();
    footprint.needs.push_back(loose_key(parent));
    if (situation.makes_anew(parent)) {
      break;
    }
    footprint.removes.push_back(complete_key(parent));
    above = situation.actual.find_table(parent);
  }
  if (situation.detaches_concurrently(table)) {
    after.push_back(detach_first(table, true, plan));
  } else if (table.bound && is_referred_to(situation, table.parents.front())) {
    after.push_back(detach_first(table, false, plan));
  } else if (leaves_room(situation, table)) {
    footprint.makes.push_back(room_key(table.parents.front()));
  }
  std::vector<std::string> hazards;
  if (rows_are_moved(situation, table)) {
    const std::vector<std::size_t> yielded = yield_index_names(situation, table, footprint, plan);
    after.insert(after.end(), yielded.begin(), yielded.end());
  } else {
    hazards.emplace_back("Deletes the table with its rows.");
  }
  if (after.empty() && table.bound && situation.family.is_kept(table.parents.front())) {
    hazards.emplace_back(kLocksParent);
  }
  add(plan, {.operation = {DropTable{table.name}, hazards},
             .place = {Phase::drop_table, to_string(table.name)},
             .footprint = footprint,
             .after = after});
}

}  // namespace

void plan_tables(const Situation& situation, Plan& plan) {
  const std::set<ObjectName> circles = in_circles(situation.changes.tables);
  for (const Change<Table>& change : situation.changes.tables) {
    if (change.to) {
      plan_new_table(situation, *change.to, plan);
    } else if (const Table* to = situation.desired.find_table(change.from->name)) {
      plan_making_anew(situation, *change.from, *to, plan);
    } else {
      drop(situation, *change.from, circles, plan);
    }
  }
}

}  // namespace deed::autogenerate
