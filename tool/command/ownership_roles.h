#pragma once

#include "command/listing.h"
#include "domain/role_plan.h"
#include "postgres/connection.h"

namespace deed::command {

// Roles and rights for the services of a workspace and of the database that the first of these uses. Only reads.
RolePlan read_role_plan(postgres::Connection& connection, const Configs& services);
// The same over a connection of its own.
RolePlan ownership_roles(Invocation& invocation, const Configs& services);

}  // namespace deed::command
