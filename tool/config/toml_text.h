#pragma once

#include <string>
#include <string_view>

namespace deed::config {

// The text without its comments, every other character in its line and column. Throws Error(config) for what the TOML parser would
// not survive or not finish: deep nesting (it recurses), and lines with thousands of values (it looks at the whole line for each).
std::string without_comments(std::string_view text, const std::string& shown);

}  // namespace deed::config
