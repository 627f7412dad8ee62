#pragma once

#include "domain/operation.h"
#include "domain/schema.h"

namespace deed::testing {

inline ObjectName named(std::string name, std::string schema = "public") {
  return {ObjectKind::relation, std::move(schema), std::move(name)};
}

inline Column column(std::string name, std::string type = "integer") { return {.name = std::move(name), .type = std::move(type)}; }

inline Constraint check(std::string name, std::vector<std::string> columns, std::string expression) {
  return {.name = std::move(name), .columns = std::move(columns), .check = "CHECK ((" + expression + "))"};
}

inline Constraint primary_key(std::string name, std::string of) {
  return {.name = std::move(name), .kind = ConstraintKind::primary_key, .columns = {std::move(of)}};
}

inline Constraint foreign_key(std::string name, std::string from, ObjectName to, std::string to_column, std::string key) {
  Constraint constraint{.name = std::move(name), .kind = ConstraintKind::foreign_key, .columns = {std::move(from)}};
  constraint.reference = Reference{.table = std::move(to), .columns = {std::move(to_column)}, .key = std::move(key)};
  return constraint;
}

inline Index index(std::string name, std::string of) {
  return {.name = std::move(name), .unique = false, .definition = "USING btree (" + of + ")", .columns = {of}};
}

inline Table partitioned(std::string name, std::vector<Column> columns, std::string key) {
  return {.name = named(std::move(name)), .partitioning = Partitioning{"RANGE (" + key + ")", {key}}, .columns = std::move(columns)};
}

// With all columns of its parent.
inline Table partition(std::string name, const Table& parent, std::string bound, std::string check = "") {
  Table table{.name = named(std::move(name)), .parents = {parent.name}, .bound = Bound{std::move(bound), std::move(check)}};
  table.columns = parent.columns;
  for (Column& column : table.columns) {
    column.local = false;
  }
  return table;
}

inline Schema schema_of(const std::vector<Table>& tables) {
  Schema schema;
  for (const Table& table : tables) {
    schema.tables[table.name] = table;
  }
  return schema;
}

inline Schema with(Schema schema, const std::vector<Definition>& definitions) {
  for (const Definition& definition : definitions) {
    schema.definitions[definition.address] = definition;
  }
  return schema;
}

// What has no statement of its own is "...".
inline std::vector<std::string> statements(const std::vector<OperationStep>& steps) {
  std::vector<std::string> found;
  for (const OperationStep& step : steps) {
    for (const Operation& operation : step.operations) {
      const auto* define = std::get_if<Define>(&operation.action);
      found.push_back(define != nullptr ? define->statement : "...");
    }
  }
  return found;
}

}  // namespace deed::testing
