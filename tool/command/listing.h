#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command/failures.h"
#include "command/invocation.h"
#include "command/service.h"
#include "domain/listing.h"
#include "domain/revision_symbol.h"
#include "domain/tenants.h"

namespace deed::command {

using Configs = std::vector<const config::ServiceConfig*>;

// The heads by the files; without those that another revision of the service depends on where `resolve_dependencies`.
std::vector<ListedRevision> heads(const Configs& services, bool resolve_dependencies);

// The revisions by the files that more than one follows, each with those that follow it.
std::vector<ListedBranch> branches(const Configs& services);

struct HistoryRequest {
  // Asks the database what is applied.
  bool indicate_current = false;
  std::optional<RevisionRange> range{};
};

// Whether the answer depends on what a database has.
bool asks_database(const HistoryRequest& request);

// The revisions by the files, newest first. A database is asked only where the request needs one.
std::vector<ListedRevision> history(Invocation& invocation, const Configs& services, const HistoryRequest& request);

// What a revision symbol names.
std::vector<ListedRevision> show(Invocation& invocation, const config::ServiceConfig& service, const std::string& symbol);

// What the databases say is applied: the heads of the histories, and what is half-done; of a service with tenants for each that is meant.
// Of several services, and of several tenants, one whose history cannot be read is kept in `failures`.
std::vector<CurrentRevisions> current(Invocation& invocation, const Configs& services, const TenantSelection& selection,
                                      Failures& failures);

}  // namespace deed::command
