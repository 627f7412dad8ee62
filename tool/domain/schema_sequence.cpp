#include "domain/schema_sequence.h"

#include <fmt/format.h>

#include <cstddef>

#include "base/identifier.h"
#include "base/text.h"

namespace deed {

namespace {

struct Limits {
  std::int64_t lowest;
  std::int64_t highest;
};

Limits limits_of(std::string_view type) {
  if (type == "smallint") {
    return {INT16_MIN, INT16_MAX};
  }
  return type == "integer" ? Limits{INT32_MIN, INT32_MAX} : Limits{INT64_MIN, INT64_MAX};
}

}  // namespace

SequenceOptions default_sequence_options(std::string_view type, std::int64_t increment) {
  const Limits limits = limits_of(type);
  SequenceOptions options{.type = std::string(type), .increment = increment};
  options.minimum = increment > 0 ? 1 : limits.lowest;
  options.maximum = increment > 0 ? limits.highest : -1;
  options.start = increment > 0 ? options.minimum : options.maximum;
  return options;
}

SequenceOptions with_type(SequenceOptions options, std::string_view type) {
  const Limits before = limits_of(options.type);
  const Limits after = limits_of(type);
  if (options.maximum == before.highest) {
    options.maximum = after.highest;
  }
  if (options.minimum == before.lowest) {
    options.minimum = after.lowest;
  }
  options.type = type;
  return options;
}

std::string default_name(std::string_view table, std::string_view middle, std::string_view label) {
  const std::size_t joints = middle.empty() ? 1 : 2;
  const std::size_t room = kLongestIdentifier - label.size() - joints;
  std::size_t table_length = table.size();
  std::size_t middle_length = middle.size();
  while (table_length + middle_length > room) {
    --(table_length > middle_length ? table_length : middle_length);
  }
  return fmt::format("{}{}{}_{}", clip(table, table_length), middle.empty() ? "" : "_", clip(middle, middle_length), label);
}

std::string default_not_null_name(std::string_view table, std::string_view column) { return default_name(table, column, "not_null"); }

std::string default_sequence_name(std::string_view table, std::string_view column) { return default_name(table, column, "seq"); }

}  // namespace deed
