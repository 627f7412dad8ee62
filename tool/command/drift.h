#pragma once

#include <string>

#include "command/invocation.h"
#include "config/workspace.h"

namespace deed::command {

// What somebody changed by hand: the SQL that would bring the service's own objects back to what its revisions make of them; empty where
// the database is as they leave it. The revisions are played into a scratch database. Throws Error(behind) where some are still to be
// applied.
std::string drift(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config);

}  // namespace deed::command
