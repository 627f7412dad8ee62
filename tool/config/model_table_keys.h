#pragma once

#include <vector>

#include "config/key_tables.h"
#include "config/model_entries.h"

namespace deed::config {

// What a [[table]] may have.
const std::vector<Key<TableEntry>>& table_keys();

// The same, with the keys of its columns, constraints and indexes, for the documentation.
const std::vector<KeyInfo>& table_key_infos();

}  // namespace deed::config
