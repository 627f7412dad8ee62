#include <fmt/format.h>

#include <algorithm>

#include "autogenerate/column_type.h"
#include "autogenerate/compare.h"
#include "autogenerate/recipes.h"
#include "base/identifier.h"
#include "base/text.h"

namespace deed::autogenerate {

namespace {

template <typename Change>
bool is_drop(const Change& change) {
  return change.from && !change.to;
}

template <typename Change>
bool is_made(const Change& change) {
  return change.to && !change.from;
}

// A composite's text has the values in their places only, so they are put into those of the attributes of the same names.
std::string by_attributes(const Column& from, const Column& to, const std::vector<std::string>& attributes,
                          const std::vector<std::string>& before) {
  if (attributes == before || before.empty()) {
    return through_text(from, to);
  }
  const std::string value = quote_identifier(from.name);
  std::vector<std::string> values;
  for (const std::string& attribute : attributes) {
    const bool kept = std::find(before.begin(), before.end(), attribute) != before.end();
    values.push_back(kept ? fmt::format("({}).{}", value, attribute) : "NULL");
  }
  return fmt::format("CASE WHEN {} IS DISTINCT FROM NULL THEN ROW({})::text::{} END", value, join(values, ", "), to.type);
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
  note_definitions();
  note_names(desired);
  note_names(actual);
  note_replaced_types();
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

void Situation::note_replaced_types() {
  for (const ObjectName& type : types_made_anew(changes)) {
    dropped_.insert(relation_key(type));
    made_.insert(relation_key(type));
    if (!columns_that_keep(type, desired, actual).empty()) {
      replaced_types_.insert(type);
      types_aside_[type] = {type.kind, type.schema, spare_name(type.name, "_replaced")};
    }
  }
}

bool Situation::is_converted(const Column& from, const Column& to) const {
  return !replaced_types(from).empty() && replaced_types(from) == replaced_types(to);
}

std::string Situation::converting(const Column& from, const Column& to) const {
  if (!from.type_name || !replaces_type(*from.type_name)) {
    return "";
  }
  if (const std::vector<std::string> attributes = attributes_of(*to.type_name, desired); !attributes.empty()) {
    return by_attributes(from, to, attributes, attributes_of(*from.type_name, actual));
  }
  const auto before = actual.definitions.find(Address{*from.type_name});
  const auto after = desired.definitions.find(Address{*to.type_name});
  // Not one over a type that is made anew itself: there is no cast from the one that stepped aside.
  const auto is_plain = [&](const auto& found, const auto& end) {
    return found != end && found->second.kind == "domain" && !found->second.compared.ends_with("[]") &&
           std::none_of(found->second.uses.begin(), found->second.uses.end(),
                        [&](const Address& used) { return replaces_type(used.object); });
  };
  const auto base_of = [](const Definition& domain) { return domain.compared.substr(0, domain.compared.find(" COLLATE ")); };
  if (!is_plain(before, actual.definitions.end()) || !is_plain(after, desired.definitions.end())) {
    return through_text(from, to);
  }
  const std::string_view brackets = from.type.ends_with("[]") ? "[]" : "";
  Column base = from;
  base.type = fmt::format("{}{}", base_of(before->second), brackets);
  Column other = to;
  other.type = fmt::format("{}{}", base_of(after->second), brackets);
  const std::string expression = type_change(base, other).using_expression;
  return fmt::format("{}::{}", expression.empty() ? fmt::format("{}::{}", quote_identifier(from.name), other.type) : expression, to.type);
}

bool Situation::is_online(const ObjectName& table) const {
  const auto waits = [&](const LinkChange& link) {
    if (link.kind != LinkKind::attach || !makes_anew(link.parent)) {
      return false;
    }
    const std::vector<ObjectName> below = family.descendants(link.table);
    return link.table == table || std::find(below.begin(), below.end(), table) != below.end();
  };
  return online && std::none_of(changes.links.begin(), changes.links.end(), waits);
}

std::vector<std::string> Situation::with_asides(std::vector<std::string> keys) const {
  for (std::string& key : keys) {
    for (const auto& [type, aside] : types_aside_) {
      key = key == relation_key(type) || key == labels_key(type) ? aside_key(type) : key;
    }
  }
  return keys;
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
  dropped_objects_ = dropped_sequences(changes);
  for (const Change<Enum>& change : changes.enums) {
    if (is_drop(change)) {
      dropped_objects_.insert(change.from->name);
    }
  }
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
  return dropped_.contains(key_of(address)) || dropped_.contains(relation_key(address.object)) || dropped_objects_.contains(address.object);
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
    return std::any_of(changes.columns.begin(), changes.columns.end(), [&](const PartChange<Column>& change) {
      return change.table == table && change.from && change.from->name == column &&
             (!change.to || change.from->type != change.to->type || is_converted(*change.from, *change.to));
    });
  };
  return std::any_of(index.columns.begin(), index.columns.end(), retyped) || any_made_anew(index.uses);
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

}  // namespace deed::autogenerate
