#include "catalog/read_scope.h"

namespace deed::catalog {

namespace {

// The list that objects of a kind known by their definition go to; nothing for other kinds.
std::vector<std::string>* list_of(Selection& selection, std::string_view what) {
  if (what == "function" || what == "procedure" || what == "aggregate") {
    return &selection.routines;
  }
  if (what == "view" || what == "materialized view") {
    return &selection.views;
  }
  if (what == "extension") {
    return &selection.extensions;
  }
  if (what == "collation" || what == "operator") {
    return what == "collation" ? &selection.collations : &selection.operators;
  }
  return what == "domain" || what == "composite type" || what == "range type" ? &selection.types : nullptr;
}

}  // namespace

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
    } else if (std::vector<std::string>* list = list_of(selection, object.what)) {
      list->push_back(object.oid);
    } else if (object.what != "statistics object") {
      // Extended statistics are their table's.
      const bool administrative = object.what == "default privileges" || object.what == "publication";
      selection.uncovered.push_back({object.name, object.what, administrative ? UncoveredKind::administrative : UncoveredKind::object});
    }
  }
  return selection;
}

}  // namespace deed::catalog
