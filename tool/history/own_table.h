#pragma once

#include <string>

#include "postgres/sql_error.h"

namespace deed::history {

// Throws the failure of a statement on one of deed's own tables, with the table as its place and what to do: that somebody has locked it
// (still a SqlError, for those who try again), has renamed or dropped it (Error(contradiction)), or has taken a right away.
[[noreturn]] void throw_at_own_table(const std::string& table, const postgres::SqlError& error);

// Runs statements on a table of deed's own; failures come out with their place.
template <typename Statements>
auto at_own_table(const std::string& table, const Statements& statements) {
  try {
    return statements();
  } catch (const postgres::SqlError& error) {
    throw_at_own_table(table, error);
  }
}

}  // namespace deed::history
