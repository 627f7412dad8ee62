#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/object_name.h"

namespace deed {

// An object of the catalogue, as PostgreSQL's lock table has it. `class_oid` is the catalogue that holds it; 1259 (pg_class) for relations.
struct CatalogAddress {
  std::uint32_t class_oid = 0;
  std::uint32_t object_oid = 0;

  auto operator<=>(const CatalogAddress&) const = default;
};

inline constexpr std::uint32_t kPgClass = 1259;
inline constexpr std::uint32_t kPgType = 1247;
inline constexpr std::uint32_t kPgProc = 1255;
inline constexpr std::uint32_t kPgNamespace = 2615;
inline constexpr std::uint32_t kPgCollation = 3456;

// PostgreSQL's lock modes, weakest first.
enum class LockMode {
  access_share,
  row_share,
  row_exclusive,
  share_update_exclusive,
  share,
  share_row_exclusive,
  exclusive,
  access_exclusive
};

std::string_view word(LockMode mode);
// By pg_locks' spelling, "AccessShareLock".
LockMode parse_lock_mode(std::string_view text);

// A lock that the transaction holds on an object. Every mode is kept: a stronger one hides no weaker one.
struct HeldLock {
  CatalogAddress address{};
  std::set<LockMode> modes{};
  // Of the whole cluster, not of this database.
  bool shared = false;
  // Not held any more: a sub-transaction that was rolled back read the relation.
  bool rolled_back = false;
};

// Who an OID is, by the names in force for the one who asked.
struct ObjectFacts {
  CatalogAddress address{};
  // The object itself.
  ObjectName name{};
  // The object that answers for it: an index's, constraint's or toast table's table, a row type's relation; otherwise itself.
  ObjectName answers{};
  std::uint32_t answers_oid = 0;
  // Tables that it is a partition or child of, nearest first.
  std::vector<ObjectName> parents{};
  // "index public.i": for messages.
  std::string description{};
  bool is_index = false;
  // The extension that it is a member of; empty for none.
  std::string extension{};
  bool temporary = false;
};

// A foreign key, seen from before the transaction and from inside.
struct ForeignKeyFacts {
  std::uint32_t constraint_oid = 0;
  std::uint32_t referencing_oid = 0;
  std::uint32_t referenced_oid = 0;
  bool existed = false;
  bool exists = false;
  // New, gone, or its row is another (VALIDATE).
  bool changed = false;
  // ON DELETE or ON UPDATE does something to the referencing rows.
  bool has_action = false;
};

// A view and a relation that it reads.
struct ViewDependency {
  std::uint32_t view_oid = 0;
  std::uint32_t relation_oid = 0;
};

// A row of the catalogue that the transaction wrote without a lock that tells: privileges, a type's name, default privileges, ...
struct WrittenRow {
  // The object that it says something about.
  CatalogAddress address{};
  // "event trigger x": what concerns everybody, whosever it is.
  std::string everybody{};

  auto operator<=>(const WrittenRow&) const = default;
};

// What a transaction really touched, asked of PostgreSQL before COMMIT.
struct Evidence {
  std::vector<HeldLock> locks{};
  // Objects that an earlier look of this run found to be the service's own; nothing else is known of them. Whoever judges adds them.
  std::set<CatalogAddress> known_mine{};
  // By the names from before the transaction, asked by the observer.
  std::vector<ObjectFacts> before{};
  // What the observer cannot see: made by this transaction, by the names inside.
  std::vector<ObjectFacts> created{};
  // What was there before and may have a new name or be gone, by the names inside; only where the step's text may hide that.
  std::optional<std::vector<ObjectFacts>> now{};
  std::vector<ForeignKeyFacts> foreign_keys{};
  std::vector<ViewDependency> views{};
  // Objects whose catalogue rows differ between before and inside, beyond what an own foreign key does to them.
  std::set<std::uint32_t> altered{};
  std::set<WrittenRow> written{};
  // Relations whose rows were written and that run code of somebody's making: triggers, rules, functions in defaults, checks, indexes.
  std::set<std::uint32_t> running_code{};
  // What stands under the names that the step claims.
  std::vector<ObjectFacts> claimed{};
  // Names that CREATE ... IF NOT EXISTS met: they stood there before.
  std::vector<ObjectName> stood_before{};
  // A cursor that outlives the transaction: it is read at COMMIT, where no guard sees what that runs.
  bool holdable_cursor = false;
  bool same_transaction = true;
  bool runner_lock_held = true;
  // Of a step whose locks would tell all: it may have run somebody's code, so that they do not.
  bool code_ran = false;
};

}  // namespace deed
