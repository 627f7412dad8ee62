#pragma once

#include <string>

#include "base/identifier.h"

namespace deed::history {

// The version table of a service: schema and name, both as they are in the database.
struct TableName {
  std::string schema;
  std::string name;

  // As it stands in SQL.
  std::string quoted() const { return quote_qualified(schema, name); }
  // As the ownership table's service row and messages have it.
  std::string plain() const { return schema + '.' + name; }
  bool operator==(const TableName&) const = default;
};

}  // namespace deed::history
