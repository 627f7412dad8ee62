#pragma once

#include <string>
#include <string_view>

namespace deed::report {

// The hunks of a unified diff, with three lines around each change; empty where the lines are the same. `first_line` is the number of
// the first line of both.
std::string line_diff(std::string_view before, std::string_view after, int first_line);

}  // namespace deed::report
