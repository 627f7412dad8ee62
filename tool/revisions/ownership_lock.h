#pragma once

#include <string>
#include <string_view>

#include "domain/ownership.h"

namespace deed::revisions {

// ownership.lock (docs/formats.md): what the neighbours of a service hold, for a checkout that they are not in. A line for each row, in
// the order of services and names, so that a review shows what changed.
std::string ownership_lock_text(const std::string& service, const OwnershipMap& map);

// The neighbours. Throws Error(config) with file:line for what deed does not write: another service's file, a line that is none.
OwnershipMap parse_ownership_lock(std::string_view text, const std::string& path, const std::string& service);

}  // namespace deed::revisions
