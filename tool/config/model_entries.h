#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/service_config.h"
#include "domain/object_name.h"
#include "domain/schema_table.h"

namespace deed::config {

// What a model in TOML says, entry by entry, each with its place. Names are as SQL has them; nothing is looked up.

enum class SqlForm { type, expression, index_term };

// A value that becomes part of a statement as it is written.
struct SqlValue {
  SqlForm form = SqlForm::expression;
  // The key's full name, for messages.
  std::string key{};
  std::string text{};
  Location location{};
};

struct SequenceEntryOptions {
  // smallint, integer or bigint.
  std::string type{};
  std::optional<std::int64_t> start{};
  std::optional<std::int64_t> increment{};
  std::optional<std::int64_t> minimum{};
  std::optional<std::int64_t> maximum{};
  std::optional<std::int64_t> cache{};
  bool cycle = false;
};

// The sequence of an identity column.
struct IdentitySequence {
  Location location{};
  std::optional<WrittenName> name{};
  SequenceEntryOptions options{};
};

struct ColumnEntry {
  Location location{};
  Setting name{};
  SqlValue type{};
  std::optional<Placed<bool>> null{};
  std::optional<SqlValue> expression{};
  std::optional<SqlValue> generated{};
  // Whether ALWAYS.
  std::optional<Placed<bool>> identity{};
  std::optional<IdentitySequence> sequence{};
  // As it stands in SQL.
  std::optional<Setting> collation{};
  std::optional<Setting> comment{};
  std::optional<Setting> renamed_from{};
};

// A key, a check or a foreign key.
struct ConstraintEntry {
  ConstraintKind kind = ConstraintKind::check;
  Location location{};
  std::optional<Setting> name{};
  std::vector<Setting> columns{};
  std::vector<Setting> included{};
  bool nulls_not_distinct = false;
  // fillfactor = 70
  std::string storage{};
  SqlValue expression{};
  bool no_inherit = false;
  Placed<WrittenName> references{};
  std::vector<Setting> referenced_columns{};
  // In SQL's words; empty for SQL's default.
  std::string match{};
  std::string on_update{};
  std::string on_delete{};
  std::vector<Setting> on_delete_columns{};
  Deferral deferral = Deferral::none;
  std::optional<Setting> comment{};
};

struct IndexEntry {
  Location location{};
  std::optional<Setting> name{};
  std::vector<SqlValue> terms{};
  bool unique = false;
  std::string method{};
  std::optional<SqlValue> where{};
  std::vector<Setting> included{};
  bool nulls_not_distinct = false;
  std::string storage{};
  std::optional<Setting> comment{};
};

struct TableEntry {
  Location location{};
  Placed<WrittenName> name{};
  std::optional<Setting> comment{};
  std::optional<Setting> renamed_from{};
  std::vector<ColumnEntry> columns{};
  std::vector<ConstraintEntry> constraints{};
  std::vector<IndexEntry> indexes{};
};

struct SchemaEntry {
  Location location{};
  Setting name{};
  std::optional<Setting> comment{};
};

struct EnumEntry {
  Location location{};
  Placed<WrittenName> name{};
  std::vector<Setting> values{};
  std::optional<Setting> comment{};
};

struct SequenceEntry {
  Location location{};
  Placed<WrittenName> name{};
  SequenceEntryOptions options{};
  // The parts of column, table and perhaps schema.
  std::optional<Placed<std::vector<std::string>>> owned_by{};
  std::optional<Setting> comment{};
};

struct ModelEntries {
  std::vector<SchemaEntry> schemas{};
  std::vector<EnumEntry> enums{};
  std::vector<SequenceEntry> sequences{};
  std::vector<TableEntry> tables{};
};

}  // namespace deed::config
