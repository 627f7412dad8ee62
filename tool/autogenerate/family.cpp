#include "autogenerate/family.h"

#include <algorithm>
#include <functional>
#include <set>

#include "autogenerate/difference.h"
#include "autogenerate/types_anew.h"
#include "domain/canonical_text.h"

namespace deed::autogenerate {

namespace {

template <typename Value>
bool contains(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool is_inherited(const Constraint& check) { return check.kind == ConstraintKind::check && !check.check.ends_with(" NO INHERIT"); }

template <typename Part>
Part* part_of(std::vector<Part>& parts, const std::string& name) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.name == name; });
  return found == parts.end() ? nullptr : &*found;
}

void change_column(const Column& from, const Column& to, Column& column) {
  if (from.type != to.type || from.collation != to.collation) {
    column.type = to.type;
    column.type_name = to.type_name;
    column.collation = to.collation;
  }
  if (from.generated != to.generated || !same_text(from.expression, to.expression)) {
    column.generated = to.generated;
    column.expression = to.expression;
    column.uses = to.uses;
    column.base_columns = to.base_columns;
  }
  if (from.not_null != to.not_null) {
    // What a child says itself stays.
    column.not_null = to.not_null || column.not_null_local;
  }
}

Column given(Column column) {
  column.local = false;
  column.identity.reset();
  return column;
}

// Keys, foreign keys and indexes of a partition: those of its parent, by whatever names. `wanted` knows these.
template <typename Part>
void take_parts(const std::vector<Part>& from, const std::vector<Part>& to, const std::vector<Part>& wanted, std::vector<Part>& parts) {
  std::erase_if(parts, [&](const Part& part) { return !part.part_of.empty() && find_part(from, part.part_of) != nullptr; });
  for (const Part& part : wanted) {
    if (!part.part_of.empty() && find_part(to, part.part_of) != nullptr && part_of(parts, part.name) == nullptr) {
      parts.push_back(part);
    }
  }
}

const std::vector<ObjectName>& found_in(const std::map<ObjectName, std::vector<ObjectName>>& links, const ObjectName& table) {
  static const std::vector<ObjectName> none;
  const auto found = links.find(table);
  return found == links.end() ? none : found->second;
}

// Everything that the links lead to.
std::vector<ObjectName> reached(const std::map<ObjectName, std::vector<ObjectName>>& links, const ObjectName& table) {
  std::vector<ObjectName> all = found_in(links, table);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const ObjectName& next : found_in(links, all[i])) {
      if (!contains(all, next)) {
        all.push_back(next);
      }
    }
  }
  return all;
}

// Whether a type in PARTITION BY is another one behind its name.
bool has_other_type_in_key(const Table& table, const Schema& desired, const Schema& actual) {
  if (!table.partitioning) {
    return false;
  }
  std::vector<ObjectName> types = table.partitioning->uses;
  for (const std::string& name : table.partitioning->columns) {
    const Column* column = find_part(table.columns, name);
    if (column != nullptr && column->type_name) {
      types.push_back(*column->type_name);
    }
  }
  return std::any_of(types.begin(), types.end(), [&](const ObjectName& type) { return is_made_anew(type, desired, actual); });
}

// Whether it is a default partition that stays one beside others that come: they may get rows of it.
bool loses_rows(const Table& from, const Table& to, const Schema& desired, const Schema& actual) {
  const auto is_default = [](const Table& table) { return table.bound && table.bound->values == "DEFAULT"; };
  const auto comes = [&](const auto& entry) {
    const Table* before = actual.find_table(entry.first);
    return entry.second.bound && entry.second.parents == to.parents &&
           (before == nullptr || before->parents != to.parents || !same_bound(before->bound, entry.second.bound));
  };
  return is_default(from) && is_default(to) && from.parents == to.parents &&
         std::any_of(desired.tables.begin(), desired.tables.end(), comes);
}

}  // namespace

bool needs_making_anew(const Table& from, const Table& to) {
  if (from.partitioning.has_value() != to.partitioning.has_value()) {
    return true;
  }
  if (!from.partitioning) {
    return false;
  }
  const auto retyped = [&](const std::string& name) {
    const Column* before = find_part(from.columns, name);
    const Column* after = find_part(to.columns, name);
    return before != nullptr && after != nullptr && before->type != after->type;
  };
  return !same_text(from.partitioning->key, to.partitioning->key) ||
         std::any_of(from.partitioning->columns.begin(), from.partitioning->columns.end(), retyped);
}

