#pragma once

#include "domain/schema_table.h"

namespace deed::autogenerate {

enum class Difference { none, alter, replace };

// How PostgreSQL leads from one part of a table to another of the same name.
Difference difference(const Column& from, const Column& to);
Difference difference(const Constraint& from, const Constraint& to);
Difference difference(const Index& from, const Index& to);

}  // namespace deed::autogenerate
