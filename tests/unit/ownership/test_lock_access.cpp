#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "ownership/lock_access.h"

using namespace deed;
using ownership::ForeignKeyRole;

namespace {

std::string said(LockMode mode, const ForeignKeyRole& keys) {
  const std::optional<Access> access = ownership::access_of_lock(mode, keys);
  return access ? std::string(word(*access)) : "explained";
}

}  // namespace

TEST_CASE("what a lock on somebody else's table means, by its mode and by the foreign keys that explain it") {
  struct Row {
    LockMode mode;
    const char* plain;
    // As below, one role after the other.
    const char* key_changed;
    const char* key_gone;
    const char* own_rows;
    const char* referenced_rows;
    const char* action;
  };
  const Row row = GENERATE(values<Row>({
      {LockMode::access_share, "read", "reference", "explained", "read", "read", "read"},
      {LockMode::row_share, "write", "reference", "write", "reference", "explained", "write"},
      {LockMode::row_exclusive, "write", "write", "write", "write", "write", "explained"},
      {LockMode::share_update_exclusive, "alter", "alter", "alter", "alter", "alter", "alter"},
      {LockMode::share, "alter", "alter", "alter", "alter", "alter", "alter"},
      {LockMode::share_row_exclusive, "alter", "reference", "alter", "alter", "alter", "alter"},
      {LockMode::exclusive, "alter", "alter", "alter", "alter", "alter", "alter"},
      {LockMode::access_exclusive, "alter", "alter", "explained", "alter", "alter", "alter"},
  }));
  CAPTURE(word(row.mode));
  CHECK(said(row.mode, {}) == row.plain);
  CHECK(said(row.mode, {.own_key_changed = true}) == row.key_changed);
  CHECK(said(row.mode, {.own_key_gone = true}) == row.key_gone);
  CHECK(said(row.mode, {.own_rows_written = true}) == row.own_rows);
  CHECK(said(row.mode, {.own_key_rows_changed = true}) == row.referenced_rows);
  CHECK(said(row.mode, {.declared_action = true}) == row.action);
}
