#pragma once

#include "domain/schema.h"

namespace deed::autogenerate {

// What one's own objects need of a neighbour's tables to be created beside them in a scratch database: columns with their types, keys,
// and the enums of those columns. No defaults, no checks, no foreign keys; a column of a type that `neighbours` lacks is left out, and
// what stands on it. Schemas other than those of `own` are made too. For create_all().
Schema stubs_of(const Schema& neighbours, const std::set<std::string>& own);

}  // namespace deed::autogenerate
