#pragma once

#include <vector>

#include "autogenerate/changes.h"
#include "domain/operation.h"
#include "domain/schema.h"

namespace deed::autogenerate {

// Gives an object its new name wherever the schema mentions it, expressions and comments included.
void rename(Schema& schema, const Rename& rename);

// Throws Error(config) for renames that no order can do: a and b that change their names, two tables that both were a third.
void require_possible(const std::vector<DeclaredRename>& declared);

// The declared renames that are still to be done, in the order in which they can be: the old name is there, the new one is wanted and
// not there. The old name may be wanted again, by something new.
std::vector<DeclaredRename> pending_renames(const std::vector<DeclaredRename>& declared, const Schema& desired, const Schema& actual);

// The same renames the other way round, in the order in which they can be undone.
std::vector<DeclaredRename> inverse(const std::vector<DeclaredRename>& declared);

// The schema without the tables, views and columns whose names the renames need: something else has them, and has to be dropped before.
Schema without_taken_names(const Schema& schema, const std::vector<DeclaredRename>& pending);

// Which of two schemas is the model: a downgrade leads from it to what was there before.
enum class ModelSide { desired, actual };

// Renames `actual` as declared, then what differs by nothing but its name: sequences of the same column, and constraints and indexes
// of the same table. NOT NULL is called otherwise where the model has a name for it: usual names tell of the way only. Returns all of
// them in order.
std::vector<Rename> apply_renames(Schema& actual, const Schema& desired, const std::vector<DeclaredRename>& pending,
                                  ModelSide model = ModelSide::desired);

// Pairs of a dropped and a made table, column or enum's value so alike that they may be one, renamed; only where there is no other
// candidate.
std::vector<PossibleRename> possible_renames(const Changes& changes);

}  // namespace deed::autogenerate
