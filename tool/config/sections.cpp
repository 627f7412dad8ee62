#include "config/sections.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace deed::config {

namespace {

bool is_key(std::string_view name) {
  return std::any_of(keys().begin(), keys().end(), [&](const KeyInfo& key) { return key.name == name; });
}

bool is_table(std::string_view name) {
  const std::string prefix = fmt::format("{}.", name);
  return std::any_of(keys().begin(), keys().end(), [&](const KeyInfo& key) { return key.name.starts_with(prefix); });
}

// What may stand where an unknown key stands: keys and tables directly below `prefix`.
std::vector<std::string> known_below(std::string_view prefix) {
  std::vector<std::string> names;
  for (const KeyInfo& key : keys()) {
    if (key.name.starts_with(prefix)) {
      const std::string_view rest = std::string_view(key.name).substr(prefix.size());
      names.emplace_back(rest.substr(0, rest.find('.')));
    }
  }
  return names;
}

// "database.schemas" for "schemas": the key may only stand in the wrong table.
std::string elsewhere(std::string_view key) {
  const std::string suffix = fmt::format(".{}", key);
  for (const KeyInfo& known : keys()) {
    if (known.name.ends_with(suffix)) {
      return known.name;
    }
  }
  return "";
}

Error unknown(const TomlEntry& entry, std::string_view prefix) {
  const std::string name = one_line(fmt::format("{}{}", prefix, entry.key));
  ErrorText text{.what = fmt::format("deed knows no key `{}`.", name),
                 .where = to_string(entry.key_location),
                 .hint = "docs/configuration.md lists all keys."};
  if (entry.key == "password") {
    text.hint = "A password does not belong into this file. Use `database.password_file`, PGPASSWORD, or DATABASE_URL in the environment.";
  } else if (const std::string other = elsewhere(entry.key); !other.empty()) {
    text.what += fmt::format(" Did you mean '{}'?", other);
    text.hint = fmt::format("Move it below [{}].", other.substr(0, other.rfind('.')));
  } else {
    text.what += did_you_mean(entry.key, known_below(prefix));
  }
  return Error(ErrorKind::config, std::move(text));
}

}  // namespace

const TomlValue* find_value(const TomlTable& table, std::string_view name) {
  const std::size_t dot = name.find('.');
  const TomlEntry* entry = table.find(name.substr(0, dot));
  if (entry == nullptr || dot == std::string_view::npos) {
    return entry == nullptr ? nullptr : &entry->value;
  }
  const auto* inner = std::get_if<TomlTable>(&entry->value.data);
  return inner == nullptr ? nullptr : find_value(*inner, name.substr(dot + 1));
}

void refuse_unknown_keys(const TomlTable& table, std::string_view prefix) {
  for (const TomlEntry& entry : table.entries) {
    const std::string name = fmt::format("{}{}", prefix, entry.key);
    if (is_key(name)) {
      continue;
    }
    if (!is_table(name)) {
      throw unknown(entry, prefix);
    }
    const auto* inner = std::get_if<TomlTable>(&entry.value.data);
    if (inner == nullptr) {
      throw Error(ErrorKind::config, {.what = fmt::format("`{}` has to be a table, but this is not one.", name),
                                      .where = to_string(entry.value.location),
                                      .hint = fmt::format("Write [{}] on a line of its own, and its keys below.", name)});
    }
    refuse_unknown_keys(*inner, name + '.');
  }
}

}  // namespace deed::config
