#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/ownership.h"
#include "ownership/fold.h"

namespace deed::ownership {

// The step that a transaction ran, as far as the verdict needs it.
struct GuardedStep {
  const ParsedStep* step = nullptr;
  StepOrigin origin{};
  std::string path{};
  // Of several steps that a dry run judges as one: the only one that can be to blame, as the others were judged before.
  const ParsedStep* suspected = nullptr;
};

// Names that the step's text would create with IF NOT EXISTS or OR REPLACE; the evidence says which of them stood there before.
std::vector<ObjectName> names_that_may_exist(const GuardedStep& step);

// The map from before the step, with what the step claims and takes: names are those from before, rights those of the step. Nothing
// where the step claims and takes nothing, and the map from before serves.
std::optional<OwnershipMap> map_for_guard(const OwnershipMap& before, const GuardedStep& step);

// Names that the step's text creates or claims, in full.
std::set<ObjectName> created_names(const GuardedStep& step);

// Whether the step is about extensions, and runs no other code than their scripts. These put dependencies in order by hand (cube's and
// seg's), which no DDL can.
bool runs_extension_scripts(const GuardedStep& step);

// Whether locks tell all that the step's statements can do to the catalogue: written-out DDL of relations and the like, whose text names
// nobody's code. What such DDL runs all the same, the database tells. GRANT, ALTER TYPE, functions and DO leave rows that no lock tells of;
// DML and TRUNCATE may run triggers that do.
bool locks_tell(const GuardedStep& step);

// Which statements can have touched the object so, a line each: those whose text says it and those whose text does not tell all; where no
// text says it, also those that name something else. A statement that names nothing and hides nothing reaches nothing. One line is a fact,
// several are candidates: the step is not run again to find out, as that would take its locks once more and move sequences that no rollback
// takes back.
std::vector<std::string> suspects(const GuardedStep& step, const ObjectName& object, Access access);

// Whether the text alone says that a table's rows are written, and hides nothing: no undecided statement, no trigger that comes and goes.
bool plainly_writes(const GuardedStep& step, const ObjectName& table);

}  // namespace deed::ownership
