#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/evidence.h"
#include "domain/object_pattern.h"
#include "domain/statement.h"
#include "postgres/connection.h"

namespace deed::catalog {

// Queries as text, for a script that asks them itself.
std::string_view fingerprints_sql();
std::string_view written_rows_sql();
std::string_view written_secrets_sql();
std::string_view mappings_sql();
// The catalogues that written_rows.sql is asked for, as an array.
std::string_view own_callables_sql();
std::string_view running_code_sql();
std::string_view partitions_below_sql();

// Who these objects are, by the names that this session sees; what it cannot see is left out.
std::vector<ObjectFacts> resolve_objects(postgres::Connection& connection, const std::vector<CatalogAddress>& addresses);

// The same as two sessions see it, asked of both at once; and what the first one says to further questions.
struct SeenByTwo {
  std::vector<ObjectFacts> by_first{};
  std::vector<ObjectFacts> by_second{};
  std::vector<postgres::Result> further{};
};
SeenByTwo resolve_by_two(postgres::Connection& first, postgres::Connection& second, const std::vector<CatalogAddress>& addresses,
                         const std::vector<postgres::Request>& further);

// Kinds, schemas and names, as arrays for a query.
std::vector<std::string> in_triples(const std::vector<ObjectName>& names);

// The question behind resolve_names(), and what its answer comes to.
postgres::Request asking_names(const std::vector<ObjectName>& names);
std::vector<ObjectFacts> resolve_named(postgres::Connection& connection, const postgres::Result& answer);

// Who these names are, of relations and extended statistics; other kinds answer for themselves alone and are left out.
std::vector<ObjectFacts> resolve_names(postgres::Connection& connection, const std::vector<ObjectName>& names);

// The relation or type that a name means in `session`, with its search_path; nothing where there is none. All but the name is asked
// of `observer`, whose search_path is no revision's.
std::optional<ObjectFacts> find_relation(postgres::Connection& session, postgres::Connection& observer, const WrittenName& name);
std::optional<ObjectFacts> find_type(postgres::Connection& session, postgres::Connection& observer, const WrittenName& name);

// All in one session, in which no revision's statement ran.
std::optional<ObjectFacts> find_relation(postgres::Connection& connection, const WrittenName& name);

// An index as CREATE INDEX CONCURRENTLY may have left it.
struct IndexState {
  std::uint32_t oid = 0;
  std::uint32_t table_oid = 0;
  bool valid = false;
};
std::optional<IndexState> find_index(postgres::Connection& session, postgres::Connection& observer, const WrittenName& name);

// Indexes of a table that REINDEX CONCURRENTLY left behind, as they stand in SQL.
std::vector<std::string> leftover_indexes(postgres::Connection& connection, std::uint32_t table_oid);

// Every partition and child of a relation, of whatever depth.
std::vector<ObjectFacts> partitions_below(postgres::Connection& connection, std::uint32_t relation_oid);

// A relation that runs code which neither came with the server nor with an extension.
struct RunningCode {
  std::uint32_t relation_oid = 0;
  // "function f(integer)"
  std::string what{};
};
// What VACUUM, ANALYZE, CLUSTER and REINDEX run, and of it what any new index may run; or what writing rows may run as well.
enum class CodeIn { indexes_and_statistics, column_types, anything };
std::vector<RunningCode> running_code(postgres::Connection& connection, const std::set<std::uint32_t>& relations, CodeIn where);

// Functions, operators and types of these names that neither came with the server nor with an extension, described; and where there is any
// name, such casts.
std::vector<std::string> own_callables(postgres::Connection& connection, const std::vector<std::string>& names);

enum class PartitionState { attached, detaching, detached };
PartitionState partition_state(postgres::Connection& connection, std::uint32_t parent_oid, std::uint32_t partition_oid);

bool enum_has_label(postgres::Connection& connection, std::uint32_t type_oid, const std::string& label);

// "table", "view", "materialized view", "sequence", "index", "foreign table", "type": what stands under a name; "" for nothing.
std::string kind_of_relation(postgres::Connection& connection, const ObjectName& relation);

// The names of a relation's columns; nothing where there is no such relation.
std::optional<std::vector<std::string>> columns_of(postgres::Connection& connection, const ObjectName& relation);
bool schema_exists(postgres::Connection& connection, const std::string& schema);
std::vector<std::string> schemas_like(postgres::Connection& connection, const NamePart& pattern);

}  // namespace deed::catalog
