#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command/dry_run.h"
#include "command/run.h"
#include "config/workspace.h"

namespace deed::command {

struct UpgradeOptions {
  RunOptions run{};
  // Of several services so many at a time.
  std::size_t parallel = 1;
};

// Brings each of the services to what a revision symbol means for it. Several services go by one graph of all their revisions, in an
// order in which everything comes after what it depends on: upgrade_side_by_side(). Throws what fails of a single service; returns what
// failed of several.
std::optional<Error> upgrade(Invocation& invocation, const std::vector<const config::ServiceConfig*>& services, const std::string& target,
                             const UpgradeOptions& options);

// Takes away what is above the revision that the symbol names; of several services, dependents first.
void downgrade(Invocation& invocation, const std::vector<const config::ServiceConfig*>& services, const std::string& target,
               const RunOptions& options);

// What they would do with one service, tried in a transaction that is rolled back: dry_run().
DryRunResult try_upgrade(Invocation& invocation, const config::ServiceConfig& service, const std::string& target,
                         const RunOptions& options);
DryRunResult try_downgrade(Invocation& invocation, const config::ServiceConfig& service, const std::string& target,
                           const RunOptions& options);

}  // namespace deed::command
