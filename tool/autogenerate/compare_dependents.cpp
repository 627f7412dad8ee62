#include <algorithm>
#include <set>
#include <string_view>

#include "autogenerate/column_type.h"
#include "autogenerate/compare.h"
#include "autogenerate/compare_parts.h"
#include "autogenerate/family.h"
#include "autogenerate/footprint.h"
#include "autogenerate/privileges.h"
#include "autogenerate/types_anew.h"
#include "base/identifier.h"
#include "domain/canonical_text.h"

namespace deed::autogenerate {

namespace {

// What is made anew or changes its type, and so takes along what is built on it.
class Disturbed {
 public:
  explicit Disturbed(const Changes& changes) : types_(types_made_anew(changes)) {
    for (const ObjectName& type : types_) {
      keys_.insert(relation_key(type));
    }
    for (const Change<Definition>& change : changes.definitions) {
      if (change.from && !change.to) {
        drop(*change.from);
      } else if (change.from && change.to->kind == "attribute") {
        altered_.insert(relation_key(change.to->address.object));
      }
    }
    for (const Change<Table>& change : changes.tables) {
      if (change.from) {
        note_table(*change.from, keys_);
      }
      if (change.to) {
        note_table(*change.to, made_);
      }
    }
    note_indexes(changes.indexes);
    note_indexes(changes.constraints);
    for (const ObjectName& sequence : dropped_sequences(changes)) {
      sequences_.insert(relation_key(sequence));
    }
    for (const PartChange<Column>& change : changes.columns) {
      const bool altered = change.from && change.to;
      if (change.from && !change.to) {
        drop(ColumnName{change.table, change.from->name});
      } else if (altered && change.from->type != change.to->type) {
        const ColumnName name{change.table, change.to->name};
        retyped_.insert(name);
        keys_.insert(type_key(name.table, name.column));
        if (!counts(change.from->type) || !counts(change.to->type)) {
          converted_.insert(name);
        }
      }
    }
  }

  void drop(const ColumnName& column) {
    dropped_.insert(column);
    keys_.insert(column_key(column.table, column.column));
    keys_.insert(type_key(column.table, column.column));
  }
  void drop(const Definition& definition) {
    keys_.insert(key_of(definition.address));
    if (definition.address.object.kind == ObjectKind::function || definition.address.object.kind == ObjectKind::operator_) {
      overloads_.insert(key_of(definition.address));
    }
  }
  // Columns of types that are made anew are converted.
  void convert_columns(const Table& table) {
    for (const Column& column : table.columns) {
      if (!types_behind(column, types_).empty()) {
        keys_.insert(type_key(table.name, column.name));
        retyped_.insert({table.name, column.name});
      }
    }
  }
  bool is_of_type_anew(const Column& column) const { return !types_behind(column, types_).empty(); }
  bool keeps_type_anew(const Column& from, const Column& to) const {
    return is_of_type_anew(from) && types_behind(from, types_) == types_behind(to, types_);
  }

