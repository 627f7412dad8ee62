#include "catalog/code_of_ddl.h"

#include <vector>

#include "catalog/counted_catalogues.h"
#include "catalog/queries.h"

namespace deed::catalog {

CodeOfDdl code_of_ddl(postgres::Connection& connection, const std::set<std::uint32_t>& relations) {
  const postgres::Result result = connection.execute_uninterrupted(queries::code_of_ddl, {oid_array(relations)});
  CodeOfDdl found;
  std::vector<std::uint32_t> classes;
  std::vector<std::uint32_t> objects;
  for (std::size_t row = 0; row < result.size(); ++row) {
    if (result.oid(row, 0) == kPgClass) {
      ++found.relations;
    } else {
      classes.push_back(result.oid(row, 0));
      objects.push_back(result.oid(row, 1));
    }
  }
  if (!objects.empty()) {
    found.runs_code = connection.execute_uninterrupted(queries::runs_code, {oid_array(classes), oid_array(objects)}).boolean(0, 0);
  }
  return found;
}

}  // namespace deed::catalog
