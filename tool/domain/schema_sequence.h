#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/object_name.h"

namespace deed {

// A column by its table.
struct ColumnName {
  ObjectName table;
  std::string column;

  auto operator<=>(const ColumnName&) const = default;
};

// How a sequence counts.
struct SequenceOptions {
  // smallint, integer or bigint.
  std::string type = "bigint";
  std::int64_t start = 1;
  std::int64_t increment = 1;
  std::int64_t minimum = 1;
  std::int64_t maximum = INT64_MAX;
  std::int64_t cache = 1;
  bool cycle = false;

  bool operator==(const SequenceOptions&) const = default;
};

// What CREATE SEQUENCE AS type INCREMENT BY increment makes where nothing else is said.
SequenceOptions default_sequence_options(std::string_view type, std::int64_t increment = 1);

// What ALTER SEQUENCE AS type leaves: limits that were the old type's become the new type's.
SequenceOptions with_type(SequenceOptions options, std::string_view type);

// A sequence that is not that of an identity column. An owner makes it its column's: dropped and moved together.
struct Sequence {
  ObjectName name;
  SequenceOptions options{};
  std::optional<ColumnName> owner{};

  bool operator==(const Sequence&) const = default;
};

// The name PostgreSQL gives to what belongs to a table when it is free: table_middle_label, shortened as it does. Without a middle
// table_label.
std::string default_name(std::string_view table, std::string_view middle, std::string_view label);
// That of a column's NOT NULL.
std::string default_not_null_name(std::string_view table, std::string_view column);
// That of the sequence of a serial or identity column.
std::string default_sequence_name(std::string_view table, std::string_view column);

}  // namespace deed
