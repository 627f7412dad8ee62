#pragma once

#include <map>

#include "domain/evidence.h"
#include "postgres/connection.h"

namespace deed::catalog {

// The strongest lock that the transaction of the process `pid` holds on each relation that `observer` sees: those from before it. Locks on
// indexes count as locks on their tables.
std::map<ObjectName, LockMode> relation_locks(postgres::Connection& observer, int pid);

}  // namespace deed::catalog
