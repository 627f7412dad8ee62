#pragma once

#include <string>
#include <vector>

#include "domain/object_name.h"
#include "postgres/connection.h"

namespace deed::catalog {

// As whom a session works.
struct SessionRole {
  bool superuser = false;
  // Who connected, and the role that SET ROLE left.
  std::string user{};
  std::string role{};
  // Of the relations that were asked about those that the role owns in PostgreSQL.
  std::vector<std::string> owned{};
};

SessionRole session_role(postgres::Connection& connection, const std::vector<ObjectName>& relations);

}  // namespace deed::catalog
