#pragma once

#include <vector>

#include "domain/operation.h"
#include "domain/schema.h"

namespace deed::autogenerate {

// What of the database makes a comparison impossible: partitioning and the like, and whole objects of kinds that no model can have.
std::vector<Uncovered> incomparable(const Schema& actual);

// What operations would take along without a way to bring it back: a trigger of a table that is dropped, a view in a schema.
std::vector<Uncovered> lost(const std::vector<OperationStep>& upgrade, const Schema& actual);

}  // namespace deed::autogenerate
