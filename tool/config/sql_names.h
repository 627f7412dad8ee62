#pragma once

#include <string>
#include <vector>

#include "config/values.h"
#include "domain/object_name.h"
#include "domain/object_pattern.h"

namespace deed::config {

// Names as SQL has them: unquoted letters are folded, odd names stand in double quotes. All throw Error(config) at the value's place
// for what is not such a name, and for one of more than 63 bytes, which PostgreSQL would cut off.

// "name" or "schema.name"; without a schema it is in deed's own. Not deed.ownership, and not in a system schema.
ObjectName read_version_table(const Given& given);
// version_<service>, with _ for -.
ObjectName default_version_table(const Given& service);
// At least one; neither deed's own nor a system schema.
SearchPath read_schemas(const Given& given);

// One name.
std::string read_name(const Given& given);
// "name" or "schema.name".
WrittenName read_written_name(const Given& given);
// The parts of a name between its dots, at most `most` of them.
std::vector<std::string> read_name_parts(const Given& given, std::size_t most);

ObjectPattern read_pattern(const Given& given, const std::string& default_schema);
// As read_pattern, for what somebody is said to own: not in deed's own schema or in a system schema.
ObjectPattern read_ownable_pattern(const Given& given, const std::string& default_schema);

}  // namespace deed::config
