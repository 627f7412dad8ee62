#include "catalog/session_role.h"

#include "catalog/queries.h"

namespace deed::catalog {

SessionRole session_role(postgres::Connection& connection, const std::vector<ObjectName>& relations) {
  std::vector<std::string> schemas;
  std::vector<std::string> names;
  for (const ObjectName& relation : relations) {
    schemas.push_back(relation.schema);
    names.push_back(relation.name);
  }
  const std::vector<std::string> row =
      connection.texts(std::string(queries::session_role), {postgres::format_array(schemas), postgres::format_array(names)}).at(0);
  return {row[0] == "1", row[1], row[2], postgres::parse_array(row[3])};
}

}  // namespace deed::catalog
