#pragma once

#include <string>

#include "config/variables.h"

namespace deed::cli {

// Opens a file in $VISUAL, $EDITOR or vi, and waits until it is closed. Throws Error(usage) where the editor fails.
void open_in_editor(const std::string& path, const config::Environment& environment);

}  // namespace deed::cli
