#pragma once

#include <string>
#include <vector>

#include "domain/schema_definition.h"
#include "postgres/connection.h"

namespace deed::catalog {

// Something that stands on an object, and so keeps PostgreSQL from dropping it.
struct Dependent {
  ObjectName object;
  // "view", "foreign key f of table", "function".
  std::string what;
  // Of those that were asked for.
  Address stands_on;
};

// What stands on these objects, columns ("column a") and keys ("constraint c"), whoever has it.
std::vector<Dependent> dependents_of(postgres::Connection& connection, const std::vector<Address>& addresses);

}  // namespace deed::catalog
