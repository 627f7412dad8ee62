#pragma once

#include <vector>

#include "config/keys.h"
#include "config/model_entries.h"
#include "config/toml.h"

namespace deed::config {

// Every key that a TOML model may have, in the order of docs/models.md. The reader knows no other.
const std::vector<KeyInfo>& model_keys();

// Throws Error(config) at the place of a key that is unknown, missing, of a wrong type or malformed.
ModelEntries read_model_entries(const TomlTable& file);

}  // namespace deed::config
