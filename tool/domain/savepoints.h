#pragma once

#include <string>
#include <vector>

#include "domain/revision.h"

namespace deed {

// The savepoints that a step's statements leave open, outermost first, as they stand in SQL. PostgreSQL takes no other statement for one:
// no function and no DO block can make any.
std::vector<std::string> open_savepoints(const ParsedStep& step);

}  // namespace deed
