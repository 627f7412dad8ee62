#pragma once

#include <set>
#include <string>

#include "command/model.h"
#include "domain/statement.h"

namespace deed::command {

// The roles that a GRANT, REVOKE, policy or ALTER DEFAULT PRIVILEGES names, but for words such as PUBLIC. Of other statements none, nor of
// those inside a DO.
std::set<std::string> named_roles(const Statement& statement);

// Whether a policy is for whoever makes it (CURRENT_USER and the like).
bool is_for_current_user(const Statement& statement);

// ALTER DEFAULT PRIVILEGES FOR ROLE `role` as that role says it itself: without FOR ROLE, which leaves blanks behind. Any other statement
// as it is.
std::string as_said_by(const std::string& role, const Statement& statement);

// Those of a model, without PostgreSQL's own.
std::set<std::string> named_roles(const Model& model);

}  // namespace deed::command
