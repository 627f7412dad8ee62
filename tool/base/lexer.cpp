#include "base/lexer.h"

#include <algorithm>

#include "base/text.h"

namespace deed {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool continues_word(char c) { return starts_word(c) || is_digit(c) || c == '$'; }

}  // namespace

Token Lexer::token(TokenKind kind, std::size_t end) {
  const Token result{kind, at_, text_.substr(at_, end - at_)};
  at_ = end;
  return result;
}

Token Lexer::next() {
  if (at_ >= text_.size()) {
    return {TokenKind::end, text_.size(), {}};
  }
  const char c = text_[at_];
  const char after = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
  if (is_space(c)) {
    return white_space();
  }
  if (c == '-' && after == '-') {
    return line_comment();
  }
  if (c == '/' && after == '*') {
    return block_comment();
  }
  if (c == '\'') {
    return quoted(at_, '\'', false, TokenKind::string);
  }
  if (c == '"') {
    return quoted(at_, '"', false, TokenKind::quoted_identifier);
  }
  if (c == '$') {
    return dollar();
  }
  if (starts_word(c)) {
    return word_or_prefixed();
  }
  if (is_digit(c) || (c == '.' && is_digit(after))) {
    return number();
  }
  switch (c) {
    case ';': return token(TokenKind::semicolon, at_ + 1);
    case '(':
    case '[': return token(TokenKind::open, at_ + 1);
    case ')':
    case ']': return token(TokenKind::close, at_ + 1);
    case '\\': return token(TokenKind::backslash, at_ + 1);
    default: return token(TokenKind::symbol, at_ + 1);
  }
}

Token Lexer::white_space() {
  std::size_t end = at_;
  while (end < text_.size() && is_space(text_[end])) {
    ++end;
  }
  return token(TokenKind::white_space, end);
}

Token Lexer::line_comment() { return token(TokenKind::line_comment, std::min(text_.find_first_of("\r\n", at_), text_.size())); }

Token Lexer::block_comment() {
  int depth = 1;
  std::size_t at = at_ + 2;
  while (at + 1 < text_.size() && depth > 0) {
    if (text_[at] == '/' && text_[at + 1] == '*') {
      ++depth;
      at += 2;
    } else if (text_[at] == '*' && text_[at + 1] == '/') {
      --depth;
      at += 2;
    } else {
      ++at;
    }
  }
  return depth == 0 ? token(TokenKind::block_comment, at) : token(TokenKind::unterminated, text_.size());
}

Token Lexer::quoted(std::size_t open, char quote, bool backslash_escapes, TokenKind kind) {
  std::size_t at = open + 1;
  while (at < text_.size()) {
    const bool escaped = backslash_escapes && text_[at] == '\\';
    const bool doubled = text_[at] == quote && at + 1 < text_.size() && text_[at + 1] == quote;
    if (escaped || doubled) {
      at += 2;
    } else if (text_[at] != quote) {
      ++at;
    } else if (const std::size_t next = kind == TokenKind::string ? continuation(at + 1) : 0; next != 0) {
      at = next;
    } else {
      return token(kind, at + 1);
    }
  }
  return token(TokenKind::unterminated, text_.size());
}

std::size_t Lexer::continuation(std::size_t at) const {
  bool newline = false;
  while (at < text_.size()) {
    if (is_space(text_[at])) {
      newline = newline || text_[at] == '\n' || text_[at] == '\r';
      ++at;
    } else if (text_.substr(at, 2) == "--") {
      at = std::min(text_.find_first_of("\r\n", at), text_.size());
    } else {
      return newline && text_[at] == '\'' ? at + 1 : 0;
    }
  }
  return 0;
}

Token Lexer::dollar() {
  std::size_t end = at_ + 1;
  if (end < text_.size() && is_digit(text_[end])) {
    while (end < text_.size() && is_digit(text_[end])) {
      ++end;
    }
    return token(TokenKind::parameter, end);
  }
  while (end < text_.size() && continues_word(text_[end]) && text_[end] != '$') {
    ++end;
  }
  if (end >= text_.size() || text_[end] != '$') {
    return token(TokenKind::symbol, at_ + 1);
  }
  const std::string_view tag = text_.substr(at_, end + 1 - at_);
  const std::size_t close = text_.find(tag, end + 1);
  if (close == std::string_view::npos) {
    return token(TokenKind::unterminated, text_.size());
  }
  return token(TokenKind::dollar_string, close + tag.size());
}

