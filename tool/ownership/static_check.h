#pragma once

#include <set>
#include <string>
#include <vector>

#include "domain/finding.h"
#include "domain/ownership.h"
#include "domain/revision.h"
#include "ownership/fold.h"

namespace deed::ownership {

struct CheckOptions {
  // `[ownership] undecided = "refuse"`
  bool refuse_undecided = false;
  // `[ownership] allow_kinds`
  std::set<std::string> allow_kinds{};
  // `schemas` of the service: creating in them is free.
  SearchPath schemas{};
  // A service with tenants owns their schemas and nothing else: a step of one tenant's history changes no row that is for all of them.
  bool tenants = false;
};

// A share that a step relied on: a review asks whether the revision depends on the one that gave it.
struct ShareUse {
  std::string owner;
  // The revision of the owner that shared, or gave what is taken.
  std::string revision;
  ObjectName object;
  Location location;
  // Revisions that gave the same by another share, which stands too: to depend on one of these does as well.
  std::vector<std::string> also{};
};

struct CheckResult {
  std::vector<Finding> findings{};
  std::vector<ShareUse> shares_used{};
};

// The first guard: ownership decided from a step's text. Every object that the step names is resolved and judged, and the service's
// own holdings in `map` are folded forward statement by statement, so that what a step creates is its own afterwards. A downgrade step
// leaves the map as it was: what it means for ownership is the fold without its revision.
CheckResult check_step(OwnershipMap& map, const ParsedStep& step, const StepOrigin& origin, const std::string& path,
                       const CheckOptions& options);

}  // namespace deed::ownership
