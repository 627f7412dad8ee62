#include "catalog/snapshot.h"

#include <string>
#include <vector>

#include "base/identifier.h"
#include "base/text.h"

namespace deed::catalog {

Snapshot::Snapshot(postgres::Connection& connection, const SearchPath& schemas) : connection_(connection) {
  std::vector<std::string> path;
  for (const std::string& schema : schemas) {
    path.push_back(quote_identifier(schema));
  }
  connection_.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
  // Constants in expressions are printed as these settings say. jit costs more than it brings in short queries.
  connection_.execute(
      "SELECT pg_catalog.set_config('search_path', $1, true), pg_catalog.set_config('timezone', 'UTC', true), "
      "pg_catalog.set_config('datestyle', 'ISO, YMD', true), "
      "pg_catalog.set_config('intervalstyle', 'postgres', true), pg_catalog.set_config('extra_float_digits', '1', true), "
      "pg_catalog.set_config('bytea_output', 'hex', true), pg_catalog.set_config('xmloption', 'content', true), "
      "pg_catalog.set_config('quote_all_identifiers', 'off', true), pg_catalog.set_config('standard_conforming_strings', 'on', true), "
      "pg_catalog.set_config('lc_monetary', 'C', true), pg_catalog.set_config('jit', 'off', true)",
      {join(path, ", ")});
}

Snapshot::~Snapshot() {
  try {
    connection_.execute_uninterrupted("ROLLBACK");
  } catch (const Error&) {
    // The connection is lost; whoever uses it next hears so.
  }
}

}  // namespace deed::catalog
