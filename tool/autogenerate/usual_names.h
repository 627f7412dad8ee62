#pragma once

#include "domain/schema_table.h"

namespace deed::autogenerate {

// Whether PostgreSQL, making the partition's part of its parent's constraint or index, gives it this name. False where that is not known.
// `whole`: the parent's as it stands, if it does.
bool is_named_as_usual(const ObjectName& partition, const Constraint& constraint, const Constraint* whole = nullptr);
bool is_named_as_usual(const ObjectName& partition, const Index& index, const Index* whole = nullptr);

}  // namespace deed::autogenerate
