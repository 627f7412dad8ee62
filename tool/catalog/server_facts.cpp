#include "catalog/server_facts.h"

#include "catalog/queries.h"

namespace deed::catalog {

ServerFacts server_facts(postgres::Connection& connection) {
  const postgres::Result result = connection.execute(queries::server_facts);
  return {std::string(result.text(0, 0)), std::string(result.text(0, 1)), result.boolean(0, 2)};
}

std::vector<UnusedIndex> invalid_indexes(postgres::Connection& connection) {
  const postgres::Result result = connection.execute(queries::invalid_indexes);
  std::vector<UnusedIndex> indexes;
  for (std::size_t row = 0; row < result.size(); ++row) {
    indexes.push_back({.table_oid = result.oid(row, 0),
                       .name = std::string(result.text(row, 1)),
                       .table = std::string(result.text(row, 2)),
                       .plain_name = std::string(result.text(row, 3)),
                       .partitioned = result.boolean(row, 4),
                       .builder_pid = static_cast<int>(result.number(row, 5))});
  }
  return indexes;
}

}  // namespace deed::catalog
