#pragma once

#include <string>
#include <string_view>

#include "config/keywords.h"

namespace deed::config {

// A connection as people write it: postgres://, postgresql://, postgresql+driver://, jdbc:postgresql://, or libpq's key=value.
// `source` says in messages where the text came from. Throws Error(config) with the character at which reading stopped. No message
// contains any of the text, as it may hold a password; one that seems to have a bare @ / # ? in its password is refused, not misread.
Parameters parse_connection_string(std::string_view text, const std::string& source);

}  // namespace deed::config
