#include "domain/object_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed {

namespace {

struct KindWord {
  ObjectKind kind;
  std::string_view word;
  bool has_schema;
};

constexpr std::array kKinds = std::to_array<KindWord>({
    {ObjectKind::relation, "relation", true},
    {ObjectKind::function, "function", true},
    {ObjectKind::schema, "schema", false},
    {ObjectKind::extension, "extension", false},
    {ObjectKind::statistics, "statistics", true},
    {ObjectKind::collation, "collation", true},
    {ObjectKind::conversion, "conversion", true},
    {ObjectKind::operator_, "operator", true},
    {ObjectKind::operator_class, "operator_class", true},
    {ObjectKind::operator_family, "operator_family", true},
    {ObjectKind::text_search, "text_search", true},
    {ObjectKind::publication, "publication", false},
    {ObjectKind::subscription, "subscription", false},
    {ObjectKind::foreign_server, "foreign_server", false},
    {ObjectKind::foreign_data_wrapper, "foreign_data_wrapper", false},
    {ObjectKind::language, "language", false},
    {ObjectKind::event_trigger, "event_trigger", false},
    {ObjectKind::cast, "cast", false},
    {ObjectKind::transform, "transform", false},
    {ObjectKind::access_method, "access_method", false},
    {ObjectKind::role, "role", false},
    {ObjectKind::database, "database", false},
    {ObjectKind::tablespace, "tablespace", false},
});

const KindWord& entry(ObjectKind kind) {
  return *std::find_if(kKinds.begin(), kKinds.end(), [&](const KindWord& k) { return k.kind == kind; });
}

}  // namespace

std::string_view word(ObjectKind kind) { return entry(kind).word; }

std::optional<ObjectKind> object_kind(std::string_view word) {
  const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const KindWord& k) { return k.word == word; });
  return found == kKinds.end() ? std::nullopt : std::optional(found->kind);
}

bool has_schema(ObjectKind kind) { return entry(kind).has_schema; }

std::string to_string(const ObjectName& object) {
  const std::string name = quote_qualified(object.schema, object.name);
  return object.kind == ObjectKind::relation ? name : fmt::format("{}:{}", word(object.kind), name);
}

std::string to_string(const WrittenName& name) { return to_string(ObjectName{name.kind, name.schema, name.name}); }

std::string to_text(const SearchPath& path) {
  std::string text;
  for (const std::string& schema : path) {
    text += (text.empty() ? "" : ", ") + quote_identifier(schema);
  }
  return text;
}

SearchPath parse_search_path(std::string_view text) {
  SearchPath path;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.kind == TokenKind::word) {
      path.emplace_back(token.text);
    } else if (token.kind == TokenKind::quoted_identifier) {
      path.push_back(unquote_identifier(token.text));
    }
  }
  return path;
}

ObjectName created_name(const WrittenName& name, const SearchPath& path) {
  if (!has_schema(name.kind)) {
    return {name.kind, "", name.name};
  }
  const std::string schema = !name.schema.empty() || path.empty() ? name.schema : path.front();
  return {name.kind, schema, name.name};
}

bool is_system_schema(std::string_view schema) { return schema == "information_schema" || schema.starts_with("pg_"); }

}  // namespace deed
