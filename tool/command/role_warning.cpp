#include "command/role_warning.h"

#include <fmt/format.h>

#include <vector>

#include "catalog/session_role.h"

namespace deed::command {

void warn_of_role(postgres::Connection& connection, const OwnershipMap& map, const std::string& service, Invocation& invocation) {
  std::vector<ObjectName> others;
  bool alone = true;
  for (const auto& [other, holdings] : map.services()) {
    if (other == service) {
      continue;
    }
    alone = false;
    for (const auto& [object, revision] : holdings.objects) {
      if (object.kind == ObjectKind::relation) {
        others.push_back(object);
      }
    }
  }
  if (alone) {
    return;
  }
  const catalog::SessionRole role = catalog::session_role(connection, others);
  std::string warning;
  if (role.superuser) {
    warning = fmt::format("{} is a superuser: what deed cannot see, PostgreSQL will not stop", role.user);
  } else if (!role.owned.empty()) {
    warning =
        fmt::format("In PostgreSQL {} also owns what belongs to other services ({}{}): what deed cannot see, PostgreSQL will not stop",
                    role.role, role.owned.front(), role.owned.size() == 1 ? "" : fmt::format(" and {} more", role.owned.size() - 1));
  }
  if (!warning.empty() && invocation.warned->add(warning)) {
    invocation.log.warning({.source = "deed.ownership",
                            .event = Event::ownership,
                            .message = warning + ". `deed ownership roles` prints a role per service."});
  }
}

}  // namespace deed::command
