#pragma once

#include <string>

#include "config/values.h"

namespace deed::config {

// `file_template`: how a revision's file is named, without ".sql". Placeholders are {year} {month} {day} {hour} {minute} {second}
// {rev} {slug}; {rev} has to be among them. Throws Error(config) at the value's place for any other, and for a text that cannot name a
// file beside the others.
std::string read_file_template(const Given& given);

}  // namespace deed::config
