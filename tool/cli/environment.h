#pragma once

#include <string>

#include "config/variables.h"

namespace deed::cli {

// The process's environment; the only place where it is read.
config::Environment process_environment();

std::string host_name();

}  // namespace deed::cli
