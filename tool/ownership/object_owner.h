#pragma once

#include <optional>
#include <string>

#include "domain/evidence.h"
#include "domain/ownership.h"

namespace deed::ownership {

// Who owns what a lock was taken on; nothing for what nobody owns. A part answers for its table whatever its own name is; a partition or
// child follows its parent unless a service holds it by name; what an extension brought is the extension's.
// Where a parent and a pattern of different services meet, it is not `me`'s.
std::optional<Owner> owner_of(const OwnershipMap& map, const ObjectFacts& facts, const std::string& me);

// The name by which its owner holds and shares it.
ObjectName held_as(const ObjectFacts& facts);

// Whether an object is the service's: by its own name, else by the table it belongs to, else by the nearest claimed parent of that.
// Dependents and partitions that nobody claims follow what they belong to.
bool is_mine(const OwnershipMap& map, const std::string& service, const ObjectFacts& facts);

}  // namespace deed::ownership
