#include "catalog/read_scope.h"

namespace deed::catalog {

Selection select_objects(const std::vector<ListedObject>& listed, const ReadScope& scope) {
  Selection selection;
  for (const ListedObject& object : listed) {
    if (!scope.includes(object.name)) {
      continue;
    }
    if (object.what == "table") {
      selection.tables.push_back(object);
    } else if (object.what == "sequence") {
      selection.sequences.push_back(object.oid);
    } else if (object.what == "enum") {
      selection.enums.push_back(object.oid);
    } else if (object.what == "schema") {
      selection.schemas.push_back(object.oid);
      selection.schema_names.insert(object.name.name);
    } else {
      const bool administrative = object.what == "default privileges" || object.what == "publication";
      selection.uncovered.push_back({object.name, object.what, administrative ? UncoveredKind::administrative : UncoveredKind::object});
    }
  }
  return selection;
}

}  // namespace deed::catalog
