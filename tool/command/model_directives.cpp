#include "command/model_directives.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/error.h"
#include "base/identifier.h"
#include "base/lexer.h"
#include "base/source.h"
#include "base/text.h"

namespace deed::command {

namespace {

constexpr std::string_view kRenamedFrom = "renamed-from";

std::string unquoted(std::string_view name) {
  if (name.starts_with('"') && name.size() > 2) {
    return unquote_identifier(name);
  }
  return to_lower(name);
}

// What follows "deed:" in a comment that is, or was meant to be, a directive.
std::optional<std::string_view> words_of(const Token& token) {
  if (token.kind != TokenKind::line_comment) {
    return std::nullopt;
  }
  const std::string_view words = trim(token.text.substr(2));
  return words.starts_with("deed:") ? std::optional(trim(words.substr(5))) : std::nullopt;
}

// 'value', without continuations and escapes.
std::optional<std::string> label(const Token& token) {
  const bool is_plain = token.kind == TokenKind::string && token.text.starts_with('\'') && token.text.find('\n') == std::string_view::npos;
  return is_plain ? std::optional(replace_all(std::string(token.text.substr(1, token.text.size() - 2)), "''", "'")) : std::nullopt;
}

// The old name of `renamed-from OLD`: one word, a quoted name, or the literal of an enum's value.
std::optional<std::string> old_name(const Token& token) {
  const std::optional<std::string_view> words = words_of(token);
  if (!words || !words->starts_with(kRenamedFrom)) {
    return std::nullopt;
  }
  const std::string_view rest = words->substr(kRenamedFrom.size());
  Lexer lexer(rest);
  const Token blank = lexer.next();
  const Token name = lexer.next();
  if (blank.kind != TokenKind::white_space || lexer.next().kind != TokenKind::end) {
    return std::nullopt;
  }
  const bool is_name = name.kind == TokenKind::word || name.kind == TokenKind::quoted_identifier;
  return is_name ? std::optional(unquoted(name.text)) : label(name);
}

bool starts_its_line(std::string_view text, std::size_t at) {
  const std::size_t line = text.rfind('\n', at == 0 ? 0 : at - 1);
  const std::size_t begin = at == 0 || line == std::string_view::npos ? 0 : line + 1;
  return trim(text.substr(begin, at - begin)).empty();
}

// What begins an element of CREATE TABLE that is no column.
bool is_no_column(const Token& token) {
  constexpr auto words = std::to_array<std::string_view>({"constraint", "primary", "unique", "check", "foreign", "exclude", "like"});
  return token.kind == TokenKind::word && std::find(words.begin(), words.end(), to_lower(token.text)) != words.end();
}

}  // namespace

std::vector<DeclaredRename> ModelDirectives::renames(const ObjectName& table, std::size_t behind, std::size_t begin, std::size_t end) {
  std::vector<DeclaredRename> found;
  Lexer above(text_.substr(0, begin), behind);
  std::optional<std::pair<std::size_t, std::string>> waiting;
  for (Token token = above.next(); token.kind != TokenKind::end; token = above.next()) {
    if (const auto from = old_name(token); from && starts_its_line(text_, token.begin)) {
      waiting = {token.begin, *from};
    }
  }
  if (waiting) {
    met_.insert(waiting->first);
    found.push_back({.table = table, .from = waiting->second});
  }
  const std::vector<DeclaredRename> columns = element_renames(table, begin, end, [](const Token& token) {
    const bool is_name = token.kind == TokenKind::word || token.kind == TokenKind::quoted_identifier;
    return is_name && !is_no_column(token) ? std::optional(unquoted(token.text)) : std::nullopt;
  });
  found.insert(found.end(), columns.begin(), columns.end());
  return found;
}

std::vector<DeclaredRename> ModelDirectives::value_renames(const ObjectName& type, std::size_t begin, std::size_t end) {
  return element_renames(type, begin, end, [](const Token& token) { return label(token); });
}

template <typename NameOf>
std::vector<DeclaredRename> ModelDirectives::element_renames(const ObjectName& whole, std::size_t begin, std::size_t end,
                                                             const NameOf& name_of) {
  std::vector<DeclaredRename> found;
  std::optional<std::pair<std::size_t, std::string>> waiting;
  int depth = 0;
  bool at_element = false;
  Lexer inside(text_.substr(0, end), begin);
  for (Token token = inside.next(); token.kind != TokenKind::end; token = inside.next()) {
    if (token.is_blank()) {
      if (const auto from = old_name(token); from && at_element && starts_its_line(text_, token.begin)) {
        waiting = {token.begin, *from};
      }
      continue;
    }
    if (const std::optional<std::string> name = waiting && at_element ? name_of(token) : std::nullopt) {
      met_.insert(waiting->first);
      found.push_back({.table = whole, .column = *name, .from = waiting->second});
    }
    waiting.reset();
    depth += token.kind == TokenKind::open ? 1 : token.kind == TokenKind::close ? -1 : 0;
    at_element = depth == 1 && (token.kind == TokenKind::open || token.text == ",");
  }
  return found;
}

void ModelDirectives::require_all_met() const {
  Lexer lexer(text_);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    const std::optional<std::string_view> words = words_of(token);
    if (!words || met_.contains(token.begin)) {
      continue;
    }
    const Position position = position_at(text_, token.begin);
    const std::string word(words->substr(0, words->find_first_of(" \t")));
    const bool known = word == kRenamedFrom;
    const std::string what =
        !known ? fmt::format("A model has no directive '{}'.{}", one_line(word), did_you_mean(word, {std::string(kRenamedFrom)}))
        : !old_name(token) ? std::string("-- deed:renamed-from needs the old name, and nothing else.")
                           : std::string("-- deed:renamed-from belongs above a table, a column or an enum's value: here is none.");
    throw Error(ErrorKind::config, {.what = what,
                                    .where = to_string(Location{shown_, position.line, position.column}),
                                    .hint = "Alone on a line above CREATE TABLE, above a column in it, or above a value of CREATE TYPE ... "
                                            "AS ENUM: -- deed:renamed-from old_name"});
  }
}

}  // namespace deed::command
