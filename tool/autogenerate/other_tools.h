#pragma once

#include "domain/schema.h"

namespace deed::autogenerate {

// Whether a table of this name is the history of another migration tool, by the name that the tool gives it.
bool is_history_table(const ObjectName& name);

// The version table of Alembic under whatever name a service has given it: one column version_num, and nothing else.
bool is_alembic_history(const Table& table);

// Takes the history tables of other migration tools (alembic_version, ...) out of what the database has, in whatever schema, unless the
// model wants them: hardly any model knows them, and dropping one would be a disaster.
void forget_history_tables(Schema& actual, const Schema& desired);

}  // namespace deed::autogenerate
