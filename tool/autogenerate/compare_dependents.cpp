#include <algorithm>
#include <set>
#include <string_view>

#include "autogenerate/column_type.h"
#include "autogenerate/compare.h"
#include "autogenerate/compare_parts.h"

namespace deed::autogenerate {

namespace {

// What is made anew or changes its type, and so takes along what is built on it.
class Disturbed {
 public:
  explicit Disturbed(const Changes& changes) {
    for (const Change<Enum>& change : changes.enums) {
      if (change.from && change.to && !only_adds_labels(*change.from, *change.to)) {
        enums_.insert(change.from->name);
      }
    }
    for (const PartChange<Column>& change : changes.columns) {
      const bool altered = change.from && change.to;
      if (change.from && !change.to) {
        dropped_.insert({change.table, change.from->name});
      } else if (altered && change.from->type != change.to->type) {
        const ColumnName name{change.table, change.to->name};
        retyped_.insert(name);
        if (!counts(change.from->type) || !counts(change.to->type)) {
          converted_.insert(name);
        }
      }
    }
  }

  void drop(const ColumnName& column) { dropped_.insert(column); }

  bool any_enum(const std::vector<ObjectName>& names) const {
    return std::any_of(names.begin(), names.end(), [&](const ObjectName& name) { return enums_.contains(name); });
  }
  bool is_dropped(const ObjectName& table, const std::vector<std::string>& columns) const { return any(dropped_, table, columns); }
  bool is_retyped(const ObjectName& table, const std::vector<std::string>& columns) const { return any(retyped_, table, columns); }
  // Other types than before on both sides of a foreign key cannot be compared while only one of them has changed.
  bool is_converted(const ObjectName& table, const std::vector<std::string>& columns) const { return any(converted_, table, columns); }

 private:
  static bool any(const std::set<ColumnName>& set, const ObjectName& table, const std::vector<std::string>& columns) {
    return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) { return set.contains({table, column}); });
  }

  std::set<ObjectName> enums_;
  std::set<ColumnName> dropped_;
  std::set<ColumnName> retyped_;
  std::set<ColumnName> converted_;
};

// Drops a part and makes it as it is wanted, unless that is to happen anyway.
template <typename Part>
void replace(const ObjectName& table, const Part& present, const std::vector<Part>& desired, std::vector<PartChange<Part>>& changes) {
  const auto is_this = [&](const PartChange<Part>& change) {
    return change.table == table && change.from && change.from->name == present.name;
  };
  const auto found = std::find_if(changes.begin(), changes.end(), is_this);
  if (found != changes.end() && !found->to) {
    return;
  }
  if (found != changes.end()) {
    changes.erase(found);
  }
  const Part* wanted = find_part(desired, present.name);
  changes.push_back({.table = table, .from = present});
  changes.push_back({.table = table, .to = *wanted});
}

std::vector<ObjectName> all_uses(const Column& column) {
  std::vector<ObjectName> uses = column.uses;
  if (column.type_name) {
    uses.push_back(*column.type_name);
  }
  return uses;
}

void replace_columns(const Table& desired, const Table& actual, Disturbed& disturbed, Changes& changes) {
  for (const Column& column : actual.columns) {
    const Column* wanted = find_part(desired.columns, column.name);
    if (wanted == nullptr || wanted->generated == Generation::none || column.generated == Generation::none) {
      continue;
    }
    if (disturbed.any_enum(all_uses(column)) || disturbed.is_retyped(actual.name, column.base_columns)) {
      replace(actual.name, column, desired.columns, changes.columns);
      disturbed.drop({actual.name, column.name});
    }
  }
}

void replace_parts(const Table& desired, const Table& actual, const Disturbed& disturbed, Changes& changes) {
  for (const Constraint& constraint : actual.constraints) {
    std::vector<std::string> columns = constraint.columns;
    columns.insert(columns.end(), constraint.included.begin(), constraint.included.end());
    if (disturbed.is_dropped(actual.name, columns) || disturbed.any_enum(constraint.uses)) {
      replace(actual.name, constraint, desired.constraints, changes.constraints);
    }
  }
  for (const Index& index : actual.indexes) {
    if (disturbed.is_dropped(actual.name, index.columns) || disturbed.any_enum(index.uses)) {
      replace(actual.name, index, desired.indexes, changes.indexes);
    }
  }
}

bool enum_columns_change(const Table& table, const std::vector<std::string>& names, const Disturbed& disturbed) {
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& column) {
    return column.type_name && disturbed.any_enum({*column.type_name}) && std::find(names.begin(), names.end(), column.name) != names.end();
  });
}

void replace_foreign_keys(const Table& desired, const Table& actual, const Disturbed& disturbed, Changes& changes) {
  for (const Constraint& constraint : actual.constraints) {
    if (!constraint.reference) {
      continue;
    }
    const Reference& reference = *constraint.reference;
    if (drops_key(changes, reference) || disturbed.is_converted(actual.name, constraint.columns) ||
        disturbed.is_converted(reference.table, reference.columns) || enum_columns_change(actual, constraint.columns, disturbed)) {
      replace(actual.name, constraint, desired.constraints, changes.constraints);
    }
  }
}

}  // namespace

bool drops_key(const Changes& changes, const Reference& reference) {
  const auto dropped = [&](const auto& change) {
    return change.table == reference.table && change.from && !change.to && change.from->name == reference.key;
  };
  return std::any_of(changes.constraints.begin(), changes.constraints.end(), dropped) ||
         std::any_of(changes.indexes.begin(), changes.indexes.end(), dropped);
}

void add_dependents(const Schema& desired, const Schema& actual, Changes& changes) {
  Disturbed disturbed(changes);
  for (const auto& [name, table] : actual.tables) {
    if (const Table* wanted = desired.find_table(name)) {
      replace_columns(*wanted, table, disturbed, changes);
    }
  }
  for (const auto& [name, table] : actual.tables) {
    if (const Table* wanted = desired.find_table(name)) {
      replace_parts(*wanted, table, disturbed, changes);
    }
  }
  for (const auto& [name, table] : actual.tables) {
    if (const Table* wanted = desired.find_table(name)) {
      replace_foreign_keys(*wanted, table, disturbed, changes);
    }
  }
}

}  // namespace deed::autogenerate
