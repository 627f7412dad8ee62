#pragma once

#include <functional>
#include <set>
#include <vector>

#include "command/invocation.h"
#include "command/model.h"
#include "domain/schema.h"
#include "postgres/connection.h"

namespace deed::command {

// How the names in a model stand to those of others.
struct ModelNames {
  // Tables that the model declares for its own use only: another service's, or ignored. Never compared, never created.
  std::set<ObjectName> stubs{};
  // Tables of others that the model refers to and does not declare: to be made in the scratch database as they are in the live one.
  std::set<ObjectName> foreign{};
};

// Plays the model in a scratch database of the live server's major version and reads it back: what the service wants, in PostgreSQL's
// own words. Throws Error(config) for a statement that fails there, with its place, and for what deed does not compare yet.
Schema read_desired(Invocation& invocation, const config::ServiceConfig& config, const Model& model, const ModelNames& names,
                    postgres::Connection& live);

// One Error for all that deed does not compare yet; `where` says which side it is on.
Error uncovered_error(const std::vector<Uncovered>& uncovered, const std::string& where);

}  // namespace deed::command
