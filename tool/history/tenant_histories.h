#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/history.h"
#include "postgres/connection.h"

namespace deed::history {

// Histories by schema.
struct TenantHistories {
  std::map<std::string, History> read{};
  // Of those whose table could not be read: locked by somebody, dropped meanwhile.
  std::map<std::string, Error> failed{};
};

// The histories of many tenants in few round trips: of those that have a version table of this name that the role may read. A table
// that somebody has locked is waited for no longer than two seconds, and keeps no other from being read.
TenantHistories read_histories(postgres::Connection& connection, const std::vector<std::string>& schemas, const std::string& version_table);

}  // namespace deed::history
