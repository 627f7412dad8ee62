#pragma once

#include <map>

#include "command/service.h"
#include "config/workspace.h"

namespace deed::command {

// Of what a model refers to and nothing in the database is called (`missing`): throws Error(config) where the files of a neighbour say that
// it makes it, in a revision that is still to be applied, or that it was renamed or dropped. PostgreSQL only misses it, as if the model
// lacked it. Of what it declares (`to_be_made`): where a neighbour is to make it, as the declaration may be a stub for what is not there
// yet.
void refuse_missing_of_neighbours(const config::Workspace& workspace, const Service& service, const std::map<ObjectName, Location>& missing,
                                  const std::map<ObjectName, Location>& to_be_made);

}  // namespace deed::command
