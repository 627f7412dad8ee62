#pragma once

#include <string>

#include "command/model.h"

namespace deed::command {

enum class TextOrigin { file, program };

// Reads a model's SQL, from a file or as a program printed it, into `model`; `shown` names it in messages.
void read_model_text(std::string text, const std::string& shown, TextOrigin origin, const SearchPath& path, Model& model);

}  // namespace deed::command
