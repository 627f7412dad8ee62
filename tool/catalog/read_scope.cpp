#include "catalog/read_scope.h"

#include "catalog/definition_queries.h"

namespace deed::catalog {

Selection select_objects(const std::vector<ListedObject>& listed, const ReadScope& scope) {
  Selection selection;
  for (const ListedObject& object : listed) {
    if (object.what == "schema" && (scope.own_schemas.contains(object.name.name) || scope.includes(object.name))) {
      selection.granting_schemas.push_back(object.oid);
    }
    if (!scope.includes(object.name)) {
      continue;
    }
    if (object.what == "table" || object.what == "partitioned table") {
      selection.tables.push_back(object);
    } else if (object.what == "sequence") {
      selection.sequences.push_back(object.oid);
    } else if (object.what == "enum") {
      selection.enums.push_back(object.oid);
    } else if (object.what == "schema") {
      selection.schemas.push_back(object.oid);
      selection.schema_names.insert(object.name.name);
    } else if (has_definition(object.what)) {
      selection.defined[object.what].push_back(object.oid);
    } else if (object.what != "statistics object") {
      // Extended statistics are their table's.
      const bool administrative = object.what == "default privileges";
      selection.uncovered.push_back({object.name, object.what, administrative ? UncoveredKind::administrative : UncoveredKind::object});
    }
  }
  return selection;
}

}  // namespace deed::catalog
