#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/object_name.h"

namespace deed::sql {

// A name as it stands in a statement: quoted where it has to be, with its schema unless that is `home`.
std::string sql_name(const ObjectName& object, std::string_view home);

// "a, b": names in quotes where they need them.
std::string name_list(const std::vector<std::string>& names);

// "ALTER TABLE name subcommand", on two lines where one would be long.
std::string alter_table(const ObjectName& table, std::string_view subcommand, std::string_view home);

// The text without the parentheses around all of it, which PostgreSQL's canonical forms have and writers leave out.
std::string_view without_outer_parentheses(std::string_view expression);

}  // namespace deed::sql
