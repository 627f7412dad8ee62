#pragma once

#include <string>

#include "domain/tenants.h"

namespace deed::report {

// What a run did for the tenants of a service: how many came to which end, and a line for each that failed:
//   billing: 1,000 tenants in 12s: 998 done, 1 nothing to do, 1 failed
//     tenant_7  exit 11: division by zero (revisions/x.sql:7)
std::string tenants_text(const TenantsResult& result);
// All tenants.
std::string tenants_json(const TenantsResult& result);

}  // namespace deed::report
