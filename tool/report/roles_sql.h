#pragma once

#include <string>

#include "domain/role_plan.h"

namespace deed::report {

// The plan as one transaction of SQL that a DBA can read and run as often as needed.
std::string roles_sql(const RolePlan& plan);

}  // namespace deed::report