  // A type, or something else that has a definition.
  bool any_made_anew(const std::vector<ObjectName>& names) const {
    return std::any_of(names.begin(), names.end(), [&](const ObjectName& name) { return keys_.contains(relation_key(name)); });
  }
  bool any_key(const std::vector<std::string>& keys) const {
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return keys_.contains(key); });
  }
  // Columns that stand on sequences are compared by themselves; privileges go.
  bool takes_privileges(const std::vector<std::string>& keys) const {
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return sequences_.contains(key); });
  }
  // What may have others of its name: a text that stays the same need not mean the same.
  bool any_overload(const std::vector<std::string>& keys) const {
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return overloads_.contains(key); });
  }
  // What refers to an attribute's old type and is to be altered says its new one: neither can come first.
  bool any_altered(const std::vector<std::string>& keys) const {
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return altered_.contains(key); });
  }
  // A table that steps aside for one of its own name: nothing lets go of it in time.
  bool any_table_made_anew(const std::vector<std::string>& keys) const {
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return keys_.contains(key) && made_.contains(key); });
  }
  bool is_dropped(const ObjectName& table, const std::vector<std::string>& columns) const { return any(dropped_, table, columns); }
  bool is_retyped(const ObjectName& table, const std::vector<std::string>& columns) const { return any(retyped_, table, columns); }
  // Other types than before on both sides of a foreign key cannot be compared while only one of them has changed.
  bool is_converted(const ObjectName& table, const std::vector<std::string>& columns) const { return any(converted_, table, columns); }

 private:
  // Settings, comments and privileges are of its columns too.
  static void note_table(const Table& table, std::set<std::string>& keys) {
    keys.insert(relation_key(table.name));
    for (const Column& column : table.columns) {
      keys.insert(column_key(table.name, column.name));
    }
  }
  // Of a key's index settings may speak too.
  template <typename Part>
  void note_indexes(const std::vector<PartChange<Part>>& changes) {
    for (const PartChange<Part>& change : changes) {
      if (change.from && !change.to) {
        keys_.insert(relation_key({change.table.kind, change.table.schema, change.from->name}));
      }
    }
  }

  static bool any(const std::set<ColumnName>& set, const ObjectName& table, const std::vector<std::string>& columns) {
    return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) { return set.contains({table, column}); });
  }

  std::set<ObjectName> types_;
  // As footprints have them.
  std::set<std::string> keys_;
  std::set<std::string> sequences_;
  std::set<std::string> overloads_;
  // Composite types with an attribute of another type than before.
  std::set<std::string> altered_;
  // Of these only tables that are made, and their columns.
  std::set<std::string> made_;
  std::set<ColumnName> dropped_;
  std::set<ColumnName> retyped_;
  std::set<ColumnName> converted_;
};

// Drops a part and makes it as it is wanted, unless that is to happen anyway. What a parent gives is dropped and made with the parent's.
template <typename Part>
void replace(const Family& family, const ObjectName& table, const Part& present, const std::vector<Part>& desired,
             std::vector<PartChange<Part>>& changes) {
  const auto is_this = [&](const PartChange<Part>& change) {
    return change.table == table && change.from && change.from->name == present.name;
  };
  if (std::any_of(changes.begin(), changes.end(), [&](const PartChange<Part>& change) { return is_this(change) && !change.to; })) {
    return;
  }
  std::erase_if(changes, is_this);
  const std::optional<ObjectName> by = family.giver(table, present);
  changes.push_back({.table = table, .from = present, .by = by});
  changes.push_back({.table = table, .to = *find_part(desired, present.name), .by = by});
}

std::vector<ObjectName> all_uses(const Column& column) {
  std::vector<ObjectName> uses = column.uses;
  if (column.type_name) {
    uses.push_back(*column.type_name);
  }
  return uses;
}

void replace_columns(const Family& family, const Table& desired, const Table& actual, Disturbed& disturbed, Changes& changes) {
  for (const Column& column : actual.columns) {
    const Column* wanted = find_part(desired.columns, column.name);
    if (wanted == nullptr || wanted->generated == Generation::none || column.generated == Generation::none) {
      continue;
    }
    if (disturbed.any_made_anew(all_uses(column)) || disturbed.is_retyped(actual.name, column.base_columns)) {
      replace(family, actual.name, column, desired.columns, changes.columns);
      disturbed.drop(ColumnName{actual.name, column.name});
    }
  }
}

void replace_parts(const Family& family, const Table& desired, const Table& actual, const Disturbed& disturbed, Changes& changes) {
  for (const Constraint& constraint : actual.constraints) {
    std::vector<std::string> columns = constraint.columns;
    columns.insert(columns.end(), constraint.included.begin(), constraint.included.end());
    if (disturbed.is_dropped(actual.name, columns) || disturbed.any_made_anew(constraint.uses)) {
      replace(family, actual.name, constraint, desired.constraints, changes.constraints);
    }
  }
  for (const Index& index : actual.indexes) {
    if (disturbed.is_dropped(actual.name, index.columns) || disturbed.any_made_anew(index.uses)) {
      replace(family, actual.name, index, desired.indexes, changes.indexes);
    }
  }
}

bool resets_default(const Column& from, const Column& to, const Disturbed& disturbed) {
  const bool stays = from.generated == Generation::none && to.generated == Generation::none;
  return stays && (disturbed.any_made_anew(from.uses) || disturbed.keeps_type_anew(from, to));
}

