#include "config/model_table_keys.h"

#include <fmt/format.h>

#include "config/read_entries.h"
#include "config/sql_names.h"

namespace deed::config {

namespace {

// --- columns

const Keys<IdentitySequence>& identity_sequence_keys() {
  static const Keys<IdentitySequence> all = [] {
    Keys<IdentitySequence> keys{{{"table.column.sequence.name", KeyType::text, "", "The sequence, where it is not `table_column_seq`."},
                                 set<&IdentitySequence::name, read_written_name>}};
    append_sequence_options(keys, "table.column.sequence.");
    return keys;
  }();
  return all;
}

bool read_identity(const Given& given) { return read_choice<bool>(given, {{"always", true}, {"by default", false}}); }

template <auto Read>
auto placed(const Given& given) {
  return Placed<decltype(Read(given))>{Read(given), given.value.location};
}

const Keys<ColumnEntry>& column_keys() {
  static const Keys<ColumnEntry> all{
      {{"table.column.name", KeyType::text, "required", "The column."}, set<&ColumnEntry::name, read_placed_name>},
      {{"table.column.type", KeyType::text, "required", "Its type, in SQL: `\"text\"`, `\"numeric(10, 2)\"`, `\"app.status[]\"`."},
       set<&ColumnEntry::type, read_type>},
      {{"table.column.null", KeyType::boolean, "`true`", "Whether it may be NULL; `false` is NOT NULL."},
       set<&ColumnEntry::null, placed<read_boolean>>},
      {{"table.column.default", KeyType::text, "", "Its default, an SQL expression: `\"now()\"`, `\"0\"`, `\"'en'\"`."},
       set<&ColumnEntry::expression, read_expression>},
      {{"table.column.identity", KeyType::text, "", "GENERATED AS IDENTITY: `\"always\"` or `\"by default\"`."},
       set<&ColumnEntry::identity, placed<read_identity>>},
      {{"table.column.sequence", KeyType::table, "", "How an identity counts: `{ start = 1000 }`."},
       [](const Given& given, ColumnEntry& entry) {
         if (!std::holds_alternative<TomlTable>(given.value.data)) {
           refuse_type(given, "a table like { start = 1000 }");
         }
         entry.sequence = read_entry(given, identity_sequence_keys());
       }},
      {{"table.column.generated", KeyType::text, "", "The SQL expression that it is GENERATED ALWAYS AS ... STORED from."},
       set<&ColumnEntry::generated, read_expression>},
      {{"table.column.collation", KeyType::text, "", "Its collation, as it is called: `\"C\"`, `\"de-x-icu\"`."},
       set<&ColumnEntry::collation, read_collation>},
      {{"table.column.comment", KeyType::text, "", "COMMENT ON COLUMN."}, set<&ColumnEntry::comment, read_setting>},
      {{"table.column.renamed_from", KeyType::text, "", "Its name before: the column is renamed, not dropped and added."},
       set<&ColumnEntry::renamed_from, read_placed_name>},
  };
  return all;
}

// --- constraints and indexes

using Constraints = Keys<ConstraintEntry>;

Deferral read_deferral(const Given& given) {
  return read_choice<Deferral>(given, {{"initially immediate", Deferral::deferrable}, {"initially deferred", Deferral::deferred}});
}

Key<ConstraintEntry> name_key(const std::string& prefix, const std::string& meaning) {
  return {{prefix + "name", KeyType::text, "", meaning}, set<&ConstraintEntry::name, read_placed_name>};
}

Key<ConstraintEntry> columns_key(const std::string& prefix) {
  return {{prefix + "columns", KeyType::texts, "required", "Its columns, by name."}, set<&ConstraintEntry::columns, read_name_list>};
}

Key<ConstraintEntry> comment_key(const std::string& prefix) {
  return {{prefix + "comment", KeyType::text, "", "COMMENT ON CONSTRAINT; needs its `name`."},
          set<&ConstraintEntry::comment, read_setting>};
}

Key<ConstraintEntry> deferrable_key(const std::string& prefix) {
  return {{prefix + "deferrable", KeyType::text, "", "`\"initially immediate\"` or `\"initially deferred\"`; not deferrable without it."},
          set<&ConstraintEntry::deferral, read_deferral>};
}

Key<ConstraintEntry> included_key(const std::string& prefix) {
  return {{prefix + "include", KeyType::texts, "", "Further columns in its index."}, set<&ConstraintEntry::included, read_name_list>};
}

Key<ConstraintEntry> storage_key(const std::string& prefix) {
  return {{prefix + "with", KeyType::table, "", "Storage parameters of its index: `{ fillfactor = 70 }`."},
          set<&ConstraintEntry::storage, read_storage>};
}

const Constraints& primary_key_keys() {
  static const std::string p = "table.primary_key.";
  static const Constraints all{name_key(p, "Its name, where it is not `table_pkey`."),
                               columns_key(p),
                               included_key(p),
                               storage_key(p),
                               deferrable_key(p),
                               comment_key(p)};
  return all;
}

const Constraints& unique_keys() {
  static const std::string p = "table.unique.";
  static const Constraints all{name_key(p, "Its name; without it PostgreSQL gives one."),
                               columns_key(p),
                               included_key(p),
                               {{p + "nulls_not_distinct", KeyType::boolean, "`false`", "Whether NULL counts as a value (PostgreSQL 15)."},
                                set<&ConstraintEntry::nulls_not_distinct, read_boolean>},
                               storage_key(p),
                               deferrable_key(p),
                               comment_key(p)};
  return all;
}

const Constraints& check_keys() {
  static const std::string p = "table.check.";
  static const Constraints all{
      name_key(p, "Its name; without it PostgreSQL gives one."),
      {{p + "expression", KeyType::text, "required", "What has to hold, an SQL expression."},
       set<&ConstraintEntry::expression, read_expression>},
      {{p + "no_inherit", KeyType::boolean, "`false`", "NO INHERIT."}, set<&ConstraintEntry::no_inherit, read_boolean>},
      comment_key(p)};
  return all;
}

std::string read_action(const Given& given) {
  return read_choice<std::string>(
      given,
      {{"no action", ""}, {"restrict", "RESTRICT"}, {"cascade", "CASCADE"}, {"set null", "SET NULL"}, {"set default", "SET DEFAULT"}});
}

std::string read_match(const Given& given) { return read_choice<std::string>(given, {{"simple", ""}, {"full", "FULL"}}); }

const Constraints& foreign_key_keys() {
  static const std::string p = "table.foreign_key.";
  static const Constraints all{
      name_key(p, "Its name; without it PostgreSQL gives one."),
      columns_key(p),
      {{p + "references", KeyType::text, "required", "The table it refers to: `name` or `schema.name`."},
       set<&ConstraintEntry::references, read_placed_written_name>},
      {{p + "referenced_columns", KeyType::texts, "", "The columns there; without it the primary key."},
       set<&ConstraintEntry::referenced_columns, read_name_list>},
      {{p + "match", KeyType::text, "`\"simple\"`", "`\"simple\"` or `\"full\"`."}, set<&ConstraintEntry::match, read_match>},
      {{p + "on_delete", KeyType::text, "`\"no action\"`",
        "`\"no action\"`, `\"restrict\"`, `\"cascade\"`, `\"set null\"` or `\"set default\"`."},
       set<&ConstraintEntry::on_delete, read_action>},
      {{p + "on_delete_columns", KeyType::texts, "", "The only columns that `\"set null\"` or `\"set default\"` sets (PostgreSQL 15)."},
       set<&ConstraintEntry::on_delete_columns, read_name_list>},
      {{p + "on_update", KeyType::text, "`\"no action\"`", "As `on_delete`."}, set<&ConstraintEntry::on_update, read_action>},
      deferrable_key(p),
      comment_key(p)};
  return all;
}

const Keys<IndexEntry>& index_keys() {
  static const Keys<IndexEntry> all{
      {{"table.index.name", KeyType::text, "", "Its name; without it PostgreSQL gives one."}, set<&IndexEntry::name, read_placed_name>},
      {{"table.index.columns", KeyType::texts, "required",
        "Its columns as in SQL: `\"day\"`, `\"lower(email)\"`, `\"score DESC NULLS LAST\"`, `\"name text_pattern_ops\"`."},
       set<&IndexEntry::terms, read_index_terms>},
      {{"table.index.unique", KeyType::boolean, "`false`", "UNIQUE."}, set<&IndexEntry::unique, read_boolean>},
      {{"table.index.method", KeyType::text, "`\"btree\"`", "The access method: `\"gin\"`, `\"brin\"`, ..."},
       set<&IndexEntry::method, read_name>},
      {{"table.index.where", KeyType::text, "", "The rows that it has, an SQL expression."}, set<&IndexEntry::where, read_expression>},
      {{"table.index.include", KeyType::texts, "", "Further columns in it, by name."}, set<&IndexEntry::included, read_name_list>},
      {{"table.index.nulls_not_distinct", KeyType::boolean, "`false`", "Whether NULL counts as a value (PostgreSQL 15)."},
       set<&IndexEntry::nulls_not_distinct, read_boolean>},
      {{"table.index.with", KeyType::table, "", "Storage parameters: `{ fillfactor = 70 }`."}, set<&IndexEntry::storage, read_storage>},
      {{"table.index.comment", KeyType::text, "", "COMMENT ON INDEX; needs its `name`."}, set<&IndexEntry::comment, read_setting>},
  };
  return all;
}

// --- tables

void read_primary_key(const Given& given, TableEntry& table) {
  ConstraintEntry key{.kind = ConstraintKind::primary_key, .location = given.value.location};
  if (std::holds_alternative<TomlArray>(given.value.data)) {
    key.columns = read_name_list(given);
  } else if (std::holds_alternative<TomlTable>(given.value.data)) {
    key = read_entry(given, primary_key_keys(), key);
  } else {
    refuse_type(given, "an array of strings like [\"id\"], or a table with columns");
  }
  table.constraints.push_back(std::move(key));
}

template <ConstraintKind Kind, const Constraints& (*ItsKeys)()>
void read_constraints(const Given& given, TableEntry& table) {
  read_entries(given, ItsKeys(), table.constraints, {.kind = Kind});
}

}  // namespace

const std::vector<Key<TableEntry>>& table_keys() {
  static const Keys<TableEntry> all{
      {{"table.name", KeyType::text, "required", "The table: `name` or `schema.name`."}, set<&TableEntry::name, read_placed_written_name>},
      {{"table.comment", KeyType::text, "", "COMMENT ON TABLE."}, set<&TableEntry::comment, read_setting>},
      {{"table.renamed_from", KeyType::text, "", "Its name before, without a schema: the table is renamed, not dropped and created."},
       set<&TableEntry::renamed_from, read_placed_name>},
      {{"table.primary_key", KeyType::texts_or_table, "",
        "The columns of the primary key, or a `[table.primary_key]` with the keys below."},
       read_primary_key},
      {{"table.column", KeyType::tables, "", "A `[[table.column]]` for each column, in their order."},
       [](const Given& given, TableEntry& table) { read_entries(given, column_keys(), table.columns); }},
      {{"table.unique", KeyType::tables, "", "A `[[table.unique]]` for each unique constraint."},
       read_constraints<ConstraintKind::unique, unique_keys>},
      {{"table.check", KeyType::tables, "", "A `[[table.check]]` for each check."}, read_constraints<ConstraintKind::check, check_keys>},
      {{"table.foreign_key", KeyType::tables, "", "A `[[table.foreign_key]]` for each foreign key."},
       read_constraints<ConstraintKind::foreign_key, foreign_key_keys>},
      {{"table.index", KeyType::tables, "", "A `[[table.index]]` for each index."},
       [](const Given& given, TableEntry& table) { read_entries(given, index_keys(), table.indexes); }},
  };
  return all;
}

const std::vector<KeyInfo>& table_key_infos() {
  static const std::vector<KeyInfo> all = [] {
    std::vector<KeyInfo> infos;
    const auto append = [&](const auto& keys) {
      for (const auto& key : keys) {
        infos.push_back(key.info);
      }
    };
    append(table_keys());
    append(primary_key_keys());
    append(column_keys());
    append(identity_sequence_keys());
    append(unique_keys());
    append(check_keys());
    append(foreign_key_keys());
    append(index_keys());
    return infos;
  }();
  return all;
}

}  // namespace deed::config
