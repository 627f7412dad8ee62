#pragma once

#include <cstddef>
#include <cstdint>
#include <set>

#include "postgres/connection.h"

namespace deed::catalog {

// Whether DDL on some relations may have run somebody's code, as one session sees it, and how many of them it sees.
struct CodeOfDdl {
  bool runs_code = false;
  std::size_t relations = 0;
};

CodeOfDdl code_of_ddl(postgres::Connection& connection, const std::set<std::uint32_t>& relations);

}  // namespace deed::catalog
