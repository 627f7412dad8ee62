#pragma once

#include <string>

#include "domain/tenants.h"

namespace deed::report {

// What a run did for the tenants of a service: how many came to which end, and how those failed that did:
//   billing: 1,000 tenants in 12s: 980 done, 1 nothing to do, 19 failed
//     tenant_7    exit 13: Revision 'x' was edited ... (revisions/x.sql)
//     18 tenants  exit 11: division by zero (revisions/x.sql:7)
//                 tenant_11, tenant_12, tenant_13, tenant_14, tenant_15 and 13 more
std::string tenants_text(const TenantsResult& result);
// All tenants.
std::string tenants_json(const TenantsResult& result);

}  // namespace deed::report