// A column of a type that is made anew gets that, and a default that calls a function which is made anew has to stand aside meanwhile.
// Of a partition's or child's column only its own default: the rest comes from its parent, which overwrites that.
void reset_columns(const Family& family, const Table& desired, const Table& actual, const Disturbed& disturbed, Changes& changes) {
  for (const Column& column : actual.columns) {
    const Column* wanted = find_part(desired.columns, column.name);
    if (wanted == nullptr) {
      continue;
    }
    bool resets = resets_default(column, *wanted, disturbed);
    if (const std::optional<ObjectName> parent = family.giver(actual.name, column)) {
      const Column& from = *find_part(family.before(*parent).columns, column.name);
      const Column& to = *find_part(family.after(*parent).columns, column.name);
      resets = (resets || resets_default(from, to, disturbed)) && !same_text(to.expression, wanted->expression);
    }
    const bool noted = std::any_of(changes.columns.begin(), changes.columns.end(), [&](const PartChange<Column>& change) {
      return change.table == actual.name && change.from && change.from->name == column.name && (!change.to || !change.by);
    });
    if (resets && !noted) {
      changes.columns.push_back({.table = actual.name, .from = column, .to = *wanted});
    }
  }
}

bool types_change(const Table& table, const std::vector<std::string>& names, const Disturbed& disturbed) {
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& column) {
    return disturbed.is_of_type_anew(column) && std::find(names.begin(), names.end(), column.name) != names.end();
  });
}

// Whether a partition of the table leaves it for a moment, with rows that others may refer to.
bool rebounds(const Family& family, const Changes& changes, const ObjectName& table) {
  return std::any_of(changes.links.begin(), changes.links.end(), [&](const LinkChange& link) {
    const std::vector<ObjectName> above = family.ancestors(link.parent);
    return link.kind == LinkKind::rebound && (link.parent == table || std::find(above.begin(), above.end(), table) != above.end());
  });
}

void replace_foreign_keys(const Family& family, const Table& desired, const Table& actual, const Disturbed& disturbed, Changes& changes) {
  for (const Constraint& constraint : actual.constraints) {
    if (!constraint.reference) {
      continue;
    }
    const Reference& reference = *constraint.reference;
    if (drops_key(changes, reference) || disturbed.any_made_anew({reference.table}) || rebounds(family, changes, reference.table) ||
        disturbed.is_converted(actual.name, constraint.columns) || disturbed.is_converted(reference.table, reference.columns) ||
        types_change(actual, constraint.columns, disturbed)) {
      replace(family, actual.name, constraint, desired.constraints, changes.constraints);
    }
  }
}

// PostgreSQL builds extended statistics and exclusion constraints anew by itself, and settings and comments do not mind what a column's
// type is.
bool minds_types(const Definition& definition) {
  return definition.kind != "statistics object" && definition.kind != "exclusion constraint" && definition.kind != "setting" &&
         definition.kind != "comment";
}

std::vector<std::string> disturbing_keys(const Definition& definition) {
  std::vector<std::string> keys = ties_of(definition).uses;
  if (!minds_types(definition)) {
    std::erase_if(keys, [](const std::string& key) { return key.starts_with("t:"); });
  }
  return keys;
}

// CREATE OR REPLACE wakes a trigger, but no rule. A partition's is set with that of its parent too, which then says so itself or no longer.
bool is_reset(const Definition& piece, const Definition& wanted, const Changes& changes) {
  const auto wakes = [&](const Change<Definition>& change) { return change.from && change.to && change.from->address == piece.owner; };
  return piece.kind == "state" &&
         (piece.owner != wanted.owner ||
          (piece.owner->part.starts_with("trigger ") && std::any_of(changes.definitions.begin(), changes.definitions.end(), wakes)));
}

// Whether the column, or that of a table above, gets another type or collation.
bool is_given_other_type(const Family& family, const ColumnName& column, const Disturbed& disturbed, const Changes& changes) {
  std::vector<ObjectName> tables = family.ancestors(column.table);
  tables.push_back(column.table);
  return std::any_of(changes.columns.begin(), changes.columns.end(), [&](const PartChange<Column>& change) {
    return change.from && change.to && change.to->name == column.column &&
           (change.from->type != change.to->type || change.from->collation != change.to->collation ||
            disturbed.is_of_type_anew(*change.from)) &&
           std::find(tables.begin(), tables.end(), change.table) != tables.end();
  });
}

