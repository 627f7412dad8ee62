#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/evidence.h"
#include "domain/statement.h"
#include "postgres/connection.h"

namespace deed::catalog {

// Who these objects are, by the names that this session sees; what it cannot see is left out.
std::vector<ObjectFacts> resolve_objects(postgres::Connection& connection, const std::vector<CatalogAddress>& addresses);

// The relation or type that a name means in this session, with its search_path; nothing where there is none.
std::optional<ObjectFacts> find_relation(postgres::Connection& connection, const WrittenName& name);
std::optional<ObjectFacts> find_type(postgres::Connection& connection, const WrittenName& name);

// An index as CREATE INDEX CONCURRENTLY may have left it.
struct IndexState {
  std::uint32_t oid = 0;
  std::uint32_t table_oid = 0;
  bool valid = false;
};
std::optional<IndexState> find_index(postgres::Connection& connection, const WrittenName& name);

// Indexes of a table that REINDEX CONCURRENTLY left behind, as they stand in SQL.
std::vector<std::string> leftover_indexes(postgres::Connection& connection, std::uint32_t table_oid);

enum class PartitionState { attached, detaching, detached };
PartitionState partition_state(postgres::Connection& connection, std::uint32_t parent_oid, std::uint32_t partition_oid);

bool enum_has_label(postgres::Connection& connection, std::uint32_t type_oid, const std::string& label);

// "table", "view", "materialized view", "sequence", "index", "foreign table", "type": what stands under a name; "" for nothing.
std::string kind_of_relation(postgres::Connection& connection, const ObjectName& relation);

// The names of a relation's columns; nothing where there is no such relation.
std::optional<std::vector<std::string>> columns_of(postgres::Connection& connection, const ObjectName& relation);
// Whether a function of this name exists, whatever its arguments.
bool function_exists(postgres::Connection& connection, const ObjectName& function);
bool schema_exists(postgres::Connection& connection, const std::string& schema);

}  // namespace deed::catalog
