#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deed {

// The name spaces in which PostgreSQL keeps objects apart. Tables, views, sequences, indexes and types share one.
enum class ObjectKind {
  relation,
  function,  // functions, procedures and aggregates, all signatures of a name together
  schema,
  extension,
  statistics,
  collation,
  conversion,
  operator_,
  operator_class,
  operator_family,
  text_search,
  publication,
  subscription,
  foreign_server,
  foreign_data_wrapper,
  language,
  event_trigger,
  cast,
  transform,
  access_method,
  role,
  database,
  tablespace,
};

// "function", "schema", ...: the prefix in object patterns; relations have "relation", which is never written.
std::string_view word(ObjectKind kind);
std::optional<ObjectKind> object_kind(std::string_view word);
// Whether objects of this kind live in a schema.
bool has_schema(ObjectKind kind);

// One object of the database, or all functions of one name.
struct ObjectName {
  ObjectKind kind = ObjectKind::relation;
  std::string schema{};
  std::string name{};

  auto operator<=>(const ObjectName&) const = default;
};

// public."User", function:public.f, schema:s. What messages print and the ownership table stores.
std::string to_string(const ObjectName& object);

// A name as SQL text has it: without a schema it means what search_path finds.
struct WrittenName {
  ObjectKind kind = ObjectKind::relation;
  std::string schema{};
  std::string name{};

  auto operator<=>(const WrittenName&) const = default;
};

std::string to_string(const WrittenName& name);

using SearchPath = std::vector<std::string>;

// The path as SET search_path and the version table have it: names in double quotes where they need them, separated by ", ".
std::string to_text(const SearchPath& path);
SearchPath parse_search_path(std::string_view text);

// The object that CREATE makes under this name: in the first schema of the path where none is written.
ObjectName created_name(const WrittenName& name, const SearchPath& path);

// pg_catalog, information_schema, pg_toast and the like: PostgreSQL's own, common ground.
bool is_system_schema(std::string_view schema);
// The schema of deed's own tables, which are nobody's to touch.
inline constexpr std::string_view kDeedSchema = "deed";

}  // namespace deed
