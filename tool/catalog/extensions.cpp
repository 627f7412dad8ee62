#include "catalog/extensions.h"

namespace deed::catalog {

std::vector<InstalledExtension> installed_extensions(postgres::Connection& connection) {
  const postgres::Result result = connection.execute(
      "SELECT extname, nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = extnamespace WHERE extname <> "
      "'plpgsql' ORDER BY 1");
  std::vector<InstalledExtension> extensions;
  for (std::size_t row = 0; row < result.size(); ++row) {
    extensions.push_back({std::string(result.text(row, 0)), std::string(result.text(row, 1))});
  }
  return extensions;
}

bool extension_exists(postgres::Connection& connection, const std::string& name) {
  return !connection.execute("SELECT FROM pg_catalog.pg_extension WHERE extname = $1", {name}).empty();
}

}  // namespace deed::catalog
