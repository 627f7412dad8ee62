#include "support/tenants_workspace.h"

#include <fmt/format.h>

namespace deed::testing {

TenantsWorkspace::TenantsWorkspace(int count, const std::string& further) {
  service("billing", fmt::format("[database]\nlock_timeout = \"60s\"\n{}[tenants]\nschemas = \"{}\"\npattern = \"tenant_*\"\n", further,
                                 kTenantsQuery));
  revision("billing", "a1aaaaaaaaaa", "",
           "-- deed:upgrade\nCREATE TABLE invoice (id int PRIMARY KEY);\nCREATE INDEX invoice_idx ON invoice (id);\n"
           "-- deed:downgrade\nDROP TABLE invoice;\n");
  for (int i = 1; i <= count; ++i) {
    create(i);
  }
}

void TenantsWorkspace::create(int tenant) { database().sql(fmt::format("CREATE SCHEMA tenant_{}", tenant)); }

void TenantsWorkspace::second_revision(const std::string& sections) { revision("billing", "a2aaaaaaaaaa", "a1aaaaaaaaaa", sections); }

std::string TenantsWorkspace::rows() {
  return database().value("SELECT string_agg(concat_ws(' ', service, kind, object), ', ' ORDER BY service, kind) FROM deed.ownership");
}

std::string TenantsWorkspace::tables(const std::string& name) {
  return database().value(fmt::format("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname = '{}'", name));
}

std::string TenantsWorkspace::different_ends() {
  database().sql(
      "CREATE OR REPLACE FUNCTION public.end_of(schema text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE history text; BEGIN "
      "EXECUTE format('SELECT string_agg(concat_ws('' '', position, revision, step, event, checksum), '';'' ORDER BY position) FROM "
      "%I.version_billing', schema) INTO history; RETURN history || (SELECT string_agg(attname, ',' ORDER BY attrelid::regclass::text, "
      "attnum) FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = schema::regnamespace AND attnum > 0); END $$");
  return database().value("SELECT string_agg(DISTINCT public.end_of(nspname), ' | ') FROM pg_namespace WHERE nspname LIKE 'tenant%'");
}

bool TenantsWorkspace::one_end() {
  const std::string ends = different_ends();
  return !ends.empty() && ends.find(" | ") == std::string::npos;
}

}  // namespace deed::testing
