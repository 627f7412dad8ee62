#include "config/dotenv.h"

#include <algorithm>

#include "base/error.h"
#include "base/files.h"
#include "base/source.h"
#include "base/text.h"

namespace deed::config {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// Other programs' variables are in these files too, and some have dots and dashes.
bool continues_name(char c) { return starts_name(c) || (c >= '0' && c <= '9') || c == '.' || c == '-'; }

class Parser {
 public:
  Parser(std::string_view text, const std::string& shown) : text_(text), shown_(shown), lines_(text) {}

  DotenvVariables parse() {
    while (at_ < text_.size()) {
      skip_blanks();
      if (!at_end_of_line() && text_[at_] != '#') {
        assignment();
      }
      skip_comment();
      ++at_;
    }
    return std::move(variables_);
  }

 private:
  void assignment() {
    const Location place{shown_, lines_.at(at_).line, 0};
    std::string name = take_name();
    if (name == "export" && !at_end_of_line() && is_blank(text_[at_])) {
      skip_blanks();
      name = take_name();
    }
    skip_blanks();
    if (name.empty() || at_end_of_line() || text_[at_] != '=') {
      refuse(place, "This line is not NAME=value.", "Write NAME=value; a value with spaces stands in quotes, a comment begins with #.");
    }
    ++at_;
    skip_blanks();
    variables_[name] = {value(place), place};
  }

  std::string value(const Location& place) {
    if (at_end_of_line() || (text_[at_] != '\'' && text_[at_] != '"')) {
      return bare_value();
    }
    std::string value = text_[at_] == '"' ? double_quoted(place) : single_quoted(place);
    skip_blanks();
    if (!at_end_of_line() && text_[at_] != '#') {
      refuse(place, "Something other than a comment follows the closing quote.",
             "Put the whole value into quotes; inside double quotes write \\\" for a quote.");
    }
    return value;
  }

  std::string bare_value() {
    const std::size_t begin = at_;
    std::size_t end = at_;
    while (!at_end_of_line()) {
      // After = there may be white space and a comment: an empty value.
      if (text_[at_] == '#' && is_blank(text_[at_ - 1])) {
        break;
      }
      ++at_;
      end = is_blank(text_[at_ - 1]) ? end : at_;
    }
    return std::string(text_.substr(begin, end - begin));
  }

  std::string single_quoted(const Location& place) {
    const std::size_t begin = at_ + 1;
    at_ = text_.find('\'', begin);
    if (at_ == std::string_view::npos) {
      refuse_open_quote(place);
    }
    return replace_all(std::string(text_.substr(begin, at_++ - begin)), "\r\n", "\n");
  }

  std::string double_quoted(const Location& place) {
    std::string value;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
      if (text_[at_] == '\\' && (next == '"' || next == '\\' || next == 'n')) {
        value += next == 'n' ? '\n' : next;
        ++at_;
      } else {
        value += text_[at_];
      }
    }
    if (at_ >= text_.size()) {
      refuse_open_quote(place);
    }
    ++at_;
    return replace_all(std::move(value), "\r\n", "\n");
  }

  std::string take_name() {
    const std::size_t begin = at_;
    if (at_ < text_.size() && starts_name(text_[at_])) {
      while (at_ < text_.size() && continues_name(text_[at_])) {
        ++at_;
      }
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) {
      ++at_;
    }
  }

  void skip_comment() { at_ = std::min(text_.find('\n', at_), text_.size()); }

  bool at_end_of_line() const { return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

  [[noreturn]] void refuse_open_quote(const Location& place) const {
    refuse(place, "A quote opens here and is not closed.", "Close it, or put a value that contains quotes into the other kind.");
  }

  [[noreturn]] static void refuse(const Location& place, std::string what, std::string hint) {
    throw Error(ErrorKind::config, {.what = std::move(what), .where = to_string(place), .hint = std::move(hint)});
  }

  std::string_view text_;
  const std::string& shown_;
  PositionCounter lines_;
  std::size_t at_ = 0;
  DotenvVariables variables_;
};

}  // namespace

DotenvVariables parse_dotenv(std::string_view text, const std::string& shown) {
  return Parser(checked_text(text, shown, ErrorKind::config), shown).parse();
}

DotenvVariables read_dotenv(const NamedFile& file) {
  const FileKind kind = file_kind(file.path);
  if (kind == FileKind::missing || kind == FileKind::directory) {
    return {};
  }
  return parse_dotenv(read_file(file.path, ErrorKind::config), file.shown);
}

}  // namespace deed::config
