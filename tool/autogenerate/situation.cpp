#include <fmt/format.h>

#include <algorithm>

#include "autogenerate/column_type.h"
#include "autogenerate/compare.h"
#include "autogenerate/recipes.h"
#include "base/identifier.h"

namespace deed::autogenerate {

namespace {

bool contains(const std::vector<ObjectName>& names, const ObjectName& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <typename Change>
bool is_drop(const Change& change) {
  return change.from && !change.to;
}

template <typename Change>
bool is_made(const Change& change) {
  return change.to && !change.from;
}

}  // namespace

std::vector<std::string> all_columns(const Constraint& constraint) {
  std::vector<std::string> columns = constraint.columns;
  columns.insert(columns.end(), constraint.included.begin(), constraint.included.end());
  return columns;
}

Situation::Situation(const Changes& all, const Schema& wanted, const Schema& present, bool safely)
    : changes(all), desired(wanted), actual(present), online(safely), family(wanted, present) {
  for (const Change<Table>& change : changes.tables) {
    (change.to ? created_tables_ : dropped_tables_).insert(change.to ? change.to->name : change.from->name);
    for (const Column& column : change.to ? change.to->columns : std::vector<Column>{}) {
      note_serial(change.to->name, column);
    }
  }
  for (const PartChange<Column>& change : changes.columns) {
    if (is_drop(change)) {
      lost_with_[{change.table, change.from->name}] = {};
    } else if (is_made(change)) {
      note_serial(change.table, *change.to);
    }
  }
  note_lost_parts();
  for (const Change<Enum>& change : changes.enums) {
    if (change.from && change.to && !only_adds_labels(*change.from, *change.to)) {
      note_replaced_enum(change.from->name);
    }
  }
  note_definitions();
  note_names(desired);
  note_names(actual);
  note_replaced_sequences();
}

void Situation::note_names(const Schema& schema) {
  for (const auto& [name, type] : schema.enums) {
    taken_names_.insert(name.name);
  }
  for (const auto& [name, sequence] : schema.sequences) {
    taken_names_.insert(name.name);
  }
  for (const auto& [name, table] : schema.tables) {
    taken_names_.insert(name.name);
    for (const Constraint& constraint : table.constraints) {
      taken_names_.insert(constraint.name);
    }
    for (const Index& index : table.indexes) {
      taken_names_.insert(index.name);
    }
  }
  for (const auto& [address, definition] : schema.definitions) {
    taken_names_.insert(address.object.name);
  }
  for (const Uncovered& other : schema.uncovered) {
    taken_names_.insert(other.object.name);
  }
}

std::string Situation::spare_name(const std::string& name, const std::string& suffix) const {
  std::string spare = suffixed_identifier(name, suffix);
  for (int number = 2; !taken_names_.insert(spare).second; ++number) {
    spare = suffixed_identifier(name, fmt::format("{}{}", suffix, number));
  }
  return spare;
}

void Situation::note_lost_part(const ObjectName& table, const std::vector<std::string>& columns, const std::string& name,
                               const Ties& ties) {
  Footprint footprint = dropping(ties);
  for (const std::string& column : columns) {
    // Of several columns that are dropped any may be the first, and takes the part along.
    if (drops_column({table, column})) {
      std::erase(footprint.frees, column_key(table, column));
      std::erase(footprint.frees, type_key(table, column));
      std::erase(footprint.frees, not_null_key(table, column));
    }
  }
  bool named = false;
  for (const std::string& column : columns) {
    if (const auto lost = lost_with_.find({table, column}); lost != lost_with_.end()) {
      lost->second.footprint.add(footprint);
      if (!named) {
        lost->second.names.push_back(name);
      }
      named = true;
    }
  }
}

void Situation::note_lost_parts() {
  for (const PartChange<Constraint>& change : changes.constraints) {
    if (is_drop(change) && is_lost(change.table, *change.from)) {
      note_lost_part(change.table, all_columns(*change.from), change.from->name, ties_of(change.table, *change.from));
    }
  }
  for (const PartChange<Index>& change : changes.indexes) {
    if (is_drop(change)) {
      note_lost_part(change.table, change.from->columns, change.from->name, ties_of(change.table, *change.from));
    }
  }
  for (const Change<Sequence>& change : changes.sequences) {
    if (is_drop(change) && change.from->owner) {
      note_lost_part(change.from->owner->table, {change.from->owner->column}, change.from->name.name, ties_of(*change.from));
    }
  }
}

void Situation::note_serial(const ObjectName& table, const Column& column) {
  for (const ObjectName& used : column.uses) {
    const auto sequence = desired.sequences.find(used);
    if (sequence != desired.sequences.end() && !actual.sequences.contains(used) && is_serial(table, column, sequence->second)) {
      serials_[{table, column.name}] = used;
      serial_sequences_.insert(used);
    }
  }
}

void Situation::note_replaced_enum(const ObjectName& type) {
  std::vector<EnumColumn>& columns = replaced_enums_[type];
  for (const auto& [name, table] : desired.tables) {
    const Table* present = actual.find_table(name);
    for (const Column& column : table.columns) {
      const Column* before = present == nullptr ? nullptr : find_part(present->columns, column.name);
      if (before == nullptr || drops_column({name, column.name})) {
        continue;
      }
      const bool of_type = before->type_name == type && column.type_name == type;
      const bool in_default = contains(before->uses, type) && contains(column.uses, type);
      if (of_type || in_default) {
        columns.push_back({{name, column.name}, "", "", before->expression, column.expression});
        columns.back().type = of_type ? column.type : "";
        columns.back().using_expression = of_type ? through_text(*before, column) : "";
        converted_.insert({name, column.name});
      }
    }
  }
}

void Situation::note_replaced_sequences() {
  const auto identities = [](const Schema& schema, const auto& visit) {
    for (const auto& [name, table] : schema.tables) {
      for (const Column& column : table.columns) {
        if (column.identity) {
          visit(name, ObjectName{name.kind, name.schema, column.identity->sequence});
        }
      }
    }
  };
  const auto note = [&](const ObjectName& name) { asides_[name] = {name.kind, name.schema, spare_name(name.name, "_replaced")}; };
  std::set<ObjectName> wanted;
  identities(desired, [&](const ObjectName&, const ObjectName& sequence) { wanted.insert(sequence); });
  identities(actual, [&](const ObjectName& table, const ObjectName& sequence) {
    if (desired.sequences.contains(sequence) || (makes_anew(table) && wanted.contains(sequence))) {
      note(sequence);
    }
  });
  for (const auto& [name, sequence] : actual.sequences) {
    if (wanted.contains(name)) {
      note(name);
    }
  }
}

std::optional<Situation::Counter> Situation::counter_of(const ColumnName& column) const {
  const Table* table = actual.find_table(column.table);
  const Column* found = table == nullptr ? nullptr : find_part(table->columns, column.column);
  if (found == nullptr || drops_column(column)) {
    return std::nullopt;
  }
  if (found->identity) {
    return Counter{{column.table.kind, column.table.schema, found->identity->sequence}, found->identity->options};
  }
  for (const ObjectName& used : found->uses) {
    if (const auto sequence = actual.sequences.find(used); sequence != actual.sequences.end()) {
      return Counter{used, sequence->second.options};
    }
  }
  return std::nullopt;
}

ObjectName Situation::name_aside(const ObjectName& sequence) const {
  const auto found = asides_.find(sequence);
  return found == asides_.end() ? sequence : found->second;
}

void Situation::note_definitions() {
  const auto note = [](std::set<std::string>& keys, const ObjectName& name, const std::string& part) {
    keys.insert(relation_key({name.kind, name.schema, part}));
  };
  for (const Change<Definition>& change : changes.definitions) {
    if (change.from.has_value() != change.to.has_value()) {
      (change.to ? made_ : dropped_).insert(key_of(change.to ? change.to->address : change.from->address));
    }
  }
  for (const Change<Table>& change : changes.tables) {
    (change.to ? made_ : dropped_).insert(relation_key(change.to ? change.to->name : change.from->name));
    for (const Index& index : change.to ? change.to->indexes : std::vector<Index>{}) {
      note(made_, change.to->name, index.name);
    }
  }
  for (const PartChange<Column>& change : changes.columns) {
    if (is_drop(change)) {
      dropped_.insert(column_key(change.table, change.from->name));
    }
  }
  for (const PartChange<Index>& change : changes.indexes) {
    if (is_drop(change)) {
      note(dropped_, change.table, change.from->name);
    }
  }
  for (const PartChange<Constraint>& change : changes.constraints) {
    if (is_drop(change)) {
      note(dropped_, change.table, change.from->name);
    }
  }
}

bool Situation::drops(const Address& address) const {
  // With the table all its columns and pieces go.
  return dropped_.contains(key_of(address)) || dropped_.contains(relation_key(address.object));
}

bool Situation::makes(const Address& address) const {
  return made_.contains(key_of(address)) || made_.contains(relation_key(address.object));
}

bool Situation::any_made_anew(const std::vector<ObjectName>& uses) const {
  return std::any_of(uses.begin(), uses.end(), [&](const ObjectName& name) { return dropped_.contains(relation_key(name)); });
}

Footprint Situation::dropped_with(const ObjectName& owner) const {
  Footprint footprint;
  for (const Change<Definition>& change : changes.definitions) {
    const bool piece = change.from && !change.to && change.from->owner;
    if (piece && (change.from->owner->object == owner || change.from->address.object == owner)) {
      footprint.add(dropping({ties_of(*change.from).is, use_keys(change.from->uses)}));
    }
  }
  std::erase(footprint.frees, relation_key(owner));
  return footprint;
}

bool Situation::is_partitioned(const ObjectName& table) const {
  const Table* found = desired.find_table(table) != nullptr ? desired.find_table(table) : actual.find_table(table);
  return found != nullptr && found->partitioning.has_value();
}

bool Situation::detaches_concurrently(const Table& partition) const {
  const Table* parent = partition.bound ? actual.find_table(partition.parents.front()) : nullptr;
  const auto is_default = [&](const auto& entry) {
    return entry.second.bound && entry.second.bound->values == "DEFAULT" && entry.second.parents == partition.parents;
  };
  // What a hash partition has to be behind it cannot be said.
  return online && parent != nullptr && !parent->has_unread_children && family.is_kept(parent->name) && !partition.bound->check.empty() &&
         std::none_of(actual.tables.begin(), actual.tables.end(), is_default);
}

bool Situation::is_lost(const ObjectName& table, const Constraint& constraint) const {
  // A foreign key goes first, on its own, where what it refers to goes too: two columns could each wait for the other.
  const bool in_the_way = constraint.reference && (constraint.reference->table == table || drops_key(changes, *constraint.reference));
  return !in_the_way && any_dropped(table, all_columns(constraint));
}

bool Situation::any_dropped(const ObjectName& table, const std::vector<std::string>& columns) const {
  return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) { return drops_column({table, column}); });
}

