#include "autogenerate/stubs.h"

#include <algorithm>

#include "base/lexer.h"

namespace deed::autogenerate {

namespace {

bool has_all(const std::vector<Column>& columns, const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) { return find_part(columns, name) != nullptr; });
}

// Whether a unique index is one of columns alone, so that a foreign key may refer to them.
bool is_of_columns(const Index& index) {
  int depth = 0;
  Lexer lexer(index.definition);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    depth += token.kind == TokenKind::open ? 1 : token.kind == TokenKind::close ? -1 : 0;
    if (depth > 1 || token.text == "WHERE") {
      return false;
    }
  }
  return index.unique;
}

Table stub_of(const Table& table, const Schema& neighbours) {
  Table stub{.name = table.name};
  for (const Column& column : table.columns) {
    if (!column.type_name || neighbours.enums.contains(*column.type_name)) {
      stub.columns.push_back({.name = column.name,
                              .type = column.type,
                              .type_name = column.type_name,
                              .collation = column.collation,
                              .not_null = column.not_null});
    }
  }
  for (const Constraint& constraint : table.constraints) {
    if (constraint.is_key() && has_all(stub.columns, constraint.columns) && has_all(stub.columns, constraint.included)) {
      stub.constraints.push_back(constraint);
    }
  }
  for (const Index& index : table.indexes) {
    if (is_of_columns(index) && has_all(stub.columns, index.columns)) {
      stub.indexes.push_back(index);
    }
  }
  return stub;
}

}  // namespace

Schema stubs_of(const Schema& neighbours, const std::set<std::string>& own) {
  Schema stubs;
  const auto need_schema = [&](const ObjectName& name) {
    if (!own.contains(name.schema)) {
      stubs.schemas.insert(name.schema);
    }
  };
  for (const auto& [name, table] : neighbours.tables) {
    const Table& stub = stubs.tables[name] = stub_of(table, neighbours);
    need_schema(name);
    for (const Column& column : stub.columns) {
      if (column.type_name) {
        stubs.enums[*column.type_name] = neighbours.enums.find(*column.type_name)->second;
        need_schema(*column.type_name);
      }
    }
  }
  return stubs;
}

}  // namespace deed::autogenerate