Token Lexer::word_or_prefixed() {
  const char c = text_[at_];
  const std::string_view rest = text_.substr(at_ + 1, 2);
  if (rest.starts_with('\'') && std::string_view("eEbBxXnN").find(c) != std::string_view::npos) {
    return quoted(at_ + 1, '\'', c == 'e' || c == 'E', TokenKind::string);
  }
  if ((c == 'u' || c == 'U') && (rest == "&'" || rest == "&\"")) {
    return quoted(at_ + 2, rest[1], false, rest[1] == '\'' ? TokenKind::string : TokenKind::quoted_identifier);
  }
  std::size_t end = at_ + 1;
  while (end < text_.size() && continues_word(text_[end])) {
    ++end;
  }
  return token(TokenKind::word, end);
}

Token Lexer::number() {
  std::size_t end = at_ + 1;
  while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '.' || text_[end] == '_' || starts_word(text_[end]))) {
    const bool exponent =
        (text_[end] == 'e' || text_[end] == 'E') && end + 1 < text_.size() && (text_[end + 1] == '+' || text_[end + 1] == '-');
    end += exponent ? 2 : 1;
  }
  return token(TokenKind::number, std::min(end, text_.size()));
}

void StatementSplitter::BodyDepth::word(std::string_view text) {
  if (words_ < first_words_.size()) {
    first_words_[words_++] = text;
  }
  if (!creates_routine()) {
    return;
  }
  if (equals_ignoring_case(text, "begin") || (depth_ > 0 && equals_ignoring_case(text, "case"))) {
    ++depth_;
  } else if (depth_ > 0 && equals_ignoring_case(text, "end")) {
    --depth_;
  }
}

bool StatementSplitter::BodyDepth::creates_routine() const {
  const auto is = [&](std::size_t index, std::string_view word) { return equals_ignoring_case(first_words_[index], word); };
  const auto routine = [&](std::size_t index) { return is(index, "function") || is(index, "procedure"); };
  return is(0, "create") && (routine(1) || (is(1, "or") && is(2, "replace") && routine(3)));
}

void StatementSplitter::end_statement() {
  if (open_) {
    spans_.push_back(current_);
  }
  open_ = false;
  parentheses_ = 0;
  body_ = {};
}

void StatementSplitter::add(const Token& token) {
  if (token.is_blank()) {
    return;
  }
  if (token.kind == TokenKind::semicolon && parentheses_ == 0 && !body_.inside()) {
    end_statement();
    return;
  }
  if (!open_) {
    current_.begin = token.begin;
    open_ = true;
  }
  current_.end = token.end();
  if (token.kind == TokenKind::word) {
    body_.word(token.text);
  } else if (token.text == "(") {
    ++parentheses_;
  } else if (token.text == ")" && parentheses_ > 0) {
    --parentheses_;
  }
}

std::vector<StatementSpan> StatementSplitter::finish() {
  end_statement();
  return std::move(spans_);
}

std::vector<StatementSpan> split_statements(std::string_view text) {
  StatementSplitter splitter;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    splitter.add(token);
  }
  return splitter.finish();
}

std::string without_literals(std::string_view sql) {
  std::string out;
  Lexer lexer(sql);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.is_blank()) {
      out += out.empty() || out.back() == ' ' ? "" : " ";
    } else if (token.kind == TokenKind::string || token.kind == TokenKind::dollar_string || token.kind == TokenKind::unterminated) {
      out += "'…'";
    } else {
      out += token.text;
    }
  }
  return std::string(trim(out));
}

std::string first_words(std::string_view sql, std::size_t count) {
  std::vector<std::string> words;
  Lexer lexer(sql);
  for (Token token = lexer.next(); words.size() < count && (token.kind == TokenKind::word || token.is_blank()); token = lexer.next()) {
    if (token.kind == TokenKind::word) {
      words.emplace_back(token.text);
    }
  }
  return join(words, " ");
}

}  // namespace deed
