#pragma once

#include <string_view>

namespace deed::sql {

// Whether pg_catalog has a function, type, relation or operator of this name in some PostgreSQL from 14 to 18 (builtin/*.txt): unqualified,
// such a name means PostgreSQL's own, as pg_catalog is searched first.
bool is_builtin_function(std::string_view name);
bool is_builtin_type(std::string_view name);
bool is_builtin_relation(std::string_view name);
bool is_builtin_operator(std::string_view name);
// Also by the forms that initdb makes of the machine's locales: de_DE.utf8, de-x-icu.
bool is_builtin_collation(std::string_view name);

}  // namespace deed::sql
