#include "command/role_warning.h"

#include <fmt/format.h>

#include <vector>

#include "catalog/session_role.h"
#include "command/named_roles.h"

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

void warn_of_missing_roles(postgres::Connection& connection, const Model& model, const std::string& service, Invocation& invocation) {
  const std::set<std::string> named = named_roles(model);
  if (named.empty()) {
    return;
  }
  const postgres::Result missing = connection.execute(
      "SELECT name FROM pg_catalog.unnest($1::text[]) name WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name) ORDER "
      "BY 1",
      {postgres::format_array({named.begin(), named.end()})});
  for (std::size_t row = 0; row < missing.size(); ++row) {
    invocation.log.warning(
        {.source = "deed.autogenerate",
         .message =
             fmt::format("The model names role {}, which is not on this server: CREATE ROLE it there before `upgrade`. Roles are the "
                         "whole server's, and no revision makes them",
                         missing.text(row, 0)),
         .service = service});
  }
}

}  // namespace deed::command
