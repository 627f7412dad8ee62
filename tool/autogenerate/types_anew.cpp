#include "autogenerate/types_anew.h"

#include <algorithm>
#include <iterator>

#include "autogenerate/compare.h"
#include "base/identifier.h"
#include "base/lexer.h"

namespace deed::autogenerate {

namespace {

// The type, and those that are made of it: domains over it, composite types with it.
std::set<ObjectName> types_of(const ObjectName& type, const Schema& schema) {
  std::set<ObjectName> found{type};
  for (std::size_t count = 0; count < found.size();) {
    count = found.size();
    for (const auto& [address, definition] : schema.definitions) {
      const bool made_of_it = is_type(definition) && std::any_of(definition.uses.begin(), definition.uses.end(),
                                                                 [&](const Address& used) { return found.contains(used.object); });
      if (made_of_it) {
        found.insert(address.object);
      }
    }
  }
  return found;
}

bool is_container(const Definition& definition) { return definition.kind != "domain" || definition.compared.ends_with("[]"); }

// Whether the column has its values inside of others, where PostgreSQL does not look for those of a domain.
bool holds_inside(const ColumnName& name, const Schema& actual) {
  const Column& column = *find_part(actual.find_table(name.table)->columns, name.column);
  const auto definition = actual.definitions.find(Address{*column.type_name});
  return column.type.ends_with("[]") || (definition != actual.definitions.end() && is_container(definition->second));
}

// Whether the piece is what a type cannot get while columns have it.
bool needs_other_type(const Change<Definition>& change, const Schema& desired, const Schema& actual) {
  const Definition& piece = change.to ? *change.to : *change.from;
  if (!change.to || !piece.owner) {
    return false;
  }
  const std::vector<ColumnName> columns = columns_that_keep(piece.address.object, desired, actual);
  if (piece.kind == "attribute") {
    return change.from && !columns.empty();
  }
  const bool demands = piece.kind == "not null" || (piece.kind == "constraint" && piece.made_with_owner);
  return demands && std::any_of(columns.begin(), columns.end(), [&](const ColumnName& column) { return holds_inside(column, actual); });
}

bool has_collation(const Column& column, const ObjectName& name) {
  return name.kind == ObjectKind::collation &&
         (column.collation == quote_identifier(name.name) || column.collation == quote_qualified(name.schema, name.name));
}

}  // namespace

std::vector<ObjectName> types_behind(const Column& column, const std::set<ObjectName>& names) {
  std::vector<ObjectName> found;
  std::copy_if(names.begin(), names.end(), std::back_inserter(found),
               [&](const ObjectName& name) { return column.type_name == name || has_collation(column, name); });
  return found;
}

std::vector<std::string> attributes_of(const ObjectName& type, const Schema& schema) {
  std::vector<std::string> names;
  const auto definition = schema.definitions.find(Address{type});
  if (definition == schema.definitions.end() || definition->second.kind != "composite type") {
    return names;
  }
  Lexer lexer(definition->second.create);
  int depth = 0;
  bool begins = false;
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (begins && (token.kind == TokenKind::word || token.kind == TokenKind::quoted_identifier)) {
      names.emplace_back(token.text);
      begins = false;
    }
    depth += token.text == "(" ? 1 : 0;
    depth -= token.text == ")" ? 1 : 0;
    begins = begins || (depth == 1 && (token.text == "(" || token.text == ","));
  }
  return names;
}

bool is_type(const Definition& definition) {
  return definition.kind == "domain" || definition.kind == "composite type" || definition.kind == "range type";
}

std::set<ObjectName> types_made_anew(const Changes& changes) {
  std::set<ObjectName> dropped;
  std::set<ObjectName> made;
  std::set<ObjectName> both;
  for (const Change<Enum>& change : changes.enums) {
    if (change.from && change.to) {
      if (!only_adds_labels(*change.from, *change.to)) {
        both.insert(change.to->name);
      }
    } else {
      (change.to ? made : dropped).insert(change.to ? change.to->name : change.from->name);
    }
  }
  for (const Change<Definition>& change : changes.definitions) {
    const Definition& one = change.to ? *change.to : *change.from;
    const bool counts = is_type(one) || one.kind == "collation";
    if (counts && change.from.has_value() != change.to.has_value()) {
      (change.to ? made : dropped).insert(one.address.object);
    }
  }
  for (const Change<Table>& change : changes.tables) {
    (change.to ? made : dropped).insert(change.to ? change.to->name : change.from->name);
  }
  std::set_intersection(dropped.begin(), dropped.end(), made.begin(), made.end(), std::inserter(both, both.end()));
  return both;
}

bool is_made_anew(const ObjectName& type, const Schema& desired, const Schema& actual) {
  const auto from = actual.enums.find(type);
  const auto to = desired.enums.find(type);
  const auto is_other = [&](const Schema& schema) {
    const auto definition = schema.definitions.find(Address{type});
    return definition != schema.definitions.end() && is_type(definition->second);
  };
  if (from != actual.enums.end() && to != desired.enums.end()) {
    return !only_adds_labels(from->second, to->second);
  }
  return from != actual.enums.end() ? is_other(desired) : to != desired.enums.end() && is_other(actual);
}

std::vector<ColumnName> columns_that_keep(const ObjectName& type, const Schema& desired, const Schema& actual) {
  std::vector<ColumnName> found;
  const std::set<ObjectName> types = types_of(type, actual);
  for (const auto& [name, table] : actual.tables) {
    const Table* wanted = desired.find_table(name);
    for (const Column& column : wanted == nullptr ? std::vector<Column>{} : table.columns) {
      const Column* kept = find_part(wanted->columns, column.name);
      if (kept != nullptr && !types_behind(column, types).empty() && types_behind(column, types) == types_behind(*kept, types)) {
        found.push_back({name, column.name});
      }
    }
  }
  return found;
}

bool remake_types(const Schema& desired, const Schema& actual, Changes& changes) {
  std::set<ObjectName> types;
  for (const Change<Definition>& change : changes.definitions) {
    if (needs_other_type(change, desired, actual)) {
      types.insert((change.to ? *change.to : *change.from).address.object);
    }
  }
  bool any = false;
  const std::set<ObjectName> already = types_made_anew(changes);
  for (const ObjectName& type : types) {
    const auto from = actual.definitions.find(Address{type});
    const auto to = desired.definitions.find(Address{type});
    if (from != actual.definitions.end() && to != desired.definitions.end() && !already.contains(type)) {
      changes.definitions.push_back({.from = from->second});
      changes.definitions.push_back({.to = to->second});
      any = true;
    }
  }
  return any;
}

}  // namespace deed::autogenerate
