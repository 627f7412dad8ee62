#pragma once

#include <vector>

#include "domain/role_plan.h"

namespace deed::ownership {

// What PostgreSQL has to know so that the map holds without deed: a GRANT for each share of what exists, a new PostgreSQL owner for each
// object that another role has. `services` say the names of the roles.
RolePlan plan_roles(const OwnershipMap& map, const LiveDatabase& live, const std::vector<AlterableObject>& objects,
                    std::vector<RolePlan::Service> services);

}  // namespace deed::ownership
