#include "postgres/sql_error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace deed::postgres {

namespace {

// Longer codes first: a whole code counts more than its class.
constexpr std::array<std::pair<std::string_view, ErrorKind>, 17> kKinds{{
    {"55P03", ErrorKind::lock_busy},
    {"40P01", ErrorKind::contention},
    {"40001", ErrorKind::contention},
    // Who set a statement_timeout knows that it may be that.
    {"57014", ErrorKind::terminated_by_server},
    {"57P01", ErrorKind::terminated_by_server},
    {"57P02", ErrorKind::terminated_by_server},
    {"57P05", ErrorKind::terminated_by_server},
    {"25P03", ErrorKind::terminated_by_server},
    {"57P03", ErrorKind::unreachable},
    {"3D000", ErrorKind::unreachable},
    {"58030", ErrorKind::server_resource},
    {"42501", ErrorKind::denied},
    {"25006", ErrorKind::unsuitable_server},
    {"53", ErrorKind::server_resource},
    {"28", ErrorKind::authentication},
    {"08", ErrorKind::terminated_by_server},
    {"", ErrorKind::sql_failed},
}};

// Catalogues for whose names sessions race. In others (pg_ts_config_map, pg_largeobject_metadata) a duplicate is one's own mistake.
bool is_raced_for(std::string_view table) {
  constexpr std::array raced = std::to_array<std::string_view>(
      {"pg_class", "pg_type", "pg_namespace", "pg_proc", "pg_extension", "pg_attribute", "pg_collation", "pg_operator"});
  return std::find(raced.begin(), raced.end(), table) != raced.end();
}

// simple_heap_update() and simple_heap_delete() (src/backend/access/heap/heapam.c) say it by elog(), which is never translated.
bool lost_catalogue_race(const ServerFailure& failure) {
  return (failure.sqlstate == "XX000" &&
          (failure.message == "tuple concurrently updated" || failure.message == "tuple concurrently deleted")) ||
         (failure.sqlstate == "23505" && failure.schema == "pg_catalog" && is_raced_for(failure.table));
}

}  // namespace

ErrorKind kind_of(const ServerFailure& failure) {
  if (lost_catalogue_race(failure)) {
    return ErrorKind::contention;
  }
  return std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& entry) { return failure.sqlstate.starts_with(entry.first); })->second;
}

SqlError::SqlError(ErrorKind kind, ErrorText text, const std::string& sqlstate, std::size_t position)
    : Error(kind, std::move(text)), position_(position) {
  with_sqlstate(sqlstate);
}

}  // namespace deed::postgres
