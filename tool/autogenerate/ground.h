#pragma once

#include <vector>

#include "domain/operation.h"
#include "domain/schema_definition.h"

namespace deed::autogenerate {

// What the operations drop, give another type or make anew: objects, columns ("column a") and constraints ("constraint c") on which
// somebody else may have built, under the names that they have before. Pure.
std::vector<Address> moved_ground(const std::vector<OperationStep>& steps);

// Of these the columns that only get another type.
std::vector<Address> retyped_ground(const std::vector<OperationStep>& steps);

}  // namespace deed::autogenerate
