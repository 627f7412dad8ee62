#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deed::alembic {

enum class TokenKind {
  name,
  number,
  string,     // its value is known from the text
  formatted,  // an f-string with something put in, or bytes
  sign,       // an operator or a bracket
};

struct Token {
  TokenKind kind = TokenKind::sign;
  // As it is written.
  std::string text;
  // What a string says.
  std::string value{};

  bool is(std::string_view sign) const { return kind != TokenKind::string && kind != TokenKind::formatted && text == sign; }
};

using Tokens = std::span<const Token>;

// A statement of a Python file, or the head of a compound one: what stands on one line, however brackets break it.
struct LogicalLine {
  int number = 0;
  int indent = 0;
  std::vector<Token> tokens{};
};

// Reads Python as text, far enough to find plain statements; nothing is run. What never ends, ends with the file.
std::vector<LogicalLine> read_python(std::string_view text);

// The tokens on one line again. What strings say is left out where it might be a secret.
enum class Strings { shown, hidden };
std::string written(Tokens tokens, Strings strings);

// Where the bracket that is opened at `open` closes; tokens.size() where it does not.
std::size_t closing(Tokens tokens, std::size_t open);

// The parts between commas that stand in no bracket; a comma at the end adds none.
std::vector<Tokens> arguments(Tokens tokens);

}  // namespace deed::alembic
