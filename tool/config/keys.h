#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace deed::config {

enum class KeyType { text, text_or_integer, boolean, duration, texts, tables, integer, table, texts_or_table, text_or_texts };

// "string", "array of strings", ...: as the documentation names it.
std::string_view word(KeyType type);

// A key of deed.toml. docs/configuration.md has the same table, and a test compares the two.
struct KeyInfo {
  // With its tables: "database.connect_timeout".
  std::string name;
  KeyType type;
  // As it is written in TOML, or in words where it depends; "" where there is none.
  std::string default_value;
  std::string meaning;
};

// Every key that deed.toml may have, in the order of the documentation. The parser knows no other.
const std::vector<KeyInfo>& keys();

}  // namespace deed::config
