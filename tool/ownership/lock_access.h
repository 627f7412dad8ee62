#pragma once

#include <optional>
#include <set>
#include <string>

#include "domain/access.h"
#include "domain/evidence.h"

namespace deed::ownership {

// How the service's own foreign keys, and those of a table on the service's tables, explain locks on that table.
struct ForeignKeyRole {
  // An own key to the table is new, changed or validated.
  bool own_key_changed = false;
  // An own key to the table, or the own table with it, was dropped.
  bool own_key_gone = false;
  // Rows of an own table with a key to the table were written: the server checked that the keys exist.
  bool own_rows_written = false;
  // Rows of an own table that the table refers to were changed: the server checked, or followed, the reference.
  bool own_key_rows_changed = false;
  // ON DELETE or ON UPDATE of a service that the own table is shared with.
  bool declared_action = false;
};

// What a lock on somebody else's table, view, sequence or index means; nothing where the service's own business explains it wholly.
// The table of modes is measured (docs/ownership.md).
std::optional<Access> access_of_lock(LockMode mode, const ForeignKeyRole& keys);

// "AccessShare, RowShare"
std::string join_modes(const std::set<LockMode>& modes);

}  // namespace deed::ownership
