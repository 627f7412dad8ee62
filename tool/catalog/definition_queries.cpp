#include "catalog/definition_queries.h"

#include <algorithm>

#include "catalog/queries.h"

namespace deed::catalog {

std::span<const DefinitionQuery> definition_queries() {
  static const std::vector<DefinitionQuery> all{
      {queries::read_routines, {{"function", "procedure", "aggregate"}}},
      {queries::read_types, {{"domain", "composite type", "range type"}}},
      {queries::read_views, {{"view", "materialized view"}}},
      {queries::read_others, {{"extension"}, {"collation"}, {"operator"}}},
      {queries::read_text_search, {{"text search dictionary"}, {"text search configuration"}}},
      {queries::read_publications, {{"publication"}}},
  };
  return all;
}

bool has_definition(std::string_view what) {
  const auto reads = [&](const DefinitionQuery& query) {
    return std::any_of(query.parameters.begin(), query.parameters.end(),
                       [&](const auto& kinds) { return std::find(kinds.begin(), kinds.end(), what) != kinds.end(); });
  };
  return std::any_of(definition_queries().begin(), definition_queries().end(), reads);
}

}  // namespace deed::catalog
