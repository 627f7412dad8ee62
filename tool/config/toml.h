#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/source.h"

namespace deed::config {

struct TomlEntry;
struct TomlValue;

using TomlArray = std::vector<TomlValue>;

// A table, its entries in the order of the file.
struct TomlTable {
  std::vector<TomlEntry> entries;

  const TomlEntry* find(std::string_view key) const;
};

// A date or a time: nothing that deed reads is one.
struct TomlDate {};

// A value of a TOML file and where it begins. Strings hold no NUL.
struct TomlValue {
  std::variant<std::string, std::int64_t, double, bool, TomlDate, TomlArray, TomlTable> data;
  Location location;
};

struct TomlEntry {
  std::string key;
  Location key_location;
  TomlValue value;
};

// "string", "integer", ...: what a value is, in TOML's words.
std::string_view type_word(const TomlValue& value);

// A file is at most this large; configuration and models are written by people.
inline constexpr std::size_t kLargestToml = std::size_t{1024} * 1024;

// Throws Error(config) with its place for what is not TOML 1.0, for tables or arrays nested deeper than anybody writes them, and for
// what base's checked_text() refuses. No text contains more of the file than the name of a key. `shown` is the file's name in messages.
TomlTable parse_toml(std::string_view text, const std::string& shown);
TomlTable read_toml(const std::filesystem::path& path, const std::string& shown);

}  // namespace deed::config
