#include "history/own_table.h"

#include <fmt/format.h>

namespace deed::history {

namespace {

std::string way_on(const std::string& table, ErrorKind kind) {
  switch (kind) {
    case ErrorKind::lock_busy:
      return fmt::format(
          "Somebody has locked it: SELECT pid, mode FROM pg_locks WHERE relation = '{}'::regclass. Run the same command again when it is "
          "free.",
          table);
    case ErrorKind::denied: return "Run the same command again: it names the GRANT that is missing now.";
    case ErrorKind::sql_failed: return "Look for what hinders deed at its own tables: an event trigger, a trigger, a constraint.";
    default: return "Run the same command again.";
  }
}

}  // namespace

void throw_at_own_table(const std::string& table, const postgres::SqlError& error) {
  if (error.sqlstate() == "42P01") {
    throw Error(ErrorKind::contradiction,
                {.what = fmt::format("{} was there when this run began, and is no longer.", table),
                 .where = table,
                 .hint = "Give it its name back, or restore it; then run the same command again. Where its schema "
                         "was a tenant's that somebody has dropped or renamed, only run it again: the tenants are "
                         "listed anew.",
                 .details = {error.text().what}})
        .with_sqlstate(error.sqlstate());
  }
  ErrorText text = error.text();
  if (!text.where.empty()) {
    // Of a table further in.
    throw error;
  }
  text.where = table;
  text.hint = way_on(table, error.kind());
  throw postgres::SqlError(error.kind(), std::move(text), error.sqlstate(), 0);
}

}  // namespace deed::history
