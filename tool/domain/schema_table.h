#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/schema_sequence.h"

namespace deed {

// Texts in these structs are PostgreSQL's canonical forms (format_type, pg_get_expr, ...), read under one search_path, or empty.

// GENERATED ALWAYS or BY DEFAULT AS IDENTITY.
struct Identity {
  bool always = false;
  // In the schema of the table.
  std::string sequence;
  SequenceOptions options{};

  bool operator==(const Identity&) const = default;
};

enum class Generation { none, stored, on_read };

struct Column {
  std::string name;
  std::string type;
  // The type, or that of an array's elements, where it is somebody's: an enum, a domain, ...
  std::optional<ObjectName> type_name{};
  // Where it is not the type's own.
  std::string collation{};
  bool not_null = false;
  // Since PostgreSQL 18 NOT NULL is a constraint: its name, whether the table says it itself and not only a parent, and whether somebody
  // named it, or knows it by its name in a comment. Empty before.
  std::string not_null_name{};
  bool not_null_local = false;
  bool not_null_named = false;
  std::optional<Identity> identity{};
  Generation generated = Generation::none;
  // The default; of a generated column what it is generated from.
  std::string expression{};
  // Enums and sequences that the expression refers to.
  std::vector<ObjectName> uses{};
  // Columns of the same table that it is generated from.
  std::vector<std::string> base_columns{};
  // False where it comes from a parent alone.
  bool local = true;
};

// Whether both say the same; what they use follows from that. Whose a column is does not count: no statement changes it.
bool same(const Column& a, const Column& b);

enum class ConstraintKind { primary_key, unique, check, foreign_key };

enum class Deferral { none, deferrable, deferred };

// What a foreign key refers to, and what happens there. MATCH SIMPLE and NO ACTION are empty texts.
struct Reference {
  ObjectName table;
  std::vector<std::string> columns;
  // The unique constraint or index it relies on; follows from the columns unless several fit.
  std::string key{};
  std::string match{};
  std::string on_update{};
  std::string on_delete{};
  // ON DELETE SET NULL or SET DEFAULT: only these columns.
  std::vector<std::string> set_columns{};
};

struct Constraint {
  std::string name;
  ConstraintKind kind = ConstraintKind::check;
  std::vector<std::string> columns;
  // Of a key: INCLUDE columns, and the storage parameters of its index (`fillfactor='70'`).
  std::vector<std::string> included{};
  bool nulls_not_distinct = false;
  std::string storage{};
  // Of a check: `CHECK ((a > 0)) NO INHERIT`.
  std::string check{};
  // Of a foreign key.
  std::optional<Reference> reference{};
  Deferral deferral = Deferral::none;
  bool validated = true;
  // Enums that the check refers to.
  std::vector<ObjectName> uses{};
  // Of a partition's key or foreign key: the one of its parent that it is a part of.
  std::string part_of{};
  // Of a check: false where it comes from a parent alone.
  bool local = true;
  // Of a key: whether a column has been renamed since. What new partitions have of it PostgreSQL names after the old column.
  bool has_old_names = false;

  bool is_key() const { return kind == ConstraintKind::primary_key || kind == ConstraintKind::unique; }
};

// Whether both demand the same, whatever they are called. Whether they are validated does not count.
bool same_demand(const Constraint& a, const Constraint& b);

// An index that belongs to no constraint.
struct Index {
  std::string name;
  bool unique = false;
  // As CREATE INDEX has it, from USING on.
  std::string definition;
  // All columns that it refers to, in expressions and in its predicate too.
  std::vector<std::string> columns{};
  std::vector<ObjectName> uses{};
  // False for what a failed CREATE INDEX CONCURRENTLY leaves behind, and where a partition lacks its part.
  bool valid = true;
  // Of a partition: the index of its parent that it is a part of.
  std::string part_of{};
  // As that of a key.
  bool has_old_names = false;
};

// Whether both are built alike, whatever they are called.
bool same_structure(const Index& a, const Index& b);

// PARTITION BY.
struct Partitioning {
  // "RANGE (logdate)".
  std::string key;
  // Those that the key refers to, in expressions too.
  std::vector<std::string> columns{};
  std::vector<ObjectName> uses{};
};

// What rows a partition has.
struct Bound {
  // "FOR VALUES FROM (1) TO (10)", "DEFAULT".
  std::string values;
  // The same as an expression, with the bounds of partitions above. Empty for hash partitions: it would have an OID in it.
  std::string check{};
};

bool same_bound(const std::optional<Bound>& a, const std::optional<Bound>& b);

struct Table {
  ObjectName name;
  // For CREATE TABLE; as a difference it is a definition.
  bool unlogged = false;
  std::optional<Partitioning> partitioning{};
  // What it inherits from; of a partition the one that it belongs to.
  std::vector<ObjectName> parents{};
  std::optional<Bound> bound{};
  // Partitions or children that are not read: ignored, or somebody else's.
  bool has_unread_children = false;
  std::vector<Column> columns{};
  std::vector<Constraint> constraints{};
  std::vector<Index> indexes{};
};

// The part of that name, or nothing.
template <typename Part>
const Part* find_part(const std::vector<Part>& parts, std::string_view name) {
  for (const Part& part : parts) {
    if (part.name == name) {
      return &part;
    }
  }
  return nullptr;
}

}  // namespace deed
