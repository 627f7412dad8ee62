#pragma once

#include <string>

#include "command/invocation.h"
#include "command/review.h"

namespace deed::command {

// The review of what a branch changes: against where it left COMMIT's history, and against COMMIT, into which it will be merged. Errors
// are those of the whole workspace, as a change here can break a revision there; warnings are those in new and edited revisions. To them
// come edited and removed revisions, heads that the merge would bring, and a note for each change of ownership. Runs git, and nothing
// else. Throws Error(usage) where git, or the commit, is not to be had.
Review review_since(Invocation& invocation, const config::Workspace& workspace, const std::string& commit);

}  // namespace deed::command
