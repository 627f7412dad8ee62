#pragma once

#include <string>
#include <vector>

#include "domain/database_map.h"

namespace deed::ownership {

// The owner of what stands in a database: by its own name, else by the nearest of what it belongs to.
std::optional<Owner> owner_of(const OwnershipMap& map, const LiveDatabase& live, const ObjectName& object);

// Tables that some service owns: between these a foreign key may cross from one service to another.
std::vector<ObjectName> owned_relations(const OwnershipMap& map, const LiveDatabase& live);

// Claimed objects that `live` does not list: they do not exist, or are of a kind that is not listed.
std::vector<ObjectName> unlisted_claims(const OwnershipMap& map, const LiveDatabase& live);

// The ownership table and the catalogue side by side. What it leaves empty is for whoever knows: where, when, differences.
DatabaseMap map_database(const std::vector<StoredRow>& rows, const LiveDatabase& live);

}  // namespace deed::ownership
