#pragma once

#include "domain/schema_table.h"

namespace deed::autogenerate {

// Whether PostgreSQL, making the partition's part of its parent's constraint or index, gives it this name. False where that is not known.
bool is_named_as_usual(const ObjectName& partition, const Constraint& constraint);
bool is_named_as_usual(const ObjectName& partition, const Index& index);

}  // namespace deed::autogenerate
