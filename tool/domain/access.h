#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace deed {

// How a statement touches an object, from least to most.
enum class Access {
  read,       // SELECT, a view over it, LIKE
  reference,  // a foreign key to it; its type, function or sequence in one's own table
  write,      // INSERT, UPDATE, DELETE, MERGE, COPY FROM, SELECT FOR UPDATE, nextval, setval
  alter,      // every DDL, TRUNCATE, GRANT, COMMENT, LOCK
};

std::string_view word(Access access);
std::optional<Access> parse_access(std::string_view word);

// write implies read, alter implies all; reference and read imply nothing else.
bool implies(Access granted, Access wanted);

std::string to_string(const std::set<Access>& accesses);

}  // namespace deed
