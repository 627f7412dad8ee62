#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/object_name.h"
#include "domain/ownership.h"

namespace deed::script {

// {"a","b"}: how PostgreSQL writes a text array, without the quotes of a literal.
std::string array_text(const std::vector<std::string>& values);
// The same as a literal.
std::string text_array(const std::vector<std::string>& values);

// The text between dollar signs, with a tag that does not occur in it.
std::string dollar_quoted(std::string_view text);

// A statement as psql has to see it: a colon before a word or a quote would be a variable of psql's.
std::string for_psql(std::string_view statement);

// A text with each mark replaced by its value, in one pass: what a value holds is no mark. A mark that begins another stands behind it.
std::string filled(std::string_view text, const std::vector<std::pair<std::string, std::string>>& marks);

// Values of the types that the script's procedures take.
std::string row_array(const std::vector<OwnershipRow>& rows);
std::string name_array(const std::vector<ObjectName>& names);

}  // namespace deed::script
