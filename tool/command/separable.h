#pragma once

#include "command/statement_groups.h"

namespace deed::command {

enum class Separability {
  named,    // all that it makes, changes and reads stands in its text
  common,   // about schemas and nothing in them
  unknown,  // may reach further
};

// Whether a model's statement can be played without those that it has no name in common with. Rather too rarely than too often.
Separability separability(const PlayedText& statement);

// Whether some statement may run, while it is played, a function of the model whose text does not tell what it does.
bool runs_what_is_hidden(const std::vector<PlayedText>& statements);

}  // namespace deed::command
