#pragma once

#include <set>
#include <string>
#include <vector>

#include "command/invocation.h"
#include "command/new_revision.h"
#include "domain/directive.h"

namespace deed::command {

// A change of who owns what, as a revision has it.
struct OwnershipChange {
  // claim, release, share, unshare; give means a transfer, which has two sides.
  DirectiveKind kind = DirectiveKind::claim;
  // Patterns as deed.toml writes them.
  std::vector<std::string> objects{};
  // share, unshare, give: the other service.
  std::string service{};
  std::set<Access> accesses{};
  // What the revision does, in words; made from the rest where it is empty.
  std::string message{};
};

// Writes the revisions that make the change: one, or of a transfer the giver's and the taker's. What the review of the files would find
// wrong with them is refused, and nothing is written. Says what deed.toml has to say from now on.
std::vector<WrittenRevision> change_ownership(Invocation& invocation, const config::Workspace& workspace,
                                              const config::ServiceConfig& config, const OwnershipChange& change);

}  // namespace deed::command
