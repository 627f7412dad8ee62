#pragma once

#include <vector>

#include "autogenerate/changes.h"
#include "domain/operation.h"
#include "domain/schema.h"

namespace deed::autogenerate {

// Gives an object its new name wherever the schema mentions it, expressions and comments included.
void rename(Schema& schema, const Rename& rename);

// The declared renames that are still to be done: the old name is there and no longer wanted, the new one is wanted and not there.
std::vector<DeclaredRename> pending_renames(const std::vector<DeclaredRename>& declared, const Schema& desired, const Schema& actual);

// The same renames the other way round.
std::vector<DeclaredRename> inverse(const std::vector<DeclaredRename>& declared);

// Renames `actual` as declared, then what differs by nothing but its name: sequences of the same column, and constraints and indexes
// of the same table. Returns all of them in order.
std::vector<Rename> apply_renames(Schema& actual, const Schema& desired, const std::vector<DeclaredRename>& pending);

// Pairs of a dropped and a made table or column so alike that they may be one, renamed; only where there is no other candidate.
std::vector<DeclaredRename> possible_renames(const Changes& changes);

}  // namespace deed::autogenerate
