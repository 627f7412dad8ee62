#pragma once

#include <string>
#include <vector>

#include "domain/revision.h"

namespace deed {

// The savepoints that a step's statements leave open, innermost first, which is how they can be released, as they stand in SQL. PostgreSQL
// takes no other statement for one: no function and no DO block can make any.
std::vector<std::string> open_savepoints(const ParsedStep& step);

}  // namespace deed
