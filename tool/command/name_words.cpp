#include "command/name_words.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace deed::command {

namespace {

// PostgreSQL cuts names at 63 bytes, and those of array types one byte earlier for each underscore in front.
constexpr std::size_t kLongestWord = 50;
// Of a made name that was cut, so much of its beginning is the same whichever number it got.
constexpr std::size_t kUncut = 25;
constexpr std::size_t kMayBeCut = 58;

constexpr auto kLabels =
    std::to_array<std::string_view>({"_pkey", "_key", "_idx", "_excl", "_seq", "_check", "_fkey", "_not_null", "_stat"});

// A dollar sign may begin a literal's tag.
bool in_word(char c) { return c == '_' || static_cast<unsigned char>(c) >= 0x80U || std::isalnum(static_cast<unsigned char>(c)) != 0; }

std::string_view next_run(std::string_view text, std::size_t& at) {
  while (at < text.size() && !in_word(text[at])) {
    ++at;
  }
  const std::size_t begin = at;
  while (at < text.size() && in_word(text[at])) {
    ++at;
  }
  return text.substr(begin, at - begin);
}

std::string as_word(std::string_view run) {
  run.remove_prefix(std::min(run.find_first_not_of('_'), run.size()));
  return to_lower(run.substr(0, kLongestWord));
}

std::string_view without_number(std::string_view name) {
  while (!name.empty() && std::isdigit(static_cast<unsigned char>(name.back())) != 0) {
    name.remove_suffix(1);
  }
  return name;
}

std::string_view label_of(std::string_view name) {
  const std::string_view base = without_number(name);
  const auto found = std::find_if(kLabels.begin(), kLabels.end(), [&](std::string_view label) { return base.ends_with(label); });
  return found == kLabels.end() ? std::string_view() : *found;
}

}  // namespace

std::string word_of(std::string_view name) {
  std::string_view longest;
  std::size_t at = 0;
  for (std::string_view run = next_run(name, at); !run.empty(); run = next_run(name, at)) {
    longest = run.size() > longest.size() ? run : longest;
  }
  return as_word(longest);
}

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  std::size_t at = 0;
  for (std::string_view run = next_run(text, at); !run.empty(); run = next_run(text, at)) {
    words.push_back(as_word(run));
    // '\ntable' in a literal with escapes is a newline and `table`.
    const std::size_t begin = static_cast<std::size_t>(run.data() - text.data());
    if (begin > 0 && text[begin - 1] == '\\') {
      words.push_back(as_word(run.substr(1)));
    }
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::erase(words, "");
  return words;
}

bool hides_words(std::string_view text) {
  bool escapes = false;
  bool codes = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    const bool begins = at == 0 || !in_word(text[at - 1]);
    if ((text[at] == 'u' || text[at] == 'U') && begins && next == '&') {
      return true;
    }
    escapes = escapes || ((text[at] == 'e' || text[at] == 'E') && begins && next == '\'');
    codes = codes || (text[at] == '\\' && std::string_view("xXuU01234567").find(next) != std::string_view::npos);
    if (text[at] == '\'') {
      const std::size_t behind = text.find_first_not_of(" \t\r\n\f\v", at + 1);
      const bool goes_on = behind != std::string_view::npos && text[behind] == '\'';
      if (goes_on && text.substr(at, behind - at).find_first_of("\r\n") != std::string_view::npos) {
        return true;
      }
    }
  }
  return escapes && codes;
}

std::vector<std::string> possible_tables(std::string_view word) {
  std::vector<std::string> tables;
  if (label_of(word).empty()) {
    return tables;
  }
  for (std::size_t at = word.find('_', 1); at != std::string_view::npos; at = word.find('_', at + 1)) {
    tables.push_back(as_word(word.substr(0, at)));
  }
  return tables;
}

std::string stem_of(std::string_view name) {
  const std::string_view label = label_of(name);
  if (label.empty()) {
    return "";
  }
  const std::string_view base = without_number(name);
  return base.size() < kMayBeCut ? std::string(base) : std::string(base.substr(0, kUncut)).append(label);
}

bool may_be_made_of(std::string_view name, std::string_view owner) { return name != owner && name.starts_with(owner.substr(0, kUncut)); }

}  // namespace deed::command
