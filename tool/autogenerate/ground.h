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

// Of the renames that somebody declared, those that the operations carry out: of tables, sequences, columns and values. Names as they are
// before.
std::vector<Rename> declared_renames(const std::vector<OperationStep>& steps, const std::vector<DeclaredRename>& declared);

}  // namespace deed::autogenerate
