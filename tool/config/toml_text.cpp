#include "config/toml_text.h"

#include <algorithm>
#include <cstddef>

#include "base/error.h"
#include "base/source.h"

namespace deed::config {

namespace {

constexpr int kDeepest = 32;
constexpr int kValuesPerLine = 1000;

// Where the string that opens at `begin` ends. One that is not closed ends with its line or with the text: the parser stops there.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  const std::string delimiter(text.substr(begin).starts_with(std::string(3, quote)) ? 3 : 1, quote);
  const bool multi_line = delimiter.size() == 3;
  for (std::size_t at = begin + delimiter.size(); at < text.size(); ++at) {
    if (text[at] == '\n' && !multi_line) {
      return at;
    }
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text.substr(at).starts_with(delimiter)) {
      at += delimiter.size();
      // Up to two quotes may stand right before the closing three.
      for (int extra = 0; multi_line && extra < 2 && at < text.size() && text[at] == quote; ++extra) {
        ++at;
      }
      return at;
    }
  }
  return text.size();
}

class Scan {
 public:
  Scan(std::string_view text, const std::string& shown) : text_(text), shown_(shown) {}

  std::string run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const char c = text_[at];
      std::size_t end = at + 1;
      if (c == '#') {
        at = std::min(text_.find('\n', at), text_.size());
        continue;
      }
      if (c == '"' || c == '\'') {
        end = end_of_string(text_, at);
      } else {
        count(c, at);
      }
      kept_ += text_.substr(at, end - at);
      at = end;
    }
    return kept_;
  }

 private:
  void count(char c, std::size_t at) {
    switch (c) {
      case '[':
      case '{':
        ++depth_;
        dots_ = 0;
        break;
      case ']':
      case '}':
        depth_ = std::max(0, depth_ - 1);
        dots_ = 0;
        break;
      case '.': ++dots_; break;
      case ',':
        ++values_;
        dots_ = 0;
        break;
      case '=': dots_ = 0; break;
      case '\n':
        dots_ = 0;
        values_ = 0;
        break;
      default: return;
    }
    if (depth_ > kDeepest || dots_ > kDeepest) {
      refuse(at, "Tables or arrays are nested too deeply here.", "Nothing that deed reads is nested more than a few levels.");
    }
    if (values_ > kValuesPerLine) {
      refuse(at, "This line has too many values.", "Put the elements of the array on lines of their own.");
    }
  }

  [[noreturn]] void refuse(std::size_t at, std::string what, std::string hint) const {
    const Position position = position_at(text_, at);
    throw Error(ErrorKind::config,
                {.what = std::move(what), .where = to_string(Location{shown_, position.line, position.column}), .hint = std::move(hint)});
  }

  std::string_view text_;
  const std::string& shown_;
  std::string kept_;
  int depth_ = 0;
  int dots_ = 0;
  int values_ = 0;
};

}  // namespace

std::string without_comments(std::string_view text, const std::string& shown) { return Scan(text, shown).run(); }

}  // namespace deed::config
