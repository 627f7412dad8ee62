#include "command/named_roles.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed::command {

namespace {

constexpr std::array kKinds =
    std::to_array<std::string_view>({"grant", "revoke", "alter default privileges", "create policy", "alter policy"});

// Where roles are named, these are none.
constexpr std::array kWords = std::to_array<std::string_view>({"group", "public", "current_user", "current_role", "session_user"});

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Word {
  std::string text;
  bool quoted = false;

  bool is(std::string_view keyword) const { return !quoted && text == keyword; }
};

std::vector<Word> words_of(const std::string& statement) {
  std::vector<Word> words;
  // Expressions and lists of columns name no roles.
  int depth = 0;
  Lexer lexer(statement);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    depth += token.kind == TokenKind::open ? 1 : token.kind == TokenKind::close ? -1 : 0;
    if (depth > 0 || token.kind == TokenKind::close || token.is_blank()) {
      continue;
    }
    const bool quoted = token.kind == TokenKind::quoted_identifier;
    words.push_back({quoted ? unquote_identifier(token.text) : to_lower(token.text), quoted});
  }
  return words;
}

}  // namespace

std::set<std::string> named_roles(const Statement& statement) {
  std::set<std::string> roles;
  if (!contains(kKinds, statement.kind)) {
    return roles;
  }
  const std::vector<Word> words = words_of(statement.text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool of_role = i > 0 && words[i - 1].is("for") && (words[i].is("role") || words[i].is("user"));
    const bool renames = i > 0 && words[i - 1].is("rename");
    if ((!words[i].is("to") && !words[i].is("from") && !of_role) || renames) {
      continue;
    }
    // A list: name, name, GROUP name.
    bool goes_on = true;
    while (goes_on && i + 1 < words.size()) {
      const Word& word = words[++i];
      goes_on = word.is("group") || (i + 1 < words.size() && words[i + 1].is(","));
      if (word.quoted || !contains(kWords, word.text)) {
        roles.insert(word.text);
      }
      if (goes_on && !word.is("group")) {
        ++i;
      }
    }
  }
  return roles;
}

bool is_for_current_user(const Statement& statement) {
  const std::vector<Word> words = statement.kind.ends_with(" policy") ? words_of(statement.text) : std::vector<Word>{};
  return std::any_of(words.begin(), words.end(),
                     [](const Word& word) { return word.is("current_user") || word.is("current_role") || word.is("session_user"); });
}

std::string as_said_by(const std::string& role, const Statement& statement) {
  std::string text = statement.text;
  if (statement.kind != "alter default privileges") {
    return text;
  }
  std::vector<Token> tokens;
  Lexer lexer(statement.text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (!token.is_blank()) {
      tokens.push_back(token);
    }
  }
  for (std::size_t i = 0; i + 3 < tokens.size(); ++i) {
    const std::string word = to_lower(tokens[i + 1].text);
    const Token& name = tokens[i + 2];
    const bool quoted = name.kind == TokenKind::quoted_identifier;
    const bool of_role = to_lower(tokens[i].text) == "for" && (word == "role" || word == "user");
    // Of a list the others would be left.
    if (of_role && (quoted ? unquote_identifier(name.text) : to_lower(name.text)) == role && tokens[i + 3].text != ",") {
      text.replace(tokens[i].begin, name.begin + name.text.size() - tokens[i].begin, name.begin + name.text.size() - tokens[i].begin, ' ');
      break;
    }
  }
  return text;
}

std::set<std::string> named_roles(const Model& model) {
  std::set<std::string> roles;
  for (const ModelStatement& entry : model.statements) {
    roles.merge(named_roles(entry.statement));
  }
  std::erase_if(roles, [](const std::string& role) { return role.starts_with("pg_"); });
  return roles;
}

}  // namespace deed::command
