#pragma once

#include <string>
#include <string_view>

#include "domain/operation.h"

namespace deed::sql {

// The statements that an action stands for, without the last semicolon. `home` is the first of `schemas`: its objects are written
// without a schema, so that the same file serves every tenant; all others with theirs.
std::string render(const Action& action, std::string_view home);

// What stands below the section line of a revision: each statement, with what is risky about it in comment lines above.
std::string render_step(const OperationStep& step, std::string_view home);

}  // namespace deed::sql
