#pragma once

#include <cstdint>
#include <set>

#include "postgres/connection.h"

namespace deed::catalog {

// The text search configurations whose mappings the open transaction of `inside` has changed, as no lock or row of theirs tells whose they
// are.
std::set<std::uint32_t> changed_mappings(postgres::Connection& inside, postgres::Connection& observer);

}  // namespace deed::catalog
