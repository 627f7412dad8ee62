#pragma once

#include <string>

#include "domain/database_map.h"

namespace deed::report {

// The map of a database as one HTML page that needs nothing else: no script, no other file, no network. Well-formed as XML too.
std::string ownership_html(const DatabaseMap& map);

}  // namespace deed::report