// Whether the table, or one above it, comes (back) to its parent: triggers of the parents are made for it anew then.
bool is_attached_anew(const Family& family, const ObjectName& table, const Changes& changes) {
  std::vector<ObjectName> tables = family.ancestors(table);
  tables.push_back(table);
  return std::any_of(changes.links.begin(), changes.links.end(), [&](const LinkChange& link) {
    return link.kind != LinkKind::detach && std::find(tables.begin(), tables.end(), link.table) != tables.end();
  });
}

// Says again, behind a column's new type or collation or a partition's new bound, what PostgreSQL forgets with it; returns whether that
// is new.
bool say_again(const Family& family, const Schema& desired, const Definition& wanted, const Disturbed& disturbed, Changes& changes) {
  const std::vector<ColumnName> columns = forgotten_with(wanted, desired);
  const bool is_forgotten =
      std::any_of(columns.begin(), columns.end(),
                  [&](const ColumnName& column) { return is_given_other_type(family, column, disturbed, changes); }) ||
      (is_state_of_parents(wanted) && is_attached_anew(family, wanted.address.object, changes));
  const auto is_this = [&](const Change<Definition>& change) { return change.to && change.to->address == wanted.address; };
  const auto found = std::find_if(changes.definitions.begin(), changes.definitions.end(), is_this);
  const bool is_said = found != changes.definitions.end() && !found->from;
  if (is_said || !is_forgotten) {
    return false;
  }
  if (found != changes.definitions.end()) {
    changes.definitions.erase(found);
  }
  changes.definitions.push_back({.to = wanted});
  return true;
}

// Whether the function returns rows of the table, by themselves or as a set.
bool returns_rows(const Definition& function, const ObjectName& table) {
  constexpr std::string_view returns = "\n RETURNS ";
  constexpr std::string_view set = "SETOF ";
  const std::size_t begin = function.kind == "function" ? function.create.find(returns) : std::string::npos;
  std::string_view result = begin == std::string::npos ? "" : std::string_view(function.create).substr(begin + returns.size());
  result = result.substr(0, result.find('\n'));
  result.remove_prefix(result.starts_with(set) ? set.size() : 0);
  return result == quote_identifier(table.name) || result == quote_qualified(table.schema, table.name);
}

// What the function has to return changes with the column, which its older form keeps from going: neither can come first.
bool returns_rows_without(const Definition& function, const Disturbed& disturbed) {
  return std::any_of(function.uses.begin(), function.uses.end(), [&](const Address& used) {
    return disturbed.is_dropped(used.object, {column_of(used)}) && returns_rows(function, used.object);
  });
}

// Drops and makes a definition whose ground moves; returns whether that is new.
bool replace_definition(const Definition& present, const Definition& wanted, Disturbed& disturbed, Changes& changes) {
  const auto found = std::find_if(changes.definitions.begin(), changes.definitions.end(),
                                  [&](const auto& change) { return change.from && change.from->address == present.address; });
  if (found != changes.definitions.end() && !found->to) {
    return false;
  }
  // What it will refer to counts as well: an older form may let go in time, if it is altered.
  const std::vector<std::string> from = disturbing_keys(present);
  const std::vector<std::string> to = disturbing_keys(wanted);
  const bool stays = found == changes.definitions.end() && disturbed.any_overload(from);
  const bool altered = found != changes.definitions.end() || present.kind == "materialized view";
  const bool is_taken = is_privilege(present) && disturbed.takes_privileges(from);
  const bool narrowed = found != changes.definitions.end() && returns_rows_without(present, disturbed);
  if (!stays && !is_taken && !narrowed && !is_reset(present, wanted, changes) && !disturbed.any_table_made_anew(from) &&
      !(disturbed.any_key(from) && disturbed.any_key(to)) &&
      !(altered && present.kind != "attribute" && disturbed.any_altered(from) && disturbed.any_altered(to))) {
    return false;
  }
  if (found != changes.definitions.end()) {
    changes.definitions.erase(found);
  }
  changes.definitions.push_back({.from = present});
  changes.definitions.push_back({.to = wanted});
  disturbed.drop(present);
  return true;
}

