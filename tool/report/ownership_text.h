#pragma once

#include <string>

#include "domain/database_map.h"

namespace deed::report {

// The map of a database, service by service: what each owns since when, shares and gives; then what is nobody's, what two claim, what
// contradicts, and what could not be seen.
std::string ownership_page(const DatabaseMap& map);

// The same as a Mermaid flowchart: a colour per service, the foreign keys between services as edges.
std::string ownership_mermaid(const DatabaseMap& map);

// Since when something is owned: "ae1027a6acf0, 2026-11-21 10:12 UTC". What a service with tenants begins with has no revision.
std::string revision_and_time(const std::string& revision, const std::string& at);

}  // namespace deed::report
