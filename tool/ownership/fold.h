#pragma once

#include <string>
#include <vector>

#include "domain/ownership.h"
#include "domain/revision.h"

namespace deed::ownership {

// Whose step it is, and how its names resolve.
struct StepOrigin {
  std::string service;
  std::string revision;
  SearchPath path;
};

// A step of an applied revision.
struct AppliedStep {
  StepOrigin origin;
  const ParsedStep* step = nullptr;
};

// One directive or statement on top of what the service holds: CREATE claims, DROP releases, RENAME and SET SCHEMA follow. `path` is
// the search path at this point of the step; a statement that sets it changes it.
void fold_directive(Holdings& holdings, const Directive& directive, const StepOrigin& origin);
void fold_statement(Holdings& holdings, const Statement& statement, const StepOrigin& origin, SearchPath& path);

// A whole step, which must be an upgrade's: leaving a revision is folding the set without it.
void fold_step(Holdings& holdings, const ParsedStep& step, const StepOrigin& origin);

// What a service owns and shares after these steps, which come in canonical order; `base` is what it holds before the first.
Holdings fold(Holdings base, const std::vector<AppliedStep>& steps);

// What a downgrade section may touch: what is the service's while the revision is applied, and what is its own again afterwards.
Holdings during_downgrade(const Holdings& with_revision, const Holdings& without_revision);

// How the stored rows of a service must change; `remove` rows are as stored.
struct RowDelta {
  std::vector<OwnershipRow> remove{};
  std::vector<OwnershipRow> add{};

  bool empty() const { return remove.empty() && add.empty(); }
};
RowDelta difference(const std::vector<OwnershipRow>& stored, const std::vector<OwnershipRow>& wanted);
// The same of a service's holdings before and after; what is equal in both costs next to nothing.
RowDelta difference(const std::string& service, const Holdings& before, const Holdings& after);

// A claim that another service's row stands against.
struct Conflict {
  std::string service;
  std::string claim;
  std::string other;
  // What the other has, in words.
  std::string theirs;
};

std::string to_string(const Conflict& conflict);

// What stands against these rows; nothing where they can live together with the others'. `*.*` on either side yields.
std::vector<Conflict> conflicts(const OwnershipMap& map, const std::string& service, const std::vector<OwnershipRow>& rows);

// All of the map's conflicts, each once, though it is one for both sides.
std::vector<Conflict> conflicts(const OwnershipMap& map);

}  // namespace deed::ownership
