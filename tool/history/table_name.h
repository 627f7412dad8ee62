#pragma once

#include <string>
#include <string_view>

#include "base/identifier.h"
#include "domain/object_pattern.h"

namespace deed::history {

// The version table of a service, or of one of its tenants: schema and name, both as they are in the database.
struct TableName {
  std::string schema;
  std::string name;
  // Of a service with tenants: what the schemas are called that have one each, "tenant_*".
  std::string tenants{};

  // As it stands in SQL and in messages.
  std::string quoted() const { return quote_qualified(schema, name); }
  // As it stands in the service's row of the ownership table, which is one for all tenants.
  std::string registered() const { return tenants.empty() ? quoted() : tenants + '.' + quote_identifier(name); }
  bool operator==(const TableName&) const = default;

  // The reverse of registered(), with the tenants' pattern for their schema. Throws Error(config) for a text that is no such name.
  static TableName parse(std::string_view text) {
    const ObjectPattern pattern = parse_object_pattern(text, kDeedSchema);
    return {pattern.schema.text, pattern.name.text, pattern.schema.glob ? pattern.schema.text : ""};
  }
};

}  // namespace deed::history
