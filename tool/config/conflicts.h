#pragma once

#include <vector>

#include "config/service_config.h"

namespace deed::config {

// Throws Error(config), naming both places, where two services of a workspace have the same name or version table, or both say that
// they own a name. `*.*` yields to every other pattern but another `*.*`.
void refuse_conflicts(const std::vector<ServiceConfig>& services);

}  // namespace deed::config
