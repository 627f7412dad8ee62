#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "config/service_config.h"

namespace deed::config {

// The variables of an `.env` file, each with the line that set it.
using DotenvVariables = std::map<std::string, Placed<std::string>>;

// NAME=value lines, `export` allowed. Unquoted values end before white space and #, single quotes are literal, double quotes know \n \"
// and \\; quoted values may have several lines. Nothing is interpolated, so a $ is a $. Of equal names the last counts.
// Throws Error(config) with the line of what is none of that; no text shows any of it, as it may be a password.
DotenvVariables parse_dotenv(std::string_view text, const std::string& shown);
// A file that is missing has no variables, nor has a directory (of a Python environment).
DotenvVariables read_dotenv(const NamedFile& file);

}  // namespace deed::config
