#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/evidence.h"
#include "domain/finding.h"
#include "domain/ownership.h"
#include "ownership/fold.h"
#include "ownership/guarded_step.h"

namespace deed::ownership {

// Of the rows that a step would add: the objects it would hold by name from then on.
std::vector<ObjectName> claimed_objects(const RowDelta& delta);
// Claims of what belongs to another service as a part: an index, an owned sequence, a partition, whose names no row mentions.
// `facts` is what the database knows of claimed_objects(), `before` the map without the step.
std::vector<Finding> foreign_parts(const OwnershipMap& before, const GuardedStep& step, const std::vector<ObjectFacts>& facts);

// The second guard: ownership decided from what the transaction really touched, by map_for_guard(). No finding: the transaction may
// commit. Each finding names the object, its owner, the evidence, and the statements that can have done it.
std::vector<Finding> judge(const Evidence& evidence, const OwnershipMap& map, const GuardedStep& step);

// What judge() found to be the service's own, so that later steps of the run need not ask again.
std::set<CatalogAddress> own_addresses(const Evidence& evidence, const OwnershipMap& map, const std::string& service);

}  // namespace deed::ownership
