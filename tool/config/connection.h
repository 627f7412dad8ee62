#pragma once

#include <optional>
#include <string>

#include "config/keywords.h"
#include "config/origins.h"
#include "config/service_config.h"
#include "config/variables.h"

namespace deed::config {

// What a connection is made from, and where its host, port, database, user and password were found, for messages.
struct ConnectionSource {
  Parameters parameters;
  Origins origins{};
};

// Where the service's database is, from `[database]`, the environment, and `.env` files, which are read now: called again, it sees a
// changed file. What it leaves out is libpq's to find (PG* of the process, a service file, .pgpass); PG* of an `.env` file is in the
// result, as libpq would not see it. Throws Error(config) where nothing or something contradictory or malformed is said; no text
// contains a piece of a URL or a password.
ConnectionSource connection_source(const ServiceConfig& service, const Environment& environment);

// The server that `scratch.url` names, nothing where it is not written.
std::optional<Parameters> scratch_parameters(const ServiceConfig& service, const Environment& environment);

}  // namespace deed::config
