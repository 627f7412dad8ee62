#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace deed::config {

// libpq's connection keywords with their values: what a connection is made from. A password is in here and nowhere else.
using Parameters = std::vector<std::pair<std::string, std::string>>;

// A keyword that libpq 15, 16 or 17 knows, and the environment variable it reads for it ("" for none).
struct Keyword {
  std::string_view name;
  std::string_view variable;
};

std::span<const Keyword> keywords();
bool is_keyword(std::string_view name);
// Numbers from 1 to 65535 between commas; an empty one is the default port.
bool is_port_list(std::string_view text);

// Whether the value is a URL where a name belongs. libpq and the server repeat names in their messages, so the password in it with them.
bool is_misplaced_url(std::string_view keyword, std::string_view value);

// "" where the parameter is not there.
std::string value_of(const Parameters& parameters, std::string_view keyword);
bool has(const Parameters& parameters, std::string_view keyword);
// Replaces a value that is there.
void set_parameter(Parameters& parameters, std::string_view keyword, std::string value);

}  // namespace deed::config
