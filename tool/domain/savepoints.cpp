#include "domain/savepoints.h"

#include <algorithm>
#include <iterator>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed {

namespace {

// The name that SAVEPOINT, RELEASE and ROLLBACK TO end with.
std::string last_name(const std::string& text) {
  std::string name;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.kind == TokenKind::word) {
      name = quote_identifier(to_lower(std::string(token.text)));
    } else if (token.kind == TokenKind::quoted_identifier) {
      name = token.text.starts_with('"') ? quote_identifier(unquote_identifier(token.text)) : std::string(token.text);
    }
  }
  return name;
}

}  // namespace

std::vector<std::string> open_savepoints(const ParsedStep& step) {
  std::vector<std::string> open;
  for (const Statement* statement : statements_of(step)) {
    if (statement->kind != "savepoint" && statement->kind != "release" && statement->kind != "rollback to") {
      continue;
    }
    const std::string name = last_name(statement->text);
    const auto innermost = std::find(open.rbegin(), open.rend(), name);
    if (statement->kind == "savepoint") {
      open.push_back(name);
    } else if (statement->kind == "release" && innermost != open.rend()) {
      open.erase(std::prev(innermost.base()), open.end());
    } else if (innermost != open.rend()) {
      open.erase(innermost.base(), open.end());
    }
  }
  std::reverse(open.begin(), open.end());
  return open;
}

}  // namespace deed
