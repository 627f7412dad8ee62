#include "config/file_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace deed::config {

namespace {

const std::vector<std::string>& placeholders() {
  static const std::vector<std::string> names{"year", "month", "day", "hour", "minute", "second", "rev", "slug"};
  return names;
}

std::string hint() { return fmt::format("The placeholders are {{{}}}.", join(placeholders(), "} {")); }

// The names between braces. Throws for braces that do not pair.
std::set<std::string> names_in(const Given& given, const std::string& text) {
  std::set<std::string> names;
  std::size_t at = 0;
  while ((at = text.find_first_of("{}", at)) != std::string::npos) {
    const std::size_t end = text.find_first_of("{}", at + 1);
    if (text[at] != '{' || end == std::string::npos || text[end] != '}') {
      refuse(given, fmt::format("`{}` has a brace without its partner.", given.key), hint());
    }
    names.insert(text.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return names;
}

bool names_file(const std::string& text) {
  const auto odd = [](char c) { return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return !text.starts_with('.') && std::none_of(text.begin(), text.end(), odd);
}

}  // namespace

std::string read_file_template(const Given& given) {
  std::string text = read_text(given);
  if (!names_file(text)) {
    refuse(given, fmt::format("`{}` cannot name a file: it begins with a dot, or has a slash or a control character.", given.key),
           "Write a file's name; `revisions.directory` says where the files are.");
  }
  const std::set<std::string> names = names_in(given, text);
  for (const std::string& name : names) {
    if (std::find(placeholders().begin(), placeholders().end(), name) == placeholders().end()) {
      refuse(given, fmt::format("`{}` has an unknown placeholder {{{}}}.{}", given.key, one_line(name), did_you_mean(name, placeholders())),
             hint());
    }
  }
  if (!names.contains("rev")) {
    refuse(given, fmt::format("`{}` has no {{rev}}, so two revisions could have one file name.", given.key), hint());
  }
  return text;
}

}  // namespace deed::config
