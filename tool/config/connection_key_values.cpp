#include <fmt/format.h>

#include <string>

#include "config/connection_text.h"

namespace deed::config {

namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

class KeyValues {
 public:
  explicit KeyValues(const ConnectionText& text) : text_(text) {}

  Parameters parse() {
    for (skip_space(); at_ < text_.size(); skip_space()) {
      one_parameter();
    }
    return std::move(parameters_);
  }

 private:
  void one_parameter() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_.all()[at_] != '=' && !is_space(text_.all()[at_])) {
      ++at_;
    }
    const std::string keyword(text_.between(begin, at_));
    skip_space();
    if (at_ == text_.size() || text_.all()[at_] != '=') {
      text_.refuse(begin, "The connection string has something other than key=value here.",
                   "Put a value with spaces into single quotes, with \\ before each ' and \\ inside.");
    }
    text_.require_keyword(begin, keyword);
    ++at_;
    skip_space();
    std::string value = at_ < text_.size() && text_.all()[at_] == '\'' ? quoted() : bare();
    text_.require_value(begin, keyword, value);
    if (has(parameters_, keyword)) {
      text_.refuse(begin, fmt::format("The connection string has `{}` twice.", keyword), "Keep one of them.");
    }
    parameters_.emplace_back(keyword, std::move(value));
  }

  std::string bare() {
    std::string value;
    for (; at_ < text_.size() && !is_space(text_.all()[at_]); ++at_) {
      value += escaped();
    }
    return value;
  }

  std::string quoted() {
    const std::size_t open = at_++;
    std::string value;
    for (; at_ < text_.size() && text_.all()[at_] != '\''; ++at_) {
      value += escaped();
    }
    if (at_ == text_.size()) {
      text_.refuse(open, "The connection string has a quote that is not closed.", "Write \\' for a quote inside a value.");
    }
    ++at_;
    return value;
  }

  // The character here, or the one after a backslash.
  std::string escaped() {
    if (text_.all()[at_] == '\\' && ++at_ == text_.size()) {
      text_.refuse(at_ - 1, "The connection string ends in a backslash.", "Write \\\\ for a backslash inside a value.");
    }
    return std::string(1, text_.all()[at_]);
  }

  void skip_space() {
    while (at_ < text_.size() && is_space(text_.all()[at_])) {
      ++at_;
    }
  }

  const ConnectionText& text_;
  std::size_t at_ = 0;
  Parameters parameters_;
};

}  // namespace

Parameters parse_key_values(const ConnectionText& text) { return KeyValues(text).parse(); }

}  // namespace deed::config