Family::Family(const Schema& desired, const Schema& actual) : desired_(desired), actual_(actual) {
  const auto is_anew = [&](const ObjectName& name) {
    const Table* wanted = desired.find_table(name);
    const Table* present = actual.find_table(name);
    return wanted != nullptr && present != nullptr &&
           (needs_making_anew(*present, *wanted) || has_other_type_in_key(*present, desired, actual));
  };
  const auto stays = [&](const ObjectName& name) {
    const Table* wanted = desired.find_table(name);
    const Table* present = actual.find_table(name);
    return wanted != nullptr && present != nullptr && !is_anew(name) &&
           !(loses_rows(*present, *wanted, desired, actual) && is_anew(present->parents.front()));
  };
  for (const auto& [name, wanted] : desired.tables) {
    if (!stays(name)) {
      continue;
    }
    const Table& present = *actual.find_table(name);
    std::vector<ObjectName>& parents = parents_[name];
    for (const ObjectName& parent : wanted.parents) {
      const bool same_kind = present.bound.has_value() == wanted.bound.has_value();
      if (contains(present.parents, parent) && stays(parent) && same_kind) {
        parents.push_back(parent);
        children_[parent].push_back(name);
      }
    }
  }
  std::set<ObjectName> seen;
  const std::function<void(const ObjectName&)> visit = [&](const ObjectName& name) {
    if (seen.insert(name).second) {
      std::for_each(parents_[name].begin(), parents_[name].end(), visit);
      tables_.push_back(name);
    }
  };
  for (const auto& entry : desired.tables) {
    if (is_kept(entry.first)) {
      visit(entry.first);
    }
  }
}

const std::vector<ObjectName>& Family::parents(const ObjectName& table) const { return found_in(parents_, table); }
const std::vector<ObjectName>& Family::children(const ObjectName& table) const { return found_in(children_, table); }
std::vector<ObjectName> Family::ancestors(const ObjectName& table) const { return reached(parents_, table); }
std::vector<ObjectName> Family::descendants(const ObjectName& table) const { return reached(children_, table); }

bool Family::breaks(const ObjectName& table, const ObjectName& parent) const {
  // One that is not read does not change.
  return desired_.find_table(parent) != nullptr && !contains(parents(table), parent);
}

std::optional<ObjectName> Family::giver(const ObjectName& table, const Column& column) const {
  for (const ObjectName& parent : parents(table)) {
    if (find_part(actual_.find_table(parent)->columns, column.name) != nullptr &&
        find_part(desired_.find_table(parent)->columns, column.name) != nullptr) {
      return parent;
    }
  }
  return std::nullopt;
}

std::optional<ObjectName> Family::giver(const ObjectName& table, const Constraint& constraint) const {
  for (const ObjectName& parent : parents(table)) {
    const Constraint* given = find_part(actual_.find_table(parent)->constraints, constraint.name);
    if (!constraint.part_of.empty() || (is_inherited(constraint) && given != nullptr && is_inherited(*given))) {
      return parent;
    }
  }
  return std::nullopt;
}

std::optional<ObjectName> Family::giver(const ObjectName& table, const Index& index) const {
  return index.part_of.empty() || parents(table).empty() ? std::nullopt : std::optional(parents(table).front());
}

bool Family::is_kept_below(const ObjectName& table, const std::string& column) const {
  const bool stays = find_part(desired_.find_table(table)->columns, column) != nullptr;
  return !stays && std::any_of(children(table).begin(), children(table).end(), [&](const ObjectName& child) {
    const Column* present = find_part(actual_.find_table(child)->columns, column);
    const Column* wanted = find_part(desired_.find_table(child)->columns, column);
    const bool keeps = present != nullptr && !present->local && wanted != nullptr && !is_given_by_another(child, table, *present);
    return keeps || is_kept_below(child, column);
  });
}

