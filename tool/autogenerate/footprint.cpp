#include "autogenerate/footprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "autogenerate/types_anew.h"
#include "base/text.h"

namespace deed::autogenerate {

namespace {

template <typename Value>
void append(std::vector<Value>& to, const std::vector<Value>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

std::string part_key(char kind, const ObjectName& table, const std::string& part) {
  return fmt::format("{}:{} {}", kind, to_string(table), part);
}

std::string unique_key(const ObjectName& table, std::vector<std::string> columns) {
  std::sort(columns.begin(), columns.end());
  return part_key('u', table, join(columns, " "));
}

void use_columns(Ties& ties, const ObjectName& table, const std::vector<std::string>& columns) {
  for (const std::string& column : columns) {
    ties.uses.push_back(column_key(table, column));
    ties.uses.push_back(type_key(table, column));
  }
}

}  // namespace

void Ties::add(const Ties& other) {
  append(is, other.is);
  append(uses, other.uses);
}

void Footprint::add(const Footprint& other) {
  append(makes, other.makes);
  append(removes, other.removes);
  append(needs, other.needs);
  append(frees, other.frees);
}

Footprint passed_on(const Footprint& footprint, const ObjectName& parent, const ObjectName& table) {
  // Behind the kind of key and its colon.
  constexpr std::size_t begin = 2;
  const std::string whose = to_string(parent) + ' ';
  const auto moved = [&](const std::vector<std::string>& keys) {
    std::vector<std::string> found;
    for (const std::string& key : keys) {
      if (key.compare(begin, whose.size(), whose) == 0) {
        found.push_back(fmt::format("{}{} {}", key.substr(0, begin), to_string(table), key.substr(begin + whose.size())));
      }
    }
    return found;
  };
  return {moved(footprint.makes), moved(footprint.removes), moved(footprint.needs), moved(footprint.frees)};
}

Footprint making(const Ties& ties) { return {.makes = ties.is, .needs = ties.uses}; }

Footprint dropping(const Ties& ties) { return {.removes = ties.is, .frees = ties.uses}; }

std::string relation_key(const ObjectName& name) { return "r:" + to_string(name); }
std::string column_key(const ObjectName& table, const std::string& column) { return part_key('c', table, column); }
std::string type_key(const ObjectName& table, const std::string& column) { return part_key('t', table, column); }
std::string not_null_key(const ObjectName& table, const std::string& column) { return part_key('n', table, column); }
std::string source_key(const ObjectName& table, const std::string& column) { return part_key('s', table, column); }
std::string constraint_key(const ObjectName& table, const std::string& name) { return part_key('k', table, name); }
std::string built_key(const ObjectName& table) { return "b:" + to_string(table); }
std::string loose_key(const ObjectName& table) { return "l:" + to_string(table); }
std::string room_key(const ObjectName& table) { return "o:" + to_string(table); }
std::string complete_key(const ObjectName& table) { return "x:" + to_string(table); }
std::string aside_key(const ObjectName& table) { return "w:" + to_string(table); }
std::string attached_key(const ObjectName& table) { return "a:" + to_string(table); }
std::string inside_key(const ObjectName& domain) { return "i:" + to_string(domain); }
std::string logged_key(const ObjectName& table) { return "g:" + to_string(table); }
std::string labels_key(const ObjectName& type) { return "v:" + to_string(type); }
std::string schema_key(const std::string& name) { return "S:" + name; }

std::vector<std::string> labels_behind(const std::vector<ObjectName>& types, const Schema& schema) {
  std::vector<ObjectName> open = types;
  std::set<ObjectName> seen(types.begin(), types.end());
  std::vector<std::string> keys;
  while (!open.empty()) {
    const ObjectName type = open.back();
    open.pop_back();
    if (schema.enums.contains(type)) {
      keys.push_back(labels_key(type));
    }
    const auto made_of = schema.definitions.find(Address{type});
    if (made_of == schema.definitions.end() || !is_type(made_of->second)) {
      continue;
    }
    for (const Address& used : made_of->second.uses) {
      if (seen.insert(used.object).second) {
        open.push_back(used.object);
      }
    }
  }
  return keys;
}

std::vector<std::string> bound_keys(const ObjectName& table, const Schema& schema) {
  std::vector<ObjectName> types;
  for (const Table* above = schema.find_table(table); above != nullptr && above->partitioning;) {
    append(types, above->partitioning->uses);
    for (const std::string& name : above->partitioning->columns) {
      const Column* column = find_part(above->columns, name);
      if (column != nullptr && column->type_name) {
        types.push_back(*column->type_name);
      }
    }
    above = above->bound ? schema.find_table(above->parents.front()) : nullptr;
  }
  return labels_behind(types, schema);
}

std::vector<std::string> use_keys(const std::vector<ObjectName>& uses) {
  std::vector<std::string> keys;
  for (const ObjectName& name : uses) {
    keys.push_back(relation_key(name));
    keys.push_back(labels_key(name));
  }
  return keys;
}

std::vector<std::string> use_keys(const std::vector<Address>& uses) {
  std::vector<std::string> keys;
  for (const Address& used : uses) {
    append(keys, use_keys(std::vector{used.object}));
    if (used.object.kind == ObjectKind::schema) {
      keys.push_back(schema_key(used.object.name));
    }
    if (const std::string column = column_of(used); !column.empty()) {
      keys.push_back(column_key(used.object, column));
      keys.push_back(type_key(used.object, column));
    }
  }
  return keys;
}

std::string key_of(const Address& address) {
  if (address.part.empty()) {
    return relation_key(address.object);
  }
  const std::string column = column_of(address);
  return column.empty() ? part_key('d', address.object, address.part) : column_key(address.object, column);
}

Ties ties_of(const Enum& type) { return {.is = use_keys({type.name}), .uses = {schema_key(type.name.schema)}}; }

Ties ties_of(const Sequence& sequence) { return {.is = {relation_key(sequence.name)}, .uses = {schema_key(sequence.name.schema)}}; }

Ties ties_of(const ObjectName& table, const Column& column) {
  Ties ties{.is = {column_key(table, column.name), type_key(table, column.name)}, .uses = use_keys(column.uses)};
  if (column.not_null) {
    ties.is.push_back(not_null_key(table, column.name));
  }
  if (!column.not_null_name.empty()) {
    ties.is.push_back(constraint_key(table, column.not_null_name));
  }
  if (column.identity) {
    ties.is.push_back(relation_key({table.kind, table.schema, column.identity->sequence}));
  }
  if (column.type_name) {
    ties.uses.push_back(relation_key(*column.type_name));
    if (column.type.ends_with("[]")) {
      ties.uses.push_back(inside_key(*column.type_name));
    }
  }
  use_columns(ties, table, column.base_columns);
  return ties;
}

Ties ties_of(const ObjectName& table, const Constraint& constraint) {
  Ties ties{.is = {constraint_key(table, constraint.name)}, .uses = use_keys(constraint.uses)};
  use_columns(ties, table, constraint.columns);
  use_columns(ties, table, constraint.included);
  if (constraint.is_key()) {
    ties.is.push_back(relation_key({table.kind, table.schema, constraint.name}));
    ties.is.push_back(unique_key(table, constraint.columns));
  }
  if (constraint.kind == ConstraintKind::primary_key) {
    ties.is.push_back("p:" + to_string(table));
    for (const std::string& column : constraint.columns) {
      ties.uses.push_back(not_null_key(table, column));
    }
  }
  if (constraint.reference) {
    ties.uses.push_back(relation_key(constraint.reference->table));
    ties.uses.push_back(attached_key(constraint.reference->table));
    ties.uses.push_back(complete_key(constraint.reference->table));
    ties.uses.push_back(logged_key(constraint.reference->table));
    ties.uses.push_back(logged_key(table));
    ties.uses.push_back(unique_key(constraint.reference->table, constraint.reference->columns));
    if (!constraint.reference->key.empty()) {
      ties.uses.push_back(relation_key({table.kind, constraint.reference->table.schema, constraint.reference->key}));
    }
    use_columns(ties, constraint.reference->table, constraint.reference->columns);
  }
  return ties;
}

Ties ties_of(const ObjectName& table, const Index& index) {
  Ties ties{.is = {relation_key({table.kind, table.schema, index.name})}, .uses = use_keys(index.uses)};
  use_columns(ties, table, index.columns);
  if (index.unique) {
    ties.is.push_back(unique_key(table, index.columns));
  }
  return ties;
}

Ties ties_of(const Definition& definition) {
  Ties ties{.is = {key_of(definition.address)}, .uses = use_keys(definition.uses)};
  if (definition.owner) {
    ties.uses.push_back(key_of(*definition.owner));
    // Of a column's setting or privilege: with its view or table it goes too.
    if (!column_of(*definition.owner).empty()) {
      ties.uses.push_back(relation_key(definition.owner->object));
    }
  }
  const ObjectName& object = definition.address.object;
  if (object.kind == ObjectKind::schema || !object.schema.empty()) {
    ties.uses.push_back(schema_key(object.kind == ObjectKind::schema ? object.name : object.schema));
  }
  return ties;
}

Ties ties_of(const Table& table) {
  Ties ties{.is = {relation_key(table.name)}, .uses = {schema_key(table.name.schema)}};
  for (const ObjectName& parent : table.parents) {
    ties.uses.push_back(relation_key(parent));
  }
  if (table.partitioning) {
    append(ties.uses, use_keys(table.partitioning->uses));
  }
  for (const Column& column : table.columns) {
    ties.add(ties_of(table.name, column));
  }
  for (const Constraint& constraint : table.constraints) {
    ties.add(ties_of(table.name, constraint));
  }
  for (const Index& index : table.indexes) {
    ties.add(ties_of(table.name, index));
  }
  return ties;
}

}  // namespace deed::autogenerate
