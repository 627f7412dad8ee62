#pragma once

#include "config/model_entries.h"

namespace deed::config {

// Throws Error(config) for what is wrong between the entries of a file: names that stand twice, columns that a table does not have,
// keys that exclude each other. What needs a server to be found (types, expressions, other files) is not looked at.
void check_model_entries(const ModelEntries& model, const SearchPath& path);

}  // namespace deed::config
