#include "sql/render_names.h"

#include <fmt/format.h>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed::sql {

namespace {

constexpr std::size_t kLongLine = 120;

}  // namespace

std::string sql_name(const ObjectName& object, std::string_view home) {
  return quote_qualified(object.schema == home ? "" : object.schema, object.name);
}

std::string name_list(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) {
    quoted.push_back(quote_identifier(name));
  }
  return join(quoted, ", ");
}

std::string alter_table(const ObjectName& table, std::string_view subcommand, std::string_view home) {
  const std::string head = "ALTER TABLE " + sql_name(table, home);
  const bool fits = head.size() + subcommand.size() < kLongLine && subcommand.find('\n') == std::string_view::npos;
  return fmt::format("{}{}{}", head, fits ? " " : "\n    ", subcommand);
}

std::string_view without_outer_parentheses(std::string_view expression) {
  Lexer lexer(expression);
  int depth = 0;
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    depth += token.kind == TokenKind::open ? 1 : 0;
    depth -= token.kind == TokenKind::close ? 1 : 0;
    const bool whole = expression.starts_with('(') && token.text == ")" && token.end() == expression.size();
    if (depth == 0) {
      return whole ? expression.substr(1, expression.size() - 2) : expression;
    }
  }
  return expression;
}

}  // namespace deed::sql
