#pragma once

#include <vector>

#include "command/failures.h"
#include "command/listing.h"
#include "domain/status.h"

namespace deed::command {

// One page for each service, or for each of its tenants that is meant. Read-only and without any lock, so on a standby too. Of several
// one that cannot be looked at says so in its page, and is kept in `failures`; of a single one it is thrown.
std::vector<ServiceStatus> status(Invocation& invocation, const Configs& services, const TenantSelection& selection, Failures& failures);

}  // namespace deed::command
