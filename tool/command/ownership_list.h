#pragma once

#include "command/listing.h"
#include "domain/database_map.h"

namespace deed::command {

// The whole map of the database that the first of these services uses, in one read-only snapshot: of all services, whether they are in
// this workspace or not. What the role may not see is said in the map; Error(denied) only where it may not read the ownership table.
DatabaseMap ownership_list(Invocation& invocation, const Configs& services);

}  // namespace deed::command
