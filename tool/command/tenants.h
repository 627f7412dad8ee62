#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "command/patience.h"
#include "command/run.h"
#include "command/service.h"
#include "domain/tenants.h"
#include "history/writer.h"

namespace deed::command {

// The query that tells the tenants reads what is not there yet, or what this role may not read yet: what another service's revision brings.
class TenantsNotThere : public Error {
 public:
  using Error::Error;

  // The same at the end of a wait for it.
  Error in_vain() const;
};

// The schemas of a service's tenants that are meant, sorted: by the list of deed.toml or what its query tells, run read-only in a session
// of the service. Throws Error(config) for a name that is no tenant's or that is told twice; Error(usage) where the selection names
// somebody else; TenantsNotThere. Whether a schema has the name is found out by whoever works on it.
std::vector<std::string> list_tenants(postgres::Connection& connection, const config::ServiceConfig& service,
                                      const TenantSelection& selection);
// The same in a session of its own.
std::vector<std::string> list_tenants(Invocation& invocation, const config::ServiceConfig& service, const TenantSelection& selection);

struct TenantHistory {
  std::string tenant;
  History history{};
  // Why it cannot be read: locked, or not by this role.
  std::optional<Error> failure{};
};

// The histories of the tenants that are meant, in few round trips; empty where nothing ever ran.
std::vector<TenantHistory> tenant_histories(postgres::Connection& connection, const config::ServiceConfig& service,
                                            const TenantSelection& selection);

// The service, as it comes to be known in a database. The tenants' pattern is refused where another service has what it covers.
history::Enrolment enrolment(const config::ServiceConfig& service);

// What one tenant's part of a run works with. The service's configuration is the tenant's; all of it belongs to one thread.
struct TenantPart {
  Invocation& invocation;
  const Service& service;
  StepLibrary& library;
  runner::Sessions& sessions;
};

// How a run over tenants ended; a failure of single tenants stops nobody else.
struct TenantsEnd {
  TenantsResult result{};
  // A request to stop, or all that failed as one Error of the worst kind.
  std::optional<Error> failure{};
};

struct TenantsWork {
  std::function<void(TenantPart& part)> run;
  // Whether there is nothing to do, by the history alone: then the tenant costs no connection. Nothing for a run that looks at each.
  std::function<bool(const RevisionGraph& graph, const History& history)> settled{};
  // By which the log tells what belongs together; a new one where empty.
  std::string run_id{};
  // How long the tenants may not be there to be asked for: TenantsNotThere.
  Duration wait_for_tenants{0};
  // Of a run in several parts; otherwise `retry_for` from now on.
  Patience* patience = nullptr;
};

// Does the work for the tenants that are meant, some at a time. Throws what keeps it from knowing them.
TenantsEnd for_each_tenant(Invocation& invocation, const Service& service, const TenantSelection& selection, const TenantsWork& work);

}  // namespace deed::command
