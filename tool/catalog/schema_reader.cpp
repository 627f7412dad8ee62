#include "catalog/schema_reader.h"

#include <algorithm>

#include "catalog/queries.h"
#include "catalog/read_parts.h"
#include "catalog/snapshot.h"

namespace deed::catalog {

namespace {

std::vector<ListedObject> list_objects(postgres::Connection& connection) {
  const postgres::Result rows = connection.execute(queries::list_objects);
  std::vector<ListedObject> objects;
  objects.reserve(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const ObjectName name{*object_kind(rows.text(row, 0)), std::string(rows.text(row, 3)), std::string(rows.text(row, 4))};
    objects.push_back({name, std::string(rows.text(row, 1)), std::string(rows.text(row, 2))});
  }
  return objects;
}

}  // namespace

Schema read_schema(postgres::Connection& connection, const ReadScope& scope) {
  const Snapshot snapshot(connection, scope.schemas);
  const Selection selection = select_objects(list_objects(connection), scope);
  Schema schema;
  schema.schemas = selection.schema_names;
  PartReader reader(connection, selection);
  if (!selection.tables.empty()) {
    reader.read_tables();
    reader.read_parents();
    reader.read_columns();
    reader.read_constraints();
    reader.read_indexes();
  }
  reader.read_sequences(schema);
  reader.read_definitions(schema);
  reader.read_dependencies(schema);
  reader.read_enums(schema, scope.with_column_enums);
  reader.read_comments(schema);
  reader.read_uncovered(schema);
  reader.move_tables_to(schema);
  std::sort(schema.uncovered.begin(), schema.uncovered.end());
  return schema;
}

}  // namespace deed::catalog
