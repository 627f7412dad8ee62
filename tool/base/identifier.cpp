#include "base/identifier.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace deed {

namespace {

// pg_get_keywords() of PostgreSQL 15 without the unreserved ones, and what later versions made reserved up to 18.
// clang-format off
constexpr std::array kKeywords = std::to_array<std::string_view>({
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between", "bigint", "binary", "bit",
    "boolean", "both", "case", "cast", "char", "character", "check", "coalesce", "collate", "collation", "column", "concurrently",
    "constraint", "create", "cross", "current_catalog", "current_date", "current_role", "current_schema", "current_time",
    "current_timestamp", "current_user", "dec", "decimal", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except",
    "exists", "extract", "false", "fetch", "float", "for", "foreign", "freeze", "from", "full", "grant", "greatest", "group", "grouping",
    "having", "ilike", "in", "initially", "inner", "inout", "int", "integer", "intersect", "interval", "into", "is", "isnull", "join",
    "json", "json_array", "json_arrayagg", "json_exists", "json_object", "json_objectagg", "json_query", "json_scalar", "json_serialize",
    "json_table", "json_value", "lateral", "leading", "least", "left", "like", "limit", "localtime", "localtimestamp", "merge_action",
    "national", "natural", "nchar", "none", "normalize", "not", "notnull", "null", "nullif", "numeric", "offset", "on", "only", "or",
    "order", "out", "outer", "overlaps", "overlay", "placing", "position", "precision", "primary", "real", "references", "returning",
    "right", "row", "select", "session_user", "setof", "similar", "smallint", "some", "substring", "symmetric", "system_user", "table",
    "tablesample", "then", "time", "timestamp", "to", "trailing", "treat", "trim", "true", "union", "unique", "user", "using", "values",
    "varchar", "variadic", "verbose", "when", "where", "window", "with", "xmlattributes", "xmlconcat", "xmlelement", "xmlexists",
    "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable"});
// clang-format on
static_assert(std::is_sorted(kKeywords.begin(), kKeywords.end()));

bool is_plain(std::string_view name) {
  const auto starts = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  const auto continues = [&](char c) { return starts(c) || (c >= '0' && c <= '9'); };
  return !name.empty() && starts(name.front()) && std::all_of(name.begin(), name.end(), continues) &&
         !std::binary_search(kKeywords.begin(), kKeywords.end(), name);
}

}  // namespace

std::string suffixed_identifier(std::string_view name, std::string_view suffix) {
  return std::string(clip(name, kLongestIdentifier - suffix.size())) + std::string(suffix);
}

std::string quote_identifier(std::string_view name) {
  return is_plain(name) ? std::string(name) : '"' + replace_all(std::string(name), "\"", "\"\"") + '"';
}

std::string unquote_identifier(std::string_view quoted) {
  return replace_all(std::string(quoted.substr(1, quoted.size() - 2)), "\"\"", "\"");
}

std::string quote_qualified(std::string_view schema, std::string_view name) {
  return schema.empty() ? quote_identifier(name) : quote_identifier(schema) + '.' + quote_identifier(name);
}

std::string quote_literal(std::string_view text) {
  std::string quoted = replace_all(std::string(text), "'", "''");
  if (quoted.find('\\') == std::string::npos) {
    return '\'' + quoted + '\'';
  }
  return "E'" + replace_all(std::move(quoted), "\\", "\\\\") + '\'';
}

}  // namespace deed
