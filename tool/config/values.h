#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "config/service_config.h"
#include "config/toml.h"

namespace deed::config {

// A key, by its full name ("database.port"), and what the file gives for it.
struct Given {
  std::string_view key;
  const TomlValue& value;
  // The page with the form of every key.
  std::string_view docs = "docs/configuration.md";
};

// The functions below read a value of a certain form. All throw Error(config) at the value's place, or the element's.

[[noreturn]] void refuse(const Given& given, std::string what, std::string hint);
// `wanted` completes "has to be ...".
[[noreturn]] void refuse_type(const Given& given, std::string_view wanted);

// A string that is not empty.
std::string read_text(const Given& given);
Setting read_setting(const Given& given);
// A string that may be "${NAME}", but has no ${} inside other text, as nothing is interpolated.
Setting read_from_environment(const Given& given);
// A port, or several between commas: an integer or a string.
Setting read_port(const Given& given);
bool read_boolean(const Given& given);
std::int64_t read_integer(const Given& given);
// At most 24 days, which is what PostgreSQL's own settings hold.
Duration read_duration(const Given& given);
// One that is never 0: PostgreSQL would take that for no limit.
Duration read_limit(const Given& given);
// An array whose elements are strings, as far as its readers ask; the error for anything else says so.
const TomlArray& read_array(const Given& given);
// An array of strings none of which is empty.
std::vector<Setting> read_settings(const Given& given);
std::vector<std::string> read_texts(const Given& given);
// A path inside the service's directory.
std::string read_inner_path(const Given& given);
// A role's name: any text that PostgreSQL can hold as an identifier.
std::string read_role(const Given& given);

[[noreturn]] void refuse_choice(const Given& given, std::string_view word, const std::vector<std::string>& words);

// One of a few words.
template <typename T>
T read_choice(const Given& given, std::initializer_list<std::pair<std::string_view, T>> choices) {
  const std::string word = read_text(given);
  std::vector<std::string> words;
  for (const auto& [name, choice] : choices) {
    if (name == word) {
      return choice;
    }
    words.emplace_back(name);
  }
  refuse_choice(given, word, words);
}

}  // namespace deed::config
