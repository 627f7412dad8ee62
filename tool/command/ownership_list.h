#pragma once

#include "command/listing.h"
#include "domain/ownership.h"

namespace deed::command {

struct DatabaseOwnership {
  std::string database{};
  OwnershipMap map{};
  // What two services claim.
  std::vector<std::string> conflicts{};
};

// The whole map of the database that the first of these services uses.
DatabaseOwnership ownership_list(Invocation& invocation, const Configs& services);

}  // namespace deed::command
