#pragma once

#include <string>

#include "command/invocation.h"
#include "command/model.h"
#include "domain/ownership.h"
#include "postgres/connection.h"

namespace deed::command {

// Says, once per invocation, where PostgreSQL itself would let this session do anything to other services' objects: as a superuser, or
// as their owner. Says nothing while the service is alone in its database.
void warn_of_role(postgres::Connection& connection, const OwnershipMap& map, const std::string& service, Invocation& invocation);

// Warns of roles that the model's grants and policies name, and that the server does not have.
void warn_of_missing_roles(postgres::Connection& connection, const Model& model, const std::string& service, Invocation& invocation);

}  // namespace deed::command
