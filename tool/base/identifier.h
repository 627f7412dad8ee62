#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace deed {

// PostgreSQL cuts longer identifiers off with no more than a notice, so deed refuses them (NAMEDATALEN - 1).
inline constexpr std::size_t kLongestIdentifier = 63;

// The name with something behind it, clipped so that both fit into an identifier.
std::string suffixed_identifier(std::string_view name, std::string_view suffix);

// The name as it has to stand in SQL: in double quotes only where it needs them, by the rule of PostgreSQL's quote_ident().
std::string quote_identifier(std::string_view name);
// What quote_identifier() made of a name, or anybody else: the text of a quoted identifier, double quotes and all.
std::string unquote_identifier(std::string_view quoted);
// "schema.name", or "name" where schema is empty.
std::string quote_qualified(std::string_view schema, std::string_view name);
// 'text' as an SQL literal; E'...' where it holds a backslash, so that it means the same under any setting.
std::string quote_literal(std::string_view text);

}  // namespace deed
