#pragma once

#include <array>
#include <string>
#include <utility>

#include "domain/operation.h"
#include "domain/schema.h"

// Within autogenerate/ only.
namespace deed::autogenerate {

// An object's name before and after, as PostgreSQL writes it: with its schema, and without where that is the service's first.
std::array<std::pair<std::string, std::string>, 2> spellings(const ObjectName& object, const std::string& to);

// Routines that take rows of a table are known by its name: those whose table gets another name get theirs.
void rename_row_type(Schema& schema, const Rename& rename);

}  // namespace deed::autogenerate
