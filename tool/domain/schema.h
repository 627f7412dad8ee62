#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "domain/object_name.h"
#include "domain/schema_definition.h"
#include "domain/schema_sequence.h"
#include "domain/schema_table.h"

namespace deed {

struct Enum {
  ObjectName name;
  std::vector<std::string> labels;

  bool operator==(const Enum&) const = default;
};

enum class CommentedKind { schema, type, sequence, table, column, constraint, index };

// What a comment is on: an object, or (column, constraint) a part of a table.
struct CommentTarget {
  CommentedKind kind = CommentedKind::table;
  ObjectName object;
  std::string part{};

  auto operator<=>(const CommentTarget&) const = default;
};

enum class UncoveredKind {
  part,            // beside what is compared: a trigger, a policy, a storage parameter
  object,          // a whole object of a kind that is not read: a view, a function
  structure,       // decides what the rest means: a type behind a table, whether rows outlive a crash
  administrative,  // the business of who runs the database: default privileges of a role, tablespaces
};

// Something of an object in scope that deed does not compare yet: "trigger audit", "view", "row-level security". Always an error in a
// model.
struct Uncovered {
  ObjectName object;
  std::string what;
  UncoveredKind kind = UncoveredKind::part;

  auto operator<=>(const Uncovered&) const = default;
};

// "public.v is a view", "public.t has trigger audit".
std::string to_string(const Uncovered& uncovered);

// What default privileges grant on each new object of the role that runs revisions.
struct DefaultGrant {
  // Where the object is made; empty for everywhere.
  std::string schema;
  // As pg_default_acl.defaclobjtype says it: "r", "S", "f" or "T".
  std::string objects;
  std::string privilege;
  // A quoted role, or PUBLIC.
  std::string whose;

  auto operator<=>(const DefaultGrant&) const = default;
};

// The objects in scope of one database: what a service has, or what it wants. Both sides of a comparison are read alike.
struct Schema {
  std::set<std::string> schemas{};
  std::map<ObjectName, Enum> enums{};
  std::map<ObjectName, Sequence> sequences{};
  std::map<ObjectName, Table> tables{};
  std::map<CommentTarget, std::string> comments{};
  // All else, with its comments.
  std::map<Address, Definition> definitions{};
  // Those of others' schemas and of the whole database; those of the service's own schemas are definitions.
  std::set<DefaultGrant> default_grants{};
  std::vector<Uncovered> uncovered{};

  const Table* find_table(const ObjectName& name) const;
};

// The default of a serial column: nextval() of this sequence, as PostgreSQL prints it.
bool is_nextval_of(const std::string& expression, const ObjectName& sequence);

// Whether writing `serial` makes exactly this column of the table together with this sequence.
bool is_serial(const ObjectName& table, const Column& column, const Sequence& sequence);

}  // namespace deed
