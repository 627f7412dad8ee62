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
      "SELECT set_config('search_path', $1, true), set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true), "
      "set_config('intervalstyle', 'postgres', true), set_config('extra_float_digits', '1', true), "
      "set_config('bytea_output', 'hex', true), set_config('xmloption', 'content', true), "
      "set_config('quote_all_identifiers', 'off', true), set_config('standard_conforming_strings', 'on', true), "
      "set_config('lc_monetary', 'C', true), set_config('jit', 'off', true)",
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
