#pragma once

#include "domain/statement.h"

namespace deed::command {

// Whether a model's statement makes the same whenever it is played into the same database: not where it could run code (DO), and not where
// PostgreSQL replaces a word by the present time while it reads the statement ('today' as a date, an expression as a partition's bound).
// Rather too rarely than too often.
bool is_repeatable(const Statement& statement);

}  // namespace deed::command
