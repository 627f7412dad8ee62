#pragma once

#include <map>

#include "command/service.h"
#include "config/workspace.h"

namespace deed::command {

// Of what a model refers to and nothing in the database is called: throws Error(config) where the files of a neighbour say that it makes
// it, in a revision that is still to be applied, or that it was renamed or dropped. PostgreSQL only misses it, as if the model lacked it.
void refuse_missing_of_neighbours(const config::Workspace& workspace, const Service& service,
                                  const std::map<ObjectName, Location>& missing);

}  // namespace deed::command
