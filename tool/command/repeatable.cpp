#include "command/repeatable.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "base/lexer.h"
#include "base/text.h"
#include "base/word_list.h"

namespace deed::command {

namespace {

bool is_definition(std::string_view kind) {
  constexpr auto first_words = std::to_array<std::string_view>({"create", "alter", "drop", "comment", "grant", "revoke"});
  return is_one_of(kind.substr(0, kind.find(' ')), first_words);
}

// Longer ones are no times: bodies of functions.
constexpr std::size_t kLongestTime = 128;

bool is_word_character(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

// A word, and no call of a function of that name.
bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::string_view behind = text.substr(at + word.size());
    const bool begins = at == 0 || !is_word_character(text[at - 1]);
    const bool ends = behind.empty() || (!is_word_character(behind.front()) && !trim(behind).starts_with('('));
    if (begins && ends) {
      return true;
    }
  }
  return false;
}

// \x6f, \157, \u006f: a letter that does not look like one.
bool has_coded_letter(std::string_view literal) {
  if (literal.find_first_of("eEuU") != 0) {
    return false;
  }
  for (std::size_t at = literal.find('\\'); at != std::string_view::npos; at = literal.find('\\', at + 2)) {
    if (at + 1 < literal.size() && is_word_character(literal[at + 1])) {
      return true;
    }
  }
  return false;
}

// Whether PostgreSQL could read it as a time with one of the words that mean the present.
bool could_be_now(TokenKind kind, std::string_view literal) {
  if (literal.size() > kLongestTime) {
    return false;
  }
  constexpr auto words = std::to_array<std::string_view>({"now", "today", "tomorrow", "yesterday"});
  const std::string text = to_lower(literal);
  // A literal may go on in another line: 'no' and then 'w'.
  return (kind == TokenKind::string && (text.find('\n') != std::string::npos || has_coded_letter(literal))) ||
         std::any_of(words.begin(), words.end(), [&](std::string_view word) { return has_word(text, word); });
}

// What may stand behind FOR VALUES and is the same at any time.
bool is_constant_bound(const Token& token) {
  constexpr auto words = std::to_array<std::string_view>(
      {"from", "to", "in", "with", "modulus", "remainder", "minvalue", "maxvalue", "null", "true", "false"});
  return token.kind != TokenKind::quoted_identifier && (token.kind != TokenKind::word || is_one_of(to_lower(token.text), words));
}

// Literals alone in the bounds of a partition; what follows them (PARTITION BY, WITH, TABLESPACE) has a word of its own.
bool has_constant_bounds(std::string_view text) {
  constexpr auto behind = std::to_array<std::string_view>({"partition", "using", "on", "tablespace"});
  bool inside = false;
  std::string before;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.is_blank()) {
      continue;
    }
    const std::string word = token.kind == TokenKind::word ? to_lower(token.text) : "";
    if (inside && is_one_of(word, behind)) {
      inside = false;
    } else if (inside && !is_constant_bound(token)) {
      return false;
    }
    inside = inside || (before == "for" && word == "values");
    before = word;
  }
  return true;
}

}  // namespace

bool is_repeatable(const Statement& statement) {
  if (!is_definition(statement.kind)) {
    return false;
  }
  // A comment is not evaluated.
  if (statement.kind == "comment") {
    return true;
  }
  Lexer lexer(statement.text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if ((token.kind == TokenKind::string || token.kind == TokenKind::dollar_string) && could_be_now(token.kind, token.text)) {
      return false;
    }
  }
  return has_constant_bounds(statement.text);
}

}  // namespace deed::command
