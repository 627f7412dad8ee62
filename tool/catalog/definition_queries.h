#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace deed::catalog {

// A query that reads definitions, with columns as in read_routines.sql, of the objects that each of its parameters (oid[]) has.
struct DefinitionQuery {
  std::string_view text;
  // What these are, as list_objects.sql says it.
  std::vector<std::vector<std::string_view>> parameters;
};

std::span<const DefinitionQuery> definition_queries();

// Whether one of them reads objects that are this.
bool has_definition(std::string_view what);

}  // namespace deed::catalog
