#pragma once

#include <vector>

#include "autogenerate/changes.h"
#include "domain/operation.h"
#include "domain/schema.h"

namespace deed::autogenerate {

// What of the database makes a comparison impossible: partitioning and the like, and whole objects of kinds that no model can have.
std::vector<Uncovered> incomparable(const Schema& actual);

// What operations would take along without a way to bring it back: a trigger of a table that is dropped, a view in a schema.
std::vector<Uncovered> lost(const std::vector<OperationStep>& upgrade, const Schema& actual);

// Throws Error(config) that names what no statements lead to: another base of a domain that columns keep, another type of an attribute.
void require_reachable(const Changes& changes, const Schema& desired, const Schema& actual);

}  // namespace deed::autogenerate
