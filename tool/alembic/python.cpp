#include "alembic/python.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace deed::alembic {

namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Python itself reads no deeper brackets; what stands behind them is not read.
constexpr int kDeepest = 200;

bool is_open(const Token& token) { return token.is("(") || token.is("[") || token.is("{"); }
bool is_close(const Token& token) { return token.is(")") || token.is("]") || token.is("}"); }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<LogicalLine> run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n') {
        newline();
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
        indent_ += at_line_start_ ? (c == '\t' ? 8 : 1) : 0;
        ++at_;
      } else if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '\\' && text_.substr(at_ + 1).starts_with(text_.substr(at_ + 1, 1) == "\r" ? "\r\n" : "\n")) {
        at_ = text_.find('\n', at_) + 1;
        ++number_;
      } else if (c == ';' && depth_ == 0) {
        ++at_;
        finish();
      } else {
        token();
      }
    }
    finish();
    return std::move(lines_);
  }

 private:
  void newline() {
    ++at_;
    ++number_;
    if (depth_ == 0) {
      finish();
      indent_ = 0;
      at_line_start_ = true;
    }
  }

  void finish() {
    if (!line_.tokens.empty()) {
      lines_.push_back(std::move(line_));
    }
    line_ = {};
  }

  void token() {
    if (line_.tokens.empty()) {
      line_.number = number_;
      line_.indent = indent_;
    }
    at_line_start_ = false;
    if (const std::size_t quote = string_begin(); quote != std::string_view::npos) {
      string(quote);
    } else if (is_name_start(text_[at_])) {
      take(TokenKind::name, [](char c) { return is_name_start(c) || is_digit(c); });
    } else if (is_digit(text_[at_])) {
      take(TokenKind::number, [](char c) { return is_name_start(c) || is_digit(c) || c == '.'; });
    } else {
      sign();
    }
  }

  // Where the quote of a string that begins here stands, behind a prefix such as rb; npos where no string begins.
  std::size_t string_begin() const {
    std::size_t at = at_;
    while (at < text_.size() && at - at_ < 2 && std::string_view("rRbBfFuU").find(text_[at]) != std::string_view::npos) {
      ++at;
    }
    return at < text_.size() && (text_[at] == '"' || text_[at] == '\'') ? at : std::string_view::npos;
  }

  template <typename Belongs>
  void take(TokenKind kind, Belongs belongs) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && belongs(text_[at_])) {
      ++at_;
    }
    line_.tokens.push_back({kind, std::string(text_.substr(begin, at_ - begin))});
  }

  void sign() {
    constexpr std::array kLong = std::to_array<std::string_view>({"**", "//", "==", "!=", "<=", ">=", "->", ":=", "+=", "|="});
    const auto* found =
        std::find_if(kLong.begin(), kLong.end(), [&](std::string_view sign) { return text_.substr(at_).starts_with(sign); });
    const std::size_t length = found == kLong.end() ? 1 : 2;
    line_.tokens.push_back({TokenKind::sign, std::string(text_.substr(at_, length))});
    at_ += length;
    if (is_open(line_.tokens.back())) {
      if (++depth_ > kDeepest) {
        at_ = text_.size();
        line_ = {};
      }
    } else if (is_close(line_.tokens.back())) {
      depth_ = std::max(0, depth_ - 1);
    }
  }

  void string(std::size_t quote) {
    const std::string prefix = to_lower(text_.substr(at_, quote - at_));
    const bool raw = prefix.find('r') != std::string::npos;
    const char mark = text_[quote];
    const std::string triple(3, mark);
    const bool is_triple = text_.substr(quote).starts_with(triple);
    const std::string end = is_triple ? triple : std::string(1, mark);
    const std::size_t begin = at_;
    std::string value;
    at_ = quote + end.size();
    while (at_ < text_.size() && !text_.substr(at_).starts_with(end) && (is_triple || text_[at_] != '\n')) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        escape(raw, value);
        continue;
      }
      number_ += text_[at_] == '\n' ? 1 : 0;
      value += text_[at_++];
    }
    at_ = std::min(at_ + end.size(), text_.size());
    const bool known =
        prefix.find('b') == std::string::npos && (prefix.find('f') == std::string::npos || value.find_first_of("{}") == std::string::npos);
    line_.tokens.push_back({known ? TokenKind::string : TokenKind::formatted, std::string(text_.substr(begin, at_ - begin)), value});
  }

  void escape(bool raw, std::string& value) {
    const char next = text_[at_ + 1];
    number_ += next == '\n' ? 1 : 0;
    at_ += 2;
    if (raw) {
      value += {'\\', next};
    } else if (next == 'n') {
      value += '\n';
    } else if (next == 't') {
      value += '\t';
    } else if (next != '\n') {
      value += (next == '\\' || next == '\'' || next == '"') ? std::string(1, next) : std::string{'\\', next};
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int number_ = 1;
  int indent_ = 0;
  int depth_ = 0;
  bool at_line_start_ = true;
  LogicalLine line_;
  std::vector<LogicalLine> lines_;
};

bool is_word(const Token& token) { return token.kind != TokenKind::sign; }

bool needs_space(const Token& before, const Token& token) {
  if (is_word(before) && is_word(token)) {
    return true;
  }
  if (is_word(token)) {
    return before.is(",") || before.is("=") || before.is(":") || before.is("+") || before.is("|");
  }
  return token.is("=") || token.is("+") || token.is("|") || (before.is(",") && is_open(token)) || (before.is("=") && is_open(token)) ||
         (before.is("import") && !token.is("."));
}

}  // namespace

std::vector<LogicalLine> read_python(std::string_view text) { return Reader(text).run(); }

std::string written(Tokens tokens, Strings strings) {
  std::string text;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool literal = tokens[i].kind == TokenKind::string || tokens[i].kind == TokenKind::formatted;
    text += i > 0 && needs_space(tokens[i - 1], tokens[i]) ? " " : "";
    text += literal && strings == Strings::hidden ? "\"...\"" : one_line(tokens[i].text);
  }
  return text;
}

std::size_t closing(Tokens tokens, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    depth += is_open(tokens[i]) ? 1 : is_close(tokens[i]) ? -1 : 0;
    if (depth == 0) {
      return i;
    }
  }
  return tokens.size();
}

std::vector<Tokens> arguments(Tokens tokens) {
  std::vector<Tokens> parts;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    depth += is_open(tokens[i]) ? 1 : is_close(tokens[i]) ? -1 : 0;
    if (depth == 0 && tokens[i].is(",")) {
      parts.push_back(tokens.subspan(begin, i - begin));
      begin = i + 1;
    }
  }
  if (begin < tokens.size()) {
    parts.push_back(tokens.subspan(begin));
  }
  return parts;
}

}  // namespace deed::alembic
