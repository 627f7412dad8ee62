#pragma once

#include "command/model.h"
#include "config/toml_model.h"

namespace deed::command {

// Takes a statement that was made of an entry of a TOML model. Each value that somebody wrote as SQL is read alone first, then the
// whole: one statement of its kind and no other. Throws Error(config) at the value's place.
ModelStatement read_made_statement(const config::MadeStatement& made);

}  // namespace deed::command
