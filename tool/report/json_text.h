#pragma once

#include <string>
#include <vector>

#include "domain/database_map.h"
#include "domain/finding.h"
#include "domain/listing.h"
#include "domain/status.h"

namespace deed::report {

// Results for machines (`--format json`); docs/formats.md lists the keys. Each is one JSON value and a newline, in UTF-8 whatever the
// texts in it hold. Keys may be added, and are never renamed or dropped.

std::string revisions_json(const std::vector<ListedRevision>& revisions);
std::string status_json(const std::vector<ServiceStatus>& services);
std::string ownership_json(const DatabaseMap& map);
std::string findings_json(const std::vector<Finding>& findings, std::size_t revisions, std::size_t services);

// A service and the SQL that would lead to its model; empty where they agree.
struct CheckedService {
  std::string service;
  std::string sql;
};
std::string check_json(const std::vector<CheckedService>& services);

}  // namespace deed::report
