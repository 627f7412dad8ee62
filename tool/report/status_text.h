#pragma once

#include <string>
#include <vector>

#include "domain/status.h"

namespace deed::report {

// One paragraph per service: where it stands, what is pending, who runs, what happened last.
std::string status_page(const std::vector<ServiceStatus>& services);

}  // namespace deed::report
