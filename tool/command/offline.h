#pragma once

#include <string>
#include <vector>

#include "command/invocation.h"
#include "config/workspace.h"

namespace deed::command {

// What `--sql` prints: scripts for psql that do what the command does, written from the files alone. Nothing is connected to.
// `range` is FROM:TO, or TO for a database at base; the scripts assert that the database is where they begin. All throw Error: usage for
// what needs a database, graph, refused_by_static_check, ...

std::string upgrade_script(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config,
                           const std::string& range, const std::string& tag);

std::string downgrade_script(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config,
                             const std::string& range, const std::string& tag);

std::string stamp_script(Invocation& invocation, const config::ServiceConfig& config, const std::vector<std::string>& targets,
                         const std::string& tag);

std::string ensure_version_script(Invocation& invocation, const config::ServiceConfig& config);

}  // namespace deed::command
