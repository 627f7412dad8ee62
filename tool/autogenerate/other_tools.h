#pragma once

#include "domain/schema.h"

namespace deed::autogenerate {

// Takes the history tables of other migration tools (alembic_version, ...) out of what the database has, unless the model wants them:
// hardly any model knows them, and dropping one would be a disaster.
void forget_history_tables(Schema& actual, const Schema& desired);

}  // namespace deed::autogenerate
