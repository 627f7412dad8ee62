#include "catalog/schema_reader.h"

#include <algorithm>
#include <utility>

#include "catalog/queries.h"
#include "catalog/read_parts.h"
#include "catalog/snapshot.h"

namespace deed::catalog {

namespace {

std::vector<ListedObject> list_objects(RowSource& source) {
  const postgres::Result rows = source.execute(queries::list_objects);
  std::vector<ListedObject> objects;
  objects.reserve(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const ObjectName name{*object_kind(rows.text(row, 0)), std::string(rows.text(row, 3)), std::string(rows.text(row, 4))};
    objects.push_back({name, std::string(rows.text(row, 1)), std::string(rows.text(row, 2))});
  }
  return objects;
}

class Database : public RowSource {
 public:
  Database(postgres::Connection& connection, Recording* recording) : connection_(connection), recording_(recording) {}

  postgres::Result execute(std::string_view query, const std::vector<postgres::Value>& values) override {
    postgres::Result rows = connection_.execute(query, values);
    if (recording_ != nullptr) {
      recording_->add(query, values, rows);
    }
    return rows;
  }

 private:
  postgres::Connection& connection_;
  Recording* recording_;
};

struct NotRecorded {};

class RecordedDatabase : public RowSource {
 public:
  explicit RecordedDatabase(const Recording& recording) : recording_(recording) {}

  postgres::Result execute(std::string_view query, const std::vector<postgres::Value>& values) override {
    std::optional<postgres::Result> rows = recording_.answer(query, values);
    if (!rows) {
      throw NotRecorded();
    }
    return std::move(*rows);
  }

 private:
  const Recording& recording_;
};

Schema read(RowSource& source, const ReadScope& scope) {
  const Selection selection = select_objects(list_objects(source), scope);
  Schema schema;
  schema.schemas = selection.schema_names;
  PartReader reader(source, selection);
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

}  // namespace

Schema read_schema(postgres::Connection& connection, const ReadScope& scope, Recording* recording) {
  const Snapshot snapshot(connection, scope.schemas);
  Database database(connection, recording);
  return read(database, scope);
}

std::optional<Schema> read_recorded_schema(const Recording& recording, const ReadScope& scope) {
  RecordedDatabase database(recording);
  try {
    return read(database, scope);
  } catch (const NotRecorded&) {
    return std::nullopt;
  }
}

}  // namespace deed::catalog