bool Situation::disturbs(const ObjectName& table, const Index& index) const {
  const auto retyped = [&](const std::string& column) {
    return converted_.contains({table, column}) ||
           std::any_of(changes.columns.begin(), changes.columns.end(), [&](const PartChange<Column>& change) {
             return change.table == table && change.from && change.from->name == column &&
                    (!change.to || change.from->type != change.to->type);
           });
  };
  return std::any_of(index.columns.begin(), index.columns.end(), retyped) || any_made_anew(index.uses) ||
         std::any_of(index.uses.begin(), index.uses.end(), [&](const ObjectName& used) { return replaced_enums_.contains(used); });
}

bool Situation::is_lost(const Sequence& sequence) const {
  return sequence.owner && (drops_table(sequence.owner->table) || drops_column(*sequence.owner));
}

Column Situation::as_written(const ObjectName& table, const Column& column) const {
  Column written = column;
  if (!column.not_null_named) {
    written.not_null_name.clear();
  }
  if (!serials_.contains({table, column.name})) {
    return written;
  }
  written.type = column.type == "bigint" ? "bigserial" : column.type == "smallint" ? "smallserial" : "serial";
  written.not_null = false;
  written.expression.clear();
  return written;
}

Footprint Situation::making_column(const ObjectName& table, const Column& column) const {
  Footprint footprint = making(ties_of(table, column));
  if (const auto serial = serials_.find({table, column.name}); serial != serials_.end()) {
    footprint.makes.push_back(relation_key(serial->second));
  }
  return footprint;
}

const std::vector<EnumColumn>& Situation::columns_of_replaced(const ObjectName& type) const { return replaced_enums_.find(type)->second; }

}  // namespace deed::autogenerate
