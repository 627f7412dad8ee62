#include "scratch/leakproof.h"

#include <algorithm>
#include <array>

#include "base/lexer.h"
#include "base/text.h"

namespace deed::scratch {

namespace {

// Behind these the word is a name, or is taken back.
bool makes_a_name_of_it(std::string_view before) {
  constexpr auto words =
      std::to_array<std::string_view>({"function", ".", "returns", "setof", "language", "set", "to", "=", ",", "from", "not"});
  return std::find(words.begin(), words.end(), before) != words.end();
}

}  // namespace

std::optional<std::string> not_leakproof(std::string_view statement) {
  std::optional<std::string> text;
  int depth = 0;
  std::string before;
  Lexer lexer(statement);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.is_blank()) {
      continue;
    }
    depth += token.kind == TokenKind::open ? 1 : token.kind == TokenKind::close ? -1 : 0;
    const std::string word = token.kind == TokenKind::word ? to_lower(token.text) : std::string(token.text);
    // A body that is part of the statement.
    if (depth == 0 && token.kind == TokenKind::word && (word == "begin" || word == "return")) {
      break;
    }
    if (depth == 0 && token.kind == TokenKind::word && word == "leakproof" && !makes_a_name_of_it(before)) {
      text = std::string(statement).insert(token.begin, "NOT ");
    }
    before = word;
  }
  return text;
}

}  // namespace deed::scratch