bool Family::is_taken_over(const ObjectName& table, const std::string& column) const {
  const Column* present = find_part(actual_.find_table(table)->columns, column);
  const Column* wanted = find_part(desired_.find_table(table)->columns, column);
  if (present == nullptr || wanted == nullptr || !present->local || wanted->local || !children(table).empty()) {
    return false;
  }
  const bool addable = !wanted->not_null || !wanted->expression.empty();
  const bool has_values = present->generated == Generation::none && wanted->generated == Generation::none && !present->identity;
  const bool anywhere = std::any_of(parents(table).begin(), parents(table).end(), [&](const ObjectName& parent) {
    return find_part(actual_.find_table(parent)->columns, column) != nullptr;
  });
  return addable && has_values && !anywhere && present->type == wanted->type && present->collation == wanted->collation &&
         std::any_of(parents(table).begin(), parents(table).end(),
                     [&](const ObjectName& parent) { return find_part(desired_.find_table(parent)->columns, column) != nullptr; });
}

template <typename Part>
bool Family::is_given_by_another(const ObjectName& table, const ObjectName& parent, const Part& part) const {
  return std::any_of(parents(table).begin(), parents(table).end(), [&](const ObjectName& other) {
    const Table& wanted = *desired_.find_table(other);
    if constexpr (std::is_same_v<Part, Column>) {
      return other != parent && find_part(wanted.columns, part.name) != nullptr;
    } else {
      return other != parent && find_part(wanted.constraints, part.name) != nullptr;
    }
  });
}

void Family::take_columns(const Table& from, const Table& to, Table& table) const {
  const Table& wanted = *desired_.find_table(table.name);
  for (const Column& column : from.columns) {
    const Column* after = find_part(to.columns, column.name);
    Column* own = part_of(table.columns, column.name);
    if (own == nullptr) {
      continue;
    }
    if (after != nullptr && difference(column, *after) != Difference::replace) {
      change_column(column, *after, *own);
    } else if (after == nullptr && is_kept_below(from.name, column.name)) {
      own->local = true;
    } else if (!own->local && !is_given_by_another(table.name, from.name, column)) {
      std::erase_if(table.columns, [&](const Column& one) { return one.name == column.name; });
    }
  }
  for (const Column& column : to.columns) {
    const Column* asked = find_part(wanted.columns, column.name);
    // A column of its own is added before the parent's, which then finds it there.
    if (find_part(table.columns, column.name) == nullptr && (asked == nullptr || !asked->local)) {
      table.columns.push_back(given(column));
    }
  }
}

void Family::take_check(const Table& parent, const Constraint* from, const Constraint* to, Table& table) const {
  Constraint* own = part_of(table.constraints, from != nullptr ? from->name : to->name);
  const bool replaced = from != nullptr && to != nullptr && difference(*from, *to) == Difference::replace;
  if (from != nullptr && (to == nullptr || replaced) && own != nullptr && !own->local &&
      !is_given_by_another(table.name, parent.name, *from)) {
    const std::string name = from->name;
    std::erase_if(table.constraints, [&](const Constraint& one) { return one.name == name; });
    own = nullptr;
  }
  if (to != nullptr && own == nullptr) {
    table.constraints.push_back(*to);
    table.constraints.back().local = false;
  } else if (from != nullptr && to != nullptr && own != nullptr && from->validated != to->validated) {
    own->validated = to->validated;
  }
}

void Family::take_constraints(const Table& from, const Table& to, Table& table) const {
  for (const Constraint& check : from.constraints) {
    if (is_inherited(check)) {
      const Constraint* after = find_part(to.constraints, check.name);
      take_check(from, &check, after != nullptr && is_inherited(*after) ? after : nullptr, table);
    }
  }
  for (const Constraint& check : to.constraints) {
    const Constraint* before = find_part(from.constraints, check.name);
    if (is_inherited(check) && (before == nullptr || !is_inherited(*before))) {
      take_check(from, nullptr, &check, table);
    }
  }
}

Table Family::after_changes_of(const ObjectName& parent, const Table& table) const {
  const Table& from = *actual_.find_table(parent);
  const Table& to = *desired_.find_table(parent);
  const Table& wanted = *desired_.find_table(table.name);
  Table after = table;
  take_columns(from, to, after);
  take_constraints(from, to, after);
  take_parts(from.constraints, to.constraints, wanted.constraints, after.constraints);
  take_parts(from.indexes, to.indexes, wanted.indexes, after.indexes);
  return after;
}

}  // namespace deed::autogenerate
