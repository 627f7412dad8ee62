#pragma once

#include <string>
#include <vector>

#include "catalog/server_facts.h"
#include "domain/ownership.h"

namespace deed::runner {

// The invalid indexes of the service's own tables, those that are being built now among them; partitions that nobody claims are their
// parent's.
std::vector<catalog::UnusedIndex> own_invalid_indexes(postgres::Connection& connection, const OwnershipMap& map,
                                                      const std::string& service);

}  // namespace deed::runner
