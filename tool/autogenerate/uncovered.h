#pragma once

#include <vector>

#include "domain/operation.h"
#include "domain/schema.h"

namespace deed::autogenerate {

// What of the database makes a comparison impossible: partitioning and the like, and what stands where the model wants something else.
std::vector<Uncovered> incomparable(const Schema& desired, const Schema& actual);

// What operations would take along without a way to bring it back: a trigger of a table that is dropped, a view in a schema.
std::vector<Uncovered> lost(const std::vector<OperationStep>& upgrade, const Schema& actual);

}  // namespace deed::autogenerate
