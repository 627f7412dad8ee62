#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/analysis.h"

namespace deed::sql {

// What DROP, COMMENT, ALTER ... OWNER, RENAME and GRANT name by an object type and a node whose shape depends on it.
struct NamedObject {
  WrittenName name;
  // The name is an index's: its table is what counts.
  bool dependent = false;
  // The node names a part (a column, constraint, trigger, policy, rule) and `name` is the table, domain or view it belongs to.
  bool part = false;
};

inline NameForm form_of(bool dependent) { return dependent ? NameForm::dependent : NameForm::object; }

// The word of an object type: "OBJECT_MATVIEW" -> "materialized view".
std::string object_word(std::string_view object_type);

// Whether an object of this type belongs to the cluster or is beyond any service: roles, databases, languages, casts, ...
bool is_beyond_services(std::string_view object_type);

// The kind of a type that is_beyond_services() does not cover.
ObjectKind kind_of(std::string_view object_type);

// The signature of a function that is made with these FunctionParameter nodes, as NameChange has it: of what goes in the types' names as
// PostgreSQL knows them, without schemas, which CREATE may leave to the search path where DROP writes them.
std::string signature_of(const std::vector<const Node*>& parameters);

// The signature in a node such as DROP FUNCTION has it; nothing for other objects, and where it leaves out the arguments.
std::optional<std::string> named_signature(std::string_view object_type, const Node& node);

// The object in a node such as DropStmt's `objects` holds them. An empty name where the node has an unexpected shape.
NamedObject named_object(std::string_view object_type, const Node& node);

}  // namespace deed::sql
