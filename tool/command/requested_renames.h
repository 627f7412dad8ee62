#pragma once

#include <string>
#include <vector>

#include "domain/operation.h"
#include "domain/schema.h"

namespace deed::command {

// Throws Error(usage) for a `--rename` that would do nothing: its old name is not in the database, or its new one not in the model.
// `all` has the renames that the model declares, too.
void require_matching(const std::vector<DeclaredRename>& requested, const std::vector<DeclaredRename>& all, const Schema& desired,
                      const Schema& actual);

// A warning for each declared rename of a table or column that would do nothing, though its old name is nearly that of one that goes: a
// name in capitals has to stand in quotes.
std::vector<std::string> misspelt_renames(const std::vector<DeclaredRename>& declared, const Schema& desired, const Schema& actual);

// Adds a warning for each table that may be another one, moved to another schema: nothing declares that.
void warn_of_moves(const std::vector<OperationStep>& upgrade, std::vector<std::string>& warnings);

}  // namespace deed::command
