#pragma once

#include <string>
#include <vector>

#include "command/invocation.h"
#include "config/workspace.h"
#include "domain/applied_record.h"

namespace deed::command {

// What a symbol names, as the database's history keeps it: by id or the beginning of one, also of revisions without a file here, or
// current, head, ... Throws Error(graph) for what is not applied.
std::vector<AppliedRecord> show_applied(Invocation& invocation, const config::ServiceConfig& config, const std::string& symbol);

}  // namespace deed::command
