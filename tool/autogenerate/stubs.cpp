#include "autogenerate/stubs.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/lexer.h"
#include "base/text.h"

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

bool has_type(const Schema& schema, const ObjectName& type) {
  return schema.enums.contains(type) || schema.tables.contains(type) || schema.definitions.contains(Address{type});
}

Table stub_of(const Table& table, const Schema& neighbours) {
  Table stub{.name = table.name};
  for (const Column& column : table.columns) {
    if (!column.type_name || has_type(neighbours, *column.type_name)) {
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

// "CREATE VIEW v AS SELECT NULL::text COLLATE "C" AS a": the mould of a view has its columns, as `a text "C"`.
std::string empty_view(const Definition& view) {
  constexpr std::string_view kNoCollation = "-";
  std::vector<std::string> columns;
  for (const std::string& column : view.mould) {
    std::vector<Token> tokens;
    Lexer lexer(column);
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
      tokens.push_back(token);
    }
    const auto blank = std::find_if(tokens.rbegin(), tokens.rend(), [](const Token& token) { return token.is_blank(); });
    const std::size_t type = tokens.front().text.size() + 1;
    const std::string collation = column.substr(blank->begin + 1);
    const bool said = collation != kNoCollation && collation != "\"default\"";
    columns.push_back(fmt::format("NULL::{}{} AS {}", column.substr(type, blank->begin - type), said ? " COLLATE " + collation : "",
                                  tokens.front().text));
  }
  return fmt::format("CREATE VIEW {} AS SELECT {}", view.drop.substr(view.drop.find("VIEW ") + 5), join(columns, ", "));
}

// BEGIN ATOMIC and RETURN are read when the function is made, and may refer to what is no stub.
std::string with_opaque_body(const std::string& create) {
  int depth = 0;
  Lexer lexer(create);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    depth += token.kind == TokenKind::open ? 1 : token.kind == TokenKind::close ? -1 : 0;
    if (depth == 0 && token.kind == TokenKind::word && (token.text == "BEGIN" || token.text == "RETURN")) {
      return create.substr(0, token.begin) + "AS ''";
    }
  }
  return create;
}

// A domain over another one takes its default.
std::string default_clause(const Definition& domain, const Schema& neighbours) {
  constexpr std::string_view kSet = " SET DEFAULT ";
  const auto found = neighbours.definitions.find({domain.address.object, "default"});
  const std::size_t set = found == neighbours.definitions.end() ? std::string::npos : found->second.create.find(kSet);
  return set == std::string::npos ? "" : found->second.create.substr(set + std::string_view(" SET").size());
}

Definition stub_of(const Definition& definition, const Schema& neighbours) {
  Definition stub = definition;
  stub.uses.clear();
  if (definition.kind == "view" || definition.kind == "materialized view") {
    stub.kind = "view";
    stub.create = empty_view(definition);
  } else if (definition.kind == "domain") {
    stub.create = fmt::format("CREATE {} AS {}{}", definition.drop.substr(definition.drop.find("DOMAIN ")), definition.compared,
                              default_clause(definition, neighbours));
  } else if (definition.kind == "function" || definition.kind == "procedure") {
    stub.create = with_opaque_body(definition.create);
  }
  // One may be made of another.
  std::copy_if(definition.uses.begin(), definition.uses.end(), std::back_inserter(stub.uses),
               [&](const Address& used) { return stub.kind != "view" && used.part.empty(); });
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
    stubs.tables[name] = stub_of(table, neighbours);
    need_schema(name);
  }
  for (const auto& [name, type] : neighbours.enums) {
    stubs.enums[name] = type;
    need_schema(name);
  }
  for (const auto& [name, sequence] : neighbours.sequences) {
    // A column's is its table's business.
    if (!sequence.owner) {
      stubs.sequences[name] = sequence;
      need_schema(name);
    }
  }
  for (const auto& [address, definition] : neighbours.definitions) {
    const bool is_object = address.object.kind == ObjectKind::relation || address.object.kind == ObjectKind::function;
    if (is_object && !definition.is_piece()) {
      stubs.definitions[address] = stub_of(definition, neighbours);
      need_schema(address.object);
    }
  }
  return stubs;
}

}  // namespace deed::autogenerate