bool replace_definitions(const Family& family, const Schema& desired, const Schema& actual, Disturbed& disturbed, Changes& changes) {
  bool any = false;
  for (const auto& [address, definition] : actual.definitions) {
    if (const auto wanted = desired.definitions.find(address); wanted != desired.definitions.end()) {
      any = replace_definition(definition, wanted->second, disturbed, changes) ||
            say_again(family, desired, wanted->second, disturbed, changes) || any;
    }
  }
  return any;
}

template <typename Replace>
void for_each_table(const Family& family, const Schema& desired, const Schema& actual, const Replace& replace_in) {
  for (const ObjectName& name : family.tables()) {
    replace_in(*desired.find_table(name), *actual.find_table(name));
  }
}

// One thing disturbs another; returns whether something was added.
bool add_next(const Family& family, const Schema& desired, const Schema& actual, Changes& changes) {
  const auto count = [&] { return changes.columns.size() + changes.constraints.size() + changes.indexes.size(); };
  const std::size_t before = count();
  const bool remade = remake_types(desired, actual, changes);
  Disturbed disturbed(changes);
  for_each_table(family, desired, actual, [&](const Table&, const Table& from) { disturbed.convert_columns(from); });
  for_each_table(family, desired, actual,
                 [&](const Table& to, const Table& from) { replace_columns(family, to, from, disturbed, changes); });
  for_each_table(family, desired, actual, [&](const Table& to, const Table& from) { replace_parts(family, to, from, disturbed, changes); });
  for_each_table(family, desired, actual,
                 [&](const Table& to, const Table& from) { replace_foreign_keys(family, to, from, disturbed, changes); });
  for_each_table(family, desired, actual, [&](const Table& to, const Table& from) { reset_columns(family, to, from, disturbed, changes); });
  const bool replaced = replace_definitions(family, desired, actual, disturbed, changes);
  return remade || replaced || count() > before;
}

}  // namespace

std::vector<ColumnName> forgotten_with(const Definition& setting, const Schema& schema) {
  if (is_forgotten_with_type(setting)) {
    return {{setting.address.object, column_of(*setting.owner)}};
  }
  std::vector<ColumnName> columns;
  const bool of_statistics = setting.kind == "setting" && setting.address.object.kind == ObjectKind::statistics;
  const auto owner = of_statistics ? schema.definitions.find(*setting.owner) : schema.definitions.end();
  for (const Address& used : owner == schema.definitions.end() ? std::vector<Address>{} : owner->second.uses) {
    if (const std::string column = column_of(used); !column.empty()) {
      columns.push_back({used.object, column});
    }
  }
  return columns;
}

std::set<ObjectName> dropped_sequences(const Changes& changes) {
  std::set<ObjectName> dropped;
  const auto note = [&](const ObjectName& table, const Column& column) {
    if (column.identity) {
      dropped.insert({table.kind, table.schema, column.identity->sequence});
    }
  };
  for (const Change<Sequence>& change : changes.sequences) {
    if (change.from && !change.to) {
      dropped.insert(change.from->name);
    }
  }
  for (const Change<Table>& change : changes.tables) {
    for (const Column& column : change.from ? change.from->columns : std::vector<Column>{}) {
      note(change.from->name, column);
    }
  }
  for (const PartChange<Column>& change : changes.columns) {
    if (change.from && !(change.to && change.to->identity)) {
      note(change.table, *change.from);
    }
  }
  return dropped;
}

bool is_state_of_parents(const Definition& definition) {
  return definition.kind == "state" && definition.owner && definition.owner->object != definition.address.object;
}

bool drops_key(const Changes& changes, const Reference& reference) {
  const auto dropped = [&](const auto& change) {
    return change.table == reference.table && change.from && !change.to && change.from->name == reference.key;
  };
  return std::any_of(changes.constraints.begin(), changes.constraints.end(), dropped) ||
         std::any_of(changes.indexes.begin(), changes.indexes.end(), dropped);
}

void add_dependents(const Schema& desired, const Schema& actual, Changes& changes) {
  const Family family(desired, actual);
  while (add_next(family, desired, actual, changes)) {
  }
}

}  // namespace deed::autogenerate
