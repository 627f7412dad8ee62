#pragma once

#include "domain/schema.h"

namespace deed::autogenerate {

// Takes a table, or a column, out of a schema with all that DROP ... CASCADE would take along: foreign keys that refer to it, its
// sequences, comments, and of a column the constraints, indexes and generated columns that are built on it.
void remove_table(Schema& schema, const ObjectName& name);
// A view or the like, with all that is built on it.
void remove_definition(Schema& schema, const ObjectName& name);
void remove_column(Schema& schema, const ColumnName& name);

}  // namespace deed::autogenerate
