#include "config/values.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/identifier.h"
#include "base/text.h"
#include "config/keywords.h"

namespace deed::config {

namespace {

constexpr Duration kLongestDuration{2'147'483'647};

bool names_variable(std::string_view text) {
  const auto starts = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (!text.starts_with("${") || !text.ends_with('}') || text.size() < 4 || !starts(text[2])) {
    return false;
  }
  text = text.substr(2, text.size() - 3);
  return std::all_of(text.begin(), text.end(), [&](char c) { return starts(c) || (c >= '0' && c <= '9'); });
}

std::string article(std::string_view word) {
  const bool vowel = std::string_view("aeiou").find(word.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", word);
}

}  // namespace

void refuse(const Given& given, std::string what, std::string hint) {
  throw Error(ErrorKind::config, {.what = std::move(what), .where = to_string(given.value.location), .hint = std::move(hint)});
}

void refuse_type(const Given& given, std::string_view wanted) {
  refuse(given, fmt::format("`{}` has to be {}, but this is {}.", given.key, wanted, article(type_word(given.value))),
         fmt::format("{} has the form of every key.", given.docs));
}

std::string read_text(const Given& given) {
  const auto* text = std::get_if<std::string>(&given.value.data);
  if (text == nullptr) {
    refuse_type(given, "a string");
  }
  if (trim(*text).empty()) {
    refuse(given, fmt::format("`{}` is empty.", given.key), "Give it a value, or leave the key out.");
  }
  return *text;
}

Setting read_setting(const Given& given) { return {read_text(given), given.value.location}; }

Setting read_from_environment(const Given& given) {
  Setting setting = read_setting(given);
  if (setting.value.find("${") != std::string::npos && !names_variable(setting.value)) {
    refuse(given, fmt::format("`{}` has a ${{...}} that is not the whole value: nothing is interpolated.", given.key),
           "Write \"${NAME}\" alone, and let the variable hold the whole value.");
  }
  return setting;
}

Setting read_port(const Given& given) {
  if (const auto* number = std::get_if<std::int64_t>(&given.value.data)) {
    const std::string text = std::to_string(*number);
    if (!is_port_list(text)) {
      refuse(given, fmt::format("{} is not a port.", text), "Ports are 1 to 65535.");
    }
    return {text, given.value.location};
  }
  if (!std::holds_alternative<std::string>(given.value.data)) {
    refuse_type(given, "an integer or a string");
  }
  Setting setting = read_from_environment(given);
  if (!names_variable(setting.value) && !is_port_list(setting.value)) {
    refuse(given, fmt::format("`{}` is not a port.", given.key), "Ports are 1 to 65535; several hosts have several, as in \"5432,5433\".");
  }
  return setting;
}

bool read_boolean(const Given& given) {
  const bool* value = std::get_if<bool>(&given.value.data);
  if (value == nullptr) {
    refuse_type(given, "true or false");
  }
  return *value;
}

std::int64_t read_integer(const Given& given) {
  const auto* value = std::get_if<std::int64_t>(&given.value.data);
  if (value == nullptr) {
    refuse_type(given, "an integer");
  }
  return *value;
}

Duration read_duration(const Given& given) {
  const auto* text = std::get_if<std::string>(&given.value.data);
  if (text == nullptr) {
    refuse_type(given, "a duration like \"30s\"");
  }
  const std::optional<Duration> duration = parse_duration(*text);
  if (!duration) {
    refuse(given, fmt::format("'{}' is not a duration.", one_line(*text)),
           "Write a number and ms, s, m, h or d: \"500ms\", \"30s\", \"10m\".");
  }
  if (*duration > kLongestDuration) {
    refuse(given, fmt::format("'{}' is too long a duration.", *text), "PostgreSQL's limit is 24 days.");
  }
  return *duration;
}

Duration read_limit(const Given& given) {
  const Duration limit = read_duration(given);
  if (limit.count() == 0) {
    refuse(given, "0 would be no limit at all.", "Write how long: \"500ms\", \"2s\".");
  }
  return limit;
}

const TomlArray& read_array(const Given& given) {
  const auto* array = std::get_if<TomlArray>(&given.value.data);
  if (array == nullptr) {
    refuse_type(given, "an array of strings");
  }
  return *array;
}

std::vector<Setting> read_settings(const Given& given) {
  std::vector<Setting> settings;
  for (const TomlValue& element : read_array(given)) {
    if (!std::holds_alternative<std::string>(element.data)) {
      refuse_type({given.key, element, given.docs}, "an array of strings");
    }
    settings.push_back(read_setting({given.key, element, given.docs}));
  }
  return settings;
}

std::vector<std::string> read_texts(const Given& given) {
  std::vector<std::string> texts;
  for (Setting& setting : read_settings(given)) {
    texts.push_back(std::move(setting.value));
  }
  return texts;
}

std::string read_inner_path(const Given& given) {
  std::string path = read_text(given);
  const std::vector<std::string_view> parts = split(path, '/');
  const auto leads_out = [](std::string_view part) { return part.empty() || part == ".."; };
  if (std::any_of(parts.begin(), parts.end(), leads_out)) {
    refuse(given, fmt::format("'{}' is absolute, leads out of the service's directory, or has an empty part.", one_line(path)),
           "Write a path below the directory of this deed.toml.");
  }
  return path;
}

std::string read_role(const Given& given) {
  std::string role = read_text(given);
  if (role.size() > kLongestIdentifier) {
    refuse(given, fmt::format("`{}` is longer than the {} bytes that PostgreSQL keeps of a name.", given.key, kLongestIdentifier),
           "Shorten it: PostgreSQL would cut it off.");
  }
  if (role.find("${") != std::string::npos) {
    refuse(given, fmt::format("`{}` is not taken from the environment.", given.key), "Write the role's name here.");
  }
  return role;
}

void refuse_choice(const Given& given, std::string_view word, const std::vector<std::string>& words) {
  refuse(given, fmt::format("`{}` cannot be '{}'.{}", given.key, one_line(word), did_you_mean(word, words)),
         fmt::format("It is one of: {}.", join(words, ", ")));
}

}  // namespace deed::config
