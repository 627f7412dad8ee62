#pragma once

#include <string>
#include <vector>

#include "postgres/connection.h"

namespace deed::catalog {

struct InstalledExtension {
  std::string name;
  std::string schema;
};

// The extensions of a database, without those that every database has.
std::vector<InstalledExtension> installed_extensions(postgres::Connection& connection);

bool extension_exists(postgres::Connection& connection, const std::string& name);

}  // namespace deed::catalog
