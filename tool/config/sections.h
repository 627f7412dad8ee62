#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/key_tables.h"
#include "config/toml.h"

namespace deed::config {

// The value of a key by its name with tables, nothing if the file does not have it.
const TomlValue* find_value(const TomlTable& table, std::string_view name);

// Throws Error(config) for the first key that deed does not know, and for one that should be a table. `prefix` names the table that
// is looked at: "" or "ownership.share.".
void refuse_unknown_keys(const TomlTable& table, std::string_view prefix);

// Reads what the table has of these keys, in their order.
template <typename Target>
void read_section(const TomlTable& table, std::string_view prefix, const std::vector<Key<Target>>& keys, Target& target) {
  for (const Key<Target>& key : keys) {
    if (const TomlValue* value = find_value(table, std::string_view(key.info.name).substr(prefix.size()))) {
      key.read({key.info.name, *value}, target);
    }
  }
}

}  // namespace deed::config
