#include "catalog/read_scope.h"

#include <algorithm>
#include <array>

namespace deed::catalog {

namespace {

// Where other migration tools keep their history: nobody's model has them, and dropping one would be a disaster.
constexpr std::array kHistoryTables = std::to_array<std::string_view>({
    "SequelizeMeta",
    "__EFMigrationsHistory",
    "__diesel_schema_migrations",
    "__drizzle_migrations",
    "_prisma_migrations",
    "_sqlx_migrations",
    "_yoyo_log",
    "_yoyo_migration",
    "_yoyo_version",
    "aerich",
    "alembic_version",
    "ar_internal_metadata",
    "atlas_schema_revisions",
    "databasechangelog",
    "databasechangeloglock",
    "django_migrations",
    "doctrine_migration_versions",
    "flyway_schema_history",
    "goose_db_version",
    "gorp_migrations",
    "knex_migrations",
    "knex_migrations_lock",
    "mikro_orm_migrations",
    "pgmigrations",
    "phinxlog",
    "refinery_schema_history",
    "schema_migrations",
    "yoyo_lock",
});

bool is_history_table(const ListedObject& object) {
  return object.what == "table" && std::find(kHistoryTables.begin(), kHistoryTables.end(), object.name.name) != kHistoryTables.end();
}

}  // namespace

Selection select_objects(const std::vector<ListedObject>& listed, const ReadScope& scope) {
  Selection selection;
  for (const ListedObject& object : listed) {
    if (is_history_table(object) || !scope.includes(object.name)) {
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
      selection.uncovered.push_back({object.name, object.what, object.what == "default privileges" || object.what == "publication"});
    }
  }
  return selection;
}

}  // namespace deed::catalog
