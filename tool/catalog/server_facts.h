#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "postgres/connection.h"

namespace deed::catalog {

struct ServerFacts {
  // "15.20"
  std::string version;
  std::string db_role;
  bool standby = false;
};
ServerFacts server_facts(postgres::Connection& connection);

// An index that is not valid: an interrupted CREATE INDEX CONCURRENTLY or REINDEX left it, it is being built, or it waits for partitions.
struct UnusedIndex {
  std::uint32_t table_oid = 0;
  // As they stand in SQL.
  std::string name;
  std::string table;
  // The index's own name, unquoted.
  std::string plain_name;
  bool partitioned = false;
  int builder_pid = 0;
};
// Of the whole database.
std::vector<UnusedIndex> invalid_indexes(postgres::Connection& connection);

}  // namespace deed::catalog
