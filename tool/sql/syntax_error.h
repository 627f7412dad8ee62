#pragma once

#include <cstddef>
#include <string>

namespace deed::sql {

// At which character, from 1, PostgreSQL 15's grammar stops reading a statement. 0 where it reads all of it, or does not say.
std::size_t syntax_error_position(const std::string& statement);

}  // namespace deed::sql
