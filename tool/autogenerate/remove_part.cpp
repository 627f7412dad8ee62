#include "autogenerate/remove_part.h"

#include <algorithm>
#include <set>

#include "autogenerate/recipes.h"

namespace deed::autogenerate {

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Drops what `matches` finds, with the comments on it.
template <typename Part, typename Matches>
void erase_parts(Schema& schema, const ObjectName& table, std::vector<Part>& parts, CommentedKind kind, const Matches& matches) {
  std::erase_if(parts, [&](const Part& part) {
    if (!matches(part)) {
      return false;
    }
    schema.comments.erase({kind, table, part.name});
    schema.comments.erase({CommentedKind::index, {table.kind, table.schema, part.name}});
    return true;
  });
}

template <typename Matches>
void erase_foreign_keys(Schema& schema, const Matches& matches) {
  for (auto& [name, table] : schema.tables) {
    erase_parts(schema, name, table.constraints, CommentedKind::constraint,
                [&](const Constraint& constraint) { return constraint.reference && matches(*constraint.reference); });
  }
}

// With what is built on them.
template <typename Matches>
void erase_definitions(Schema& schema, const Matches& matches) {
  std::set<Address> gone;
  const auto falls = [&](const Address& address) { return matches(address) || gone.contains(address); };
  const auto goes = [&](const auto& entry) {
    const Definition& definition = entry.second;
    const bool leaves = matches(entry.first) || (definition.owner && falls(*definition.owner)) ||
                        std::any_of(definition.uses.begin(), definition.uses.end(), falls);
    if (leaves) {
      gone.insert(entry.first);
    }
    return leaves;
  };
  while (std::erase_if(schema.definitions, goes) > 0) {
  }
}

template <typename Matches>
void erase_sequences(Schema& schema, const Matches& matches) {
  std::erase_if(schema.sequences, [&](const auto& entry) {
    const bool gone = entry.second.owner && matches(*entry.second.owner);
    if (gone) {
      schema.comments.erase({CommentedKind::sequence, entry.first});
    }
    return gone;
  });
}

}  // namespace

void remove_table(Schema& schema, const ObjectName& name) {
  const auto found = schema.tables.find(name);
  if (found == schema.tables.end()) {
    return;
  }
  const auto all = [](const auto&) { return true; };
  Table table = std::move(found->second);
  schema.tables.erase(found);
  erase_parts(schema, name, table.columns, CommentedKind::column, all);
  erase_parts(schema, name, table.constraints, CommentedKind::constraint, all);
  erase_parts(schema, name, table.indexes, CommentedKind::index, all);
  schema.comments.erase({CommentedKind::table, name});
  erase_foreign_keys(schema, [&](const Reference& reference) { return reference.table == name; });
  erase_sequences(schema, [&](const ColumnName& owner) { return owner.table == name; });
  erase_definitions(schema, [&](const Address& address) { return address.object == name; });
}

void remove_definition(Schema& schema, const ObjectName& name) {
  if (schema.definitions.contains(Address{name})) {
    erase_definitions(schema, [&](const Address& address) { return address.object == name; });
  }
}

void remove_column(Schema& schema, const ColumnName& name) {
  const auto found = schema.tables.find(name.table);
  if (found == schema.tables.end()) {
    return;
  }
  Table& table = found->second;
  // Nothing is generated from a generated column.
  std::vector<std::string> generated;
  for (const Column& column : table.columns) {
    if (contains(column.base_columns, name.column)) {
      generated.push_back(column.name);
    }
  }
  for (const std::string& column : generated) {
    remove_column(schema, {name.table, column});
  }
  erase_parts(schema, name.table, table.columns, CommentedKind::column, [&](const Column& column) { return column.name == name.column; });
  erase_parts(schema, name.table, table.constraints, CommentedKind::constraint,
              [&](const Constraint& constraint) { return contains(all_columns(constraint), name.column); });
  erase_parts(schema, name.table, table.indexes, CommentedKind::index,
              [&](const Index& index) { return contains(index.columns, name.column); });
  erase_foreign_keys(schema,
                     [&](const Reference& reference) { return reference.table == name.table && contains(reference.columns, name.column); });
  erase_sequences(schema, [&](const ColumnName& owner) { return owner == name; });
  erase_definitions(schema, [&](const Address& address) { return address == column_address(name.table, name.column); });
  std::vector<ObjectName> children;
  for (const auto& [child, below] : schema.tables) {
    const Column* column = find_part(below.columns, name.column);
    if (column != nullptr && !column->local && std::find(below.parents.begin(), below.parents.end(), name.table) != below.parents.end()) {
      children.push_back(child);
    }
  }
  for (const ObjectName& child : children) {
    remove_column(schema, {child, name.column});
  }
}

}  // namespace deed::autogenerate
