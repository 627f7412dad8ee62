#pragma once

#include <optional>
#include <vector>

#include "command/failures.h"
#include "command/listing.h"

namespace deed::command {

// The histories that are meant of one service: its own, or one for each of its tenants.
struct ServiceHistories {
  const config::ServiceConfig* service = nullptr;
  // Of a service with tenants: the configuration of each that is meant.
  std::vector<config::ServiceConfig> tenants{};
  // Why its tenants are not known.
  std::optional<Error> failure{};

  Configs configs() const;
  // Whether it is one with tenants, of which none is there or none is meant.
  bool has_none() const { return service->tenants && !failure && tenants.empty(); }
};

// Asks the services that have tenants for them. Of several services one that cannot tell them is kept in `failures`, and stops no other;
// of a single one that is thrown.
std::vector<ServiceHistories> list_histories(Invocation& invocation, const Configs& services, const TenantSelection& selection,
                                             Failures& failures);

// Says of a service that nothing can be said of it.
void tell_no_tenants(Log& log, const config::ServiceConfig& service, const TenantSelection& selection);

}  // namespace deed::command
