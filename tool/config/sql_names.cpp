#include "config/sql_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed::config {

namespace {

constexpr std::string_view kQuoteHint = "Write lower-case letters, digits and _, or put an odd name into double quotes: '\"my table\"'.";

// Takes a name from the front; nothing if there is none.
std::string take_name(std::string_view& rest) {
  const Token token = Lexer(rest).next();
  if (token.kind != TokenKind::word && token.kind != TokenKind::quoted_identifier) {
    return "";
  }
  rest.remove_prefix(token.text.size());
  if (token.kind == TokenKind::word) {
    return to_lower(token.text);
  }
  if (!token.text.starts_with('"')) {
    return "";
  }
  return unquote_identifier(token.text);
}

// The names between the dots; one that is no name is empty.
std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names{take_name(text)};
  while (text.starts_with('.') && !names.back().empty()) {
    text.remove_prefix(1);
    names.push_back(take_name(text));
  }
  if (!text.empty()) {
    names.back().clear();
  }
  return names;
}

std::vector<std::string> read_names(const Given& given) {
  const std::string text = read_text(given);
  std::vector<std::string> names = names_in(text);
  if (std::any_of(names.begin(), names.end(), [](const std::string& name) { return name.empty(); })) {
    refuse(given, fmt::format("'{}' is not a name that PostgreSQL can have for `{}`.", one_line(text), given.key), std::string(kQuoteHint));
  }
  for (const std::string& name : names) {
    if (name.size() > kLongestIdentifier) {
      refuse(given, fmt::format("'{}' has {} bytes; PostgreSQL keeps {} of a name.", one_line(name), name.size(), kLongestIdentifier),
             "Shorten it: PostgreSQL would cut it off.");
    }
  }
  return names;
}

bool belongs_to_nobody(std::string_view schema) { return schema == kDeedSchema || is_system_schema(schema); }

}  // namespace

ObjectName read_version_table(const Given& given) {
  std::vector<std::string> names = read_names(given);
  if (names.size() > 2) {
    refuse(given, fmt::format("'{}' has more than one dot.", one_line(read_text(given))),
           "Write name or schema.name: a version table is in the database of the connection.");
  }
  if (names.size() == 1) {
    names.insert(names.begin(), std::string(kDeedSchema));
  }
  ObjectName table{ObjectKind::relation, names[0], names[1]};
  if (is_system_schema(table.schema)) {
    refuse(given, fmt::format("'{}' is PostgreSQL's own schema.", table.schema),
           "Leave the schema out: the table then is in schema `deed`.");
  }
  if (table.schema == kDeedSchema && table.name == "ownership") {
    refuse(given, "deed.ownership is the ownership table of all services.", "Choose another name for the version table.");
  }
  return table;
}

ObjectName default_version_table(const Given& service) {
  const std::string name = "version_" + replace_all(read_text(service), "-", "_");
  if (name.size() > kLongestIdentifier) {
    refuse(service,
           fmt::format("The version table '{}' would have {} bytes; PostgreSQL keeps {} of a name.", name, name.size(), kLongestIdentifier),
           "Write a shorter `version_table`.");
  }
  return {ObjectKind::relation, std::string(kDeedSchema), to_lower(name)};
}

SearchPath read_schemas(const Given& given) {
  SearchPath schemas;
  for (const TomlValue& element : read_array(given)) {
    const Given part{given.key, element};
    const std::vector<std::string> names = read_names(part);
    if (names.size() != 1) {
      refuse(part, fmt::format("'{}' is not the name of one schema.", one_line(read_text(part))), std::string(kQuoteHint));
    }
    if (belongs_to_nobody(names.front())) {
      refuse(part, fmt::format("'{}' is no schema to work in.", names.front()), "Name the schemas of your own tables.");
    }
    schemas.push_back(names.front());
  }
  if (schemas.empty()) {
    refuse(given, fmt::format("`{}` is empty.", given.key), "Name at least one schema, or leave the key out: then it is public.");
  }
  return schemas;
}

std::vector<std::string> read_name_parts(const Given& given, std::size_t most) {
  std::vector<std::string> names = read_names(given);
  if (names.size() > most) {
    refuse(given, fmt::format("'{}' has too many dots for `{}`.", one_line(read_text(given)), given.key),
           most == 1 ? "Write the name alone, without a schema or table." : std::string(kQuoteHint));
  }
  return names;
}

std::string read_name(const Given& given) { return read_name_parts(given, 1).front(); }

WrittenName read_written_name(const Given& given) {
  const std::vector<std::string> names = read_name_parts(given, 2);
  return {ObjectKind::relation, names.size() == 2 ? names.front() : "", names.back()};
}

ObjectPattern read_pattern(const Given& given, const std::string& default_schema) {
  const std::string text = read_text(given);
  try {
    return parse_object_pattern(text, default_schema);
  } catch (const Error& error) {
    // Only here is known where the text stands.
    refuse(given, error.text().what, error.text().hint);
  }
}

ObjectPattern read_ownable_pattern(const Given& given, const std::string& default_schema) {
  ObjectPattern pattern = read_pattern(given, default_schema);
  const NamePart& schema = pattern.kind == ObjectKind::schema ? pattern.name : pattern.schema;
  if (!schema.glob && belongs_to_nobody(schema.text)) {
    refuse(given, fmt::format("Nobody owns what is in schema '{}'.", schema.text), "Leave it out: it is PostgreSQL's or deed's own.");
  }
  return pattern;
}

}  // namespace deed::config
