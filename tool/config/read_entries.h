#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "config/key_tables.h"
#include "config/model_values.h"

namespace deed::config {

// How a table of a TOML model becomes an entry: every key that it may have is in a list, with what reading it does. All throw
// Error(config) for a key that is unknown, missing or of a wrong type.

// In the documentation's column of defaults.
inline constexpr std::string_view kRequired = "required";

// Reads one member of an entry.
template <auto Member, auto Read>
void set(const Given& given, auto& entry) {
  entry.*Member = Read(given);
}

template <typename Entry>
using Keys = std::vector<Key<Entry>>;

inline std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

[[noreturn]] void refuse_unknown(const TomlEntry& entry, std::string_view table, const std::vector<std::string>& known);

// The keys as they are written in their table.
template <typename Entry>
std::vector<std::string> words(const Keys<Entry>& keys) {
  std::vector<std::string> result;
  for (const Key<Entry>& key : keys) {
    result.emplace_back(last_part(key.info.name));
  }
  return result;
}

// Reads what a table has of these keys.
template <typename Entry>
void read_table(const TomlTable& table, const Given& given, const Keys<Entry>& keys, Entry& entry) {
  for (const TomlEntry& written : table.entries) {
    const bool known = std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return last_part(key.info.name) == written.key; });
    if (!known) {
      refuse_unknown(written, given.key, words(keys));
    }
  }
  for (const Key<Entry>& key : keys) {
    const TomlEntry* written = table.find(last_part(key.info.name));
    if (written != nullptr) {
      key.read({key.info.name, written->value, kModelDocs}, entry);
    } else if (key.info.default_value == kRequired) {
      refuse(given, fmt::format("`{}` is missing.", key.info.name), key.info.meaning);
    }
  }
}

// Reads one table. `entry` is what it begins with.
template <typename Entry>
Entry read_entry(const Given& given, const Keys<Entry>& keys, Entry entry = {}) {
  const auto* table = std::get_if<TomlTable>(&given.value.data);
  if (table == nullptr) {
    refuse_type(given, fmt::format("an array of tables ([[{}]])", given.key));
  }
  entry.location = given.value.location;
  read_table(*table, given, keys, entry);
  return entry;
}

template <typename Entry>
void read_entries(const Given& given, const Keys<Entry>& keys, std::vector<Entry>& entries, const Entry& begin = {}) {
  const auto* array = std::get_if<TomlArray>(&given.value.data);
  if (array == nullptr) {
    refuse_type(given, fmt::format("an array of tables ([[{}]])", given.key));
  }
  for (const TomlValue& element : *array) {
    entries.push_back(read_entry({given.key, element, given.docs}, keys, begin));
  }
}

// --- how a sequence counts

template <auto Member>
void set_option(const Given& given, auto& entry) {
  entry.options.*Member = read_integer(given);
}

// The keys of a sequence that are the same wherever it stands; `prefix` is "sequence." or "table.column.sequence.".
template <typename Entry>
void append_sequence_options(Keys<Entry>& keys, const std::string& prefix) {
  using Options = SequenceEntryOptions;
  keys.insert(keys.end(),
              {
                  {{prefix + "start", KeyType::integer, "", "Its first number."}, set_option<&Options::start>},
                  {{prefix + "increment", KeyType::integer, "`1`", "The step; negative counts down."}, set_option<&Options::increment>},
                  {{prefix + "minimum", KeyType::integer, "", "Its least number."}, set_option<&Options::minimum>},
                  {{prefix + "maximum", KeyType::integer, "", "Its greatest number."}, set_option<&Options::maximum>},
                  {{prefix + "cache", KeyType::integer, "`1`", "How many numbers a session takes at once."}, set_option<&Options::cache>},
                  {{prefix + "cycle", KeyType::boolean, "`false`", "Whether it begins again at its end."},
                   [](const Given& given, Entry& entry) { entry.options.cycle = read_boolean(given); }},
              });
}

}  // namespace deed::config
