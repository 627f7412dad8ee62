#pragma once

#include <string>
#include <vector>

#include "domain/ownership.h"

namespace deed::report {

// The map of a database, service by service: what each owns since which revision, shares and gives; then what two claim.
std::string ownership_page(const OwnershipMap& map, const std::vector<std::string>& conflicts);

}  // namespace deed::report
