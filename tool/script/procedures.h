#pragma once

#include <string>

#include "script/script.h"

namespace deed::script {

// The procedures in pg_temp that a script's transactions call: the guard, the history and the ownership table, for one service.
std::string procedures(const Frame& frame);

}  // namespace deed::script
