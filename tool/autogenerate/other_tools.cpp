#include "autogenerate/other_tools.h"

#include <algorithm>
#include <array>
#include <set>

namespace deed::autogenerate {

namespace {

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

}  // namespace

bool is_history_table(const ObjectName& name) {
  return name.kind == ObjectKind::relation && std::find(kHistoryTables.begin(), kHistoryTables.end(), name.name) != kHistoryTables.end();
}

bool is_alembic_history(const Table& table) {
  return table.columns.size() == 1 && table.columns.front().name == "version_num" &&
         table.columns.front().type.starts_with("character varying");
}

void forget_history_tables(Schema& actual, const Schema& desired) {
  std::set<ObjectName> forgotten;
  for (const auto& [name, table] : actual.tables) {
    if (!(is_history_table(name) || is_alembic_history(table)) || desired.find_table(name) != nullptr) {
      continue;
    }
    forgotten.insert(name);
    for (const Constraint& constraint : table.constraints) {
      forgotten.insert({name.kind, name.schema, constraint.name});
    }
    for (const Index& index : table.indexes) {
      forgotten.insert({name.kind, name.schema, index.name});
    }
  }
  std::erase_if(actual.tables, [&](const auto& entry) { return forgotten.contains(entry.first); });
  std::erase_if(actual.sequences, [&](const auto& entry) { return entry.second.owner && forgotten.contains(entry.second.owner->table); });
  std::erase_if(actual.definitions, [&](const auto& entry) { return forgotten.contains(entry.first.object); });
  std::erase_if(actual.comments, [&](const auto& entry) { return forgotten.contains(entry.first.object); });
}

}  // namespace deed::autogenerate
