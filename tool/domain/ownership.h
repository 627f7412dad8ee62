#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/access.h"
#include "domain/object_pattern.h"

namespace deed {

enum class OwnershipRowKind { service, object, pattern, share, give };

std::string_view word(OwnershipRowKind kind);
std::optional<OwnershipRowKind> parse_ownership_row_kind(std::string_view word);

// A row of the ownership table.
struct OwnershipRow {
  std::string service{};
  OwnershipRowKind kind = OwnershipRowKind::object;
  // The object or pattern in deed's notation; of a service row the qualified name of its version table.
  std::string object{};
  // share, give: the other service, "*" for all.
  std::string with_service{};
  std::set<Access> accesses{};
  // The revision that wrote it; no part of what the fold compares.
  std::string revision{};
};

// A row that deed cannot have written. The error says what it is about and what to do.
struct MalformedRow {
  std::string service;
  Error error;
};
// Why deed cannot have written such a row; empty where it can.
std::string malformation(const OwnershipRow& row);
Error malformed_row(const std::string& service, std::string_view kind, const std::string& object, const std::string& why);

// What the row says, without the revision that wrote it: rows with the same text are equal.
std::string to_string(const OwnershipRow& row);

struct Share {
  ObjectPattern object{};
  std::string with{};
  std::set<Access> accesses{};
  std::string revision{};
  // The revision from which on each access is allowed: widening a share leaves what it allowed before as old as it is. Known from
  // revisions only, never stored.
  std::map<Access, std::string> since{};

  bool allows(Access access) const;
  // The revision that allowed this access.
  const std::string& allowed_by(Access access) const;
};

// What one service owns and shares: the fold over its applied steps, or its rows of the ownership table.
struct Holdings {
  std::string version_table{};
  // Of a service with tenants: the version tables of all of them, which are deed's own.
  std::optional<ObjectPattern> histories{};
  // Objects and the revision that claimed each.
  std::map<ObjectName, std::string> objects{};
  std::map<ObjectPattern, std::string> patterns{};
  std::vector<Share> shares{};
  struct Gift {
    std::string to;
    std::string revision;
  };
  // Objects on their way to another service: nobody but the taker may touch them.
  std::map<ObjectName, Gift> gifts{};
  // Objects that the service took: the giver's row stays, and this says that it is closed, whatever becomes of the object. Stored as a
  // gift to oneself.
  std::map<ObjectName, std::string> taken{};
  // Of the objects those that a claim names, which is no CREATE. Known from revisions only, never stored.
  std::set<ObjectName> claimed_by_directive{};
  // Of a function's name the signatures that stand under it, all of which are one object; "" for those that a claim found there. Known
  // from revisions only, never stored.
  std::map<ObjectName, std::set<std::string>> overloads{};
  // Indexes, partitions and the like, each with the table it belongs to. Known from revisions only, never stored.
  std::map<ObjectName, ObjectName> dependents{};
  // Shares that the newest revision to drop or rename something found on it: what it makes anew under that name and shares again was never
  // without. Known from revisions only, never stored.
  struct Interrupted {
    std::string revision;
    std::vector<Share> shares;
  };
  Interrupted interrupted{};
  // Objects that are no longer there under this name: the revision that renamed or dropped each. Known from revisions only, never stored.
  struct Departed {
    std::string revision;
    // Its new name; nothing where it was dropped.
    std::optional<ObjectName> to{};
  };
  std::map<ObjectName, Departed> departed{};
};

std::vector<OwnershipRow> to_rows(const std::string& service, const Holdings& holdings);

// What a service holds before its first revision: nothing, but for the schemas of its tenants, by the name of its version table as it is
// registered.
Holdings base_holdings(const std::string& version_table);

// Who owns an object, and by which row.
struct Owner {
  std::string service;
  // The row's object or pattern, as stored.
  std::string by;
  bool by_pattern = false;
  // `*.*`, which yields to claims by name.
  bool by_everything = false;
  std::string revision;
};

// Who owns and shares what in a database or a workspace. Pure; nothing in it refers to OIDs.
class OwnershipMap {
 public:
  OwnershipMap() = default;
  // Throws Error(contradiction) for a row that deed cannot have written.
  static OwnershipMap from_rows(const std::vector<OwnershipRow>& rows);

  Holdings& of(const std::string& service) { return services_[service]; }
  const Holdings* find(std::string_view service) const;
  const std::map<std::string, Holdings, std::less<>>& services() const { return services_; }

  // The owner by name: an exact row before a pattern, a pattern before `*.*`. Dependents answer for their table.
  std::optional<Owner> owner(const ObjectName& object) const;
  // The owner, not counting what this service itself holds: who would object to its creating the name.
  std::optional<Owner> other_owner(const ObjectName& object, std::string_view service) const;
  // Whether it is the version table of a tenant: nobody's, though a pattern covers it.
  bool is_history(const ObjectName& object) const;
  // Whether any row names the object itself: a claim, or a dependent of a known table.
  bool knows(const ObjectName& object) const;
  // The table of an index or the like, where some revision created it and no service holds it by name.
  std::optional<ObjectName> table_of(const ObjectName& dependent) const;
  // The share of `owner` that allows this access to the object, or nothing.
  const Share* share(std::string_view owner, const ObjectName& object, std::string_view with, Access access) const;
  // All of them.
  std::vector<const Share*> shares(std::string_view owner, const ObjectName& object, std::string_view with, Access access) const;
  // The service that the object was given to and that has not taken it yet.
  std::optional<std::string> given_to(const ObjectName& object) const;
  // Whether a gift waits to be taken: its taker neither has the object nor took it, nor passed it on to a third service.
  bool is_open(const std::string& giver, const ObjectName& object, const Holdings::Gift& gift) const;

  // The object that a name in SQL means: with a schema that one, otherwise the first in the path of which a row speaks.
  ObjectName resolve(const WrittenName& name, const SearchPath& path) const;

  // False where not all services that share the database are known: an object without owner may then be somebody's.
  bool complete = true;

 private:
  std::map<std::string, Holdings, std::less<>> services_;
};

}  // namespace deed
