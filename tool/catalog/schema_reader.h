#pragma once

#include <optional>

#include "catalog/read_scope.h"
#include "catalog/recording.h"
#include "domain/schema.h"
#include "postgres/connection.h"

namespace deed::catalog {

// Reads the objects in scope in one read-only snapshot, as PostgreSQL itself writes them. Used for both sides of a comparison: the
// scratch database that has the model, and the live one. The connection must be idle, and is idle afterwards.
// What is in scope but not compared yet is listed in Schema::uncovered. Throws SqlError.
// `recording`, if there is one, gets every answer.
Schema read_schema(postgres::Connection& connection, const ReadScope& scope, Recording* recording = nullptr);

// What read_schema() would return for the database that was recorded, under the same `schemas`. Nothing where it would ask what was not
// asked then.
std::optional<Schema> read_recorded_schema(const Recording& recording, const ReadScope& scope);

}  // namespace deed::catalog
