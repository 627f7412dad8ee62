#include "catalog/transaction_start.h"

#include "catalog/counted_catalogues.h"
#include "catalog/queries.h"

namespace deed::catalog {

postgres::Request asking_transaction_start() { return {std::string(queries::transaction_start), {counted_catalogues()}}; }

TransactionStart transaction_start(const postgres::Result& result) {
  TransactionStart start{
      .id = std::string(result.text(0, 0)), .process = std::string(result.text(0, 1)), .has_leftovers = result.boolean(0, 2)};
  for (std::size_t row = 0; row < result.size(); ++row) {
    note_counts(start.written_rows, result.oid(row, 3), result.array(row, 4));
  }
  return start;
}

ReadCounts read_counts(postgres::Connection& connection) {
  const postgres::Result result = connection.execute_uninterrupted(queries::read_relations, {});
  ReadCounts counts;
  for (std::size_t row = 0; row < result.size(); ++row) {
    counts.emplace(result.oid(row, 0), result.number(row, 2));
  }
  return counts;
}

ReadCounts fresh_read_counts(postgres::Connection& connection) {
  if (connection.server_version() < 150000) {
    return read_counts(connection);
  }
  connection.execute_uninterrupted("SELECT pg_catalog.pg_stat_force_next_flush()");
  return {};
}

void discard_leftovers(postgres::Connection& connection) {
  for (const char* sql : {"CLOSE ALL", "DEALLOCATE ALL", "DISCARD TEMP"}) {
    connection.execute_uninterrupted(sql);
  }
}

}  // namespace deed::catalog
