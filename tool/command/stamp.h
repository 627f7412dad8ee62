#pragma once

#include <string>
#include <vector>

#include "command/service.h"
#include "command/tenants.h"

namespace deed::command {

struct StampRequest {
  // Revision symbols; `base` for nothing.
  std::vector<std::string> targets{};
  // What the history says until now is taken back first, whatever it is: edited, diverged, half-done, or not in these files.
  bool purge = false;
  std::string tag{};
};

// Writes into the histories that exactly these revisions and what they need are applied, without running anything.
void stamp(Invocation& invocation, const std::vector<const config::ServiceConfig*>& services, const StampRequest& request);

// The same for each tenant of a service that is meant; what fails for one stops no other.
TenantsEnd stamp_tenants(Invocation& invocation, const config::ServiceConfig& service, const TenantSelection& tenants,
                         const StampRequest& request);

// Creates deed's own tables where they are missing, and nothing else.
void ensure_version(Invocation& invocation, const std::vector<const config::ServiceConfig*>& services);

}  // namespace deed::command
