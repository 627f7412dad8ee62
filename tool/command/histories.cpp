#include "command/histories.h"

#include <fmt/format.h>

#include "command/tenants.h"
#include "config/tenants.h"

namespace deed::command {

Configs ServiceHistories::configs() const {
  if (!service->tenants) {
    return {service};
  }
  Configs configs;
  for (const config::ServiceConfig& tenant : tenants) {
    configs.push_back(&tenant);
  }
  return configs;
}

std::vector<ServiceHistories> list_histories(Invocation& invocation, const Configs& services, const TenantSelection& selection,
                                             Failures& failures) {
  std::vector<ServiceHistories> result;
  for (const config::ServiceConfig* service : services) {
    ServiceHistories& histories = result.emplace_back(ServiceHistories{.service = service});
    const auto ask = [&] {
      for (const std::string& tenant : list_tenants(invocation, *service, selection)) {
        histories.tenants.push_back(config::for_tenant(*service, tenant));
      }
    };
    if (!service->tenants) {
      continue;
    }
    if (services.size() == 1) {
      ask();
    } else {
      histories.failure = failures.attempt(service->name, ask);
    }
  }
  return result;
}

void tell_no_tenants(Log& log, const config::ServiceConfig& service, const TenantSelection& selection) {
  const std::string shard = selection.shard ? fmt::format(" in shard {}/{}", selection.shard->index, selection.shard->count) : "";
  log.info({.source = "deed.tenants", .message = fmt::format("{} has no tenants{}", service.name, shard), .service = service.name});
}

}  // namespace deed::command
