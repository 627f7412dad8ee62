#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/history.h"
#include "postgres/connection.h"

namespace deed::history {

// The histories of many tenants in few round trips, by schema: of those that have a version table of this name that the role may read.
std::map<std::string, History> read_histories(postgres::Connection& connection, const std::vector<std::string>& schemas,
                                              const std::string& version_table);

}  // namespace deed::history
