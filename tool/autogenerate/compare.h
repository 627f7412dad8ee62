#pragma once

#include <set>

#include "autogenerate/changes.h"

namespace deed::autogenerate {

// The differences that lead from `actual` to `desired`, names being what they are: renames are applied before. The order of columns
// is no difference. What PostgreSQL cannot keep while something else is made anew (an index of a column, a check that refers to an
// enum) is made anew too.
Changes compare(const Schema& desired, const Schema& actual);

// Another service's triggers on a table that stays, which no model of this one has, are wanted as they are.
void keep_others_triggers(Schema& desired, const Schema& actual);

// Whether the unique constraint or index that the foreign key relies on is dropped.
bool drops_key(const Changes& changes, const Reference& reference);

// Whether the enum can get its new labels without being made anew: none is gone or has moved.
bool only_adds_labels(const Enum& from, const Enum& to);

// The columns with whose type PostgreSQL forgets the setting: STORAGE and COMPRESSION of a column, and the target of statistics, which it
// builds anew then. Empty for all else.
std::vector<ColumnName> forgotten_with(const Definition& setting, const Schema& schema);

// The sequences that are dropped: by themselves, with their identity, with its column or table. One that is made anew is among them.
std::set<ObjectName> dropped_sequences(const Changes& changes);

// Whether it is the state that a partition has given to a trigger of a table above: that trigger is made anew with each ATTACH.
bool is_state_of_parents(const Definition& definition);

}  // namespace deed::autogenerate
