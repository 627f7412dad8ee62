#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/keywords.h"
#include "config/variables.h"

namespace deed::config {

// Where values of a connection were found, for messages: {"host", "DATABASE_URL in .env:3"}.
using Origins = std::vector<std::pair<std::string, std::string>>;

// The origin of those that say where the server is and who connects; how the connection is made is of no interest.
Origins origins_of(const Parameters& parameters, const std::string& place);

// Adds what libpq finds by itself where the parameters leave it out: PG* of the process, and a password file.
void add_libpq_origins(Origins& origins, const Parameters& parameters, const Environment& environment);

}  // namespace deed::config
