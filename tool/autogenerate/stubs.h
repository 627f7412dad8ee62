#pragma once

#include "domain/schema.h"

namespace deed::autogenerate {

// What one's own objects need of a neighbour's to be created beside them in a scratch database. Of tables columns with their types, and
// keys: no defaults, no checks, no foreign keys; a column of a type that `neighbours` lacks is left out, and what stands on it. Of views
// the columns, of domains the type and default, of functions all but a body that PostgreSQL reads beforehand; enums, composite types,
// ranges and sequences as they are. Schemas other than those of `own` are made too. For create_all().
Schema stubs_of(const Schema& neighbours, const std::set<std::string>& own);

}  // namespace deed::autogenerate
