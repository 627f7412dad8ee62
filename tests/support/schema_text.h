#pragma once

#include <string>
#include <vector>

#include "domain/schema.h"

namespace deed::testing {

// All that a schema says, a line each: equal texts mean equal schemas.
std::vector<std::string> schema_lines(const Schema& schema);

}  // namespace deed::testing
