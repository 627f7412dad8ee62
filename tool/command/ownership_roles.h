#pragma once

#include "command/listing.h"
#include "domain/role_plan.h"

namespace deed::command {

// Roles and rights for the services of a workspace and of the database that the first of these uses. Only reads.
RolePlan ownership_roles(Invocation& invocation, const Configs& services);

}  // namespace deed::command
