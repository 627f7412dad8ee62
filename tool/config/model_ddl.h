#pragma once

#include "config/model_entries.h"
#include "config/toml_model.h"

namespace deed::config {

// The statements that make what the entries describe, as they are without schemas where none is written.
TomlModel made_statements(const ModelEntries& model);

}  // namespace deed::config
