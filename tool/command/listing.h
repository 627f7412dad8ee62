#pragma once

#include <string>
#include <vector>

#include "command/invocation.h"
#include "command/service.h"
#include "domain/listing.h"

namespace deed::command {

using Configs = std::vector<const config::ServiceConfig*>;

// The heads by the files.
std::vector<ListedRevision> heads(const Configs& services);

// All revisions by the files, newest first; with what is applied where `indicate_current` asks the database.
std::vector<ListedRevision> history(Invocation& invocation, const Configs& services, bool indicate_current);

// What the databases say is applied: the heads of the histories, and what is half-done.
std::vector<ListedRevision> current(Invocation& invocation, const Configs& services);

// One page for each service.
std::vector<ServiceStatus> status(Invocation& invocation, const Configs& services);

}  // namespace deed::command
