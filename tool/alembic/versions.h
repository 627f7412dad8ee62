#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace deed::alembic {

// The tables that Alembic's revision files leave behind, as their op.create_table(), rename_table() and drop_table() in upgrade() tell:
// "name", or "schema.name". What they create in other ways is not seen.
std::set<std::string> tables_of(const std::vector<std::string>& files);

}  // namespace deed::alembic
