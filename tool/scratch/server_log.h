#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace deed::scratch {

// The end of what a program wrote, for the details of an Error: one line each.
std::vector<std::string> last_lines(std::string_view output);
// The same of a log file; empty if it cannot be read.
std::vector<std::string> last_lines_of(const std::filesystem::path& log);

}  // namespace deed::scratch
