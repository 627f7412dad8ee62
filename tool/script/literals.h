#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/object_name.h"
#include "domain/ownership.h"

namespace deed::script {

// '{"a","b"}': a text array as a literal.
std::string text_array(const std::vector<std::string>& values);

// The text between dollar signs, with a tag that does not occur in it.
std::string dollar_quoted(std::string_view text);

// Values of the types that the script's procedures take.
std::string row_array(const std::vector<OwnershipRow>& rows);
std::string name_array(const std::vector<ObjectName>& names);

}  // namespace deed::script
