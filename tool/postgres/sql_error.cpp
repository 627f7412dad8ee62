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
    {"57014", ErrorKind::statement_timeout},
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

}  // namespace

ErrorKind kind_of_sqlstate(std::string_view sqlstate) {
  return std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& entry) { return sqlstate.starts_with(entry.first); })->second;
}

ErrorKind kind_of_failure(std::string_view sqlstate, std::string_view table, std::string_view message) {
  // Large objects are made under numbers of one's choice: a duplicate stays one.
  const bool in_catalogue = table.starts_with("pg_catalog.") && !table.starts_with("pg_catalog.pg_largeobject");
  const bool concurrent = message == "tuple concurrently updated" || message == "tuple concurrently deleted";
  if ((sqlstate == "23505" && in_catalogue) || (sqlstate == "XX000" && concurrent)) {
    return ErrorKind::contention;
  }
  return kind_of_sqlstate(sqlstate);
}

SqlError::SqlError(ErrorKind kind, ErrorText text, const std::string& sqlstate, std::size_t position)
    : Error(kind, std::move(text)), position_(position) {
  with_sqlstate(sqlstate);
}

}  // namespace deed::postgres
