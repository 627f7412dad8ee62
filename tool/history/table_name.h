#pragma once

#include <string>
#include <string_view>

#include "base/identifier.h"
#include "domain/object_pattern.h"

namespace deed::history {

// The version table of a service: schema and name, both as they are in the database.
struct TableName {
  std::string schema;
  std::string name;

  // As it stands in SQL, in messages, and in the service's row of the ownership table.
  std::string quoted() const { return quote_qualified(schema, name); }
  bool operator==(const TableName&) const = default;

  // The reverse of quoted(). Throws Error(config) for a text that is no such name.
  static TableName parse(std::string_view text) {
    const ObjectPattern pattern = parse_object_pattern(text, kDeedSchema);
    return {pattern.schema.text, pattern.name.text};
  }
};

}  // namespace deed::history
