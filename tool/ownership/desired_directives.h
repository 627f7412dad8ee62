#pragma once

#include <functional>
#include <vector>

#include "domain/directive.h"
#include "domain/ownership.h"

namespace deed::ownership {

// What deed.toml says a service owns and shares.
struct DesiredOwnership {
  std::vector<ObjectPattern> owns{};
  std::vector<Share> shares{};
};

// The claims and releases that lead from what a service holds to what deed.toml says. `owns` only adds: a pattern that no claim has
// written is claimed, a claim that is no longer listed is released; what CREATE claimed is never listed and never released by it.
// `will_be_created` says which exact names a CREATE of the same revision claims.
std::vector<Directive> desired_claims(const Holdings& holdings, const DesiredOwnership& desired,
                                      const std::function<bool(const ObjectName&)>& will_be_created);

// The same for shares, from what the service holds when the revision's statements have run: a share goes with a DROP and moves with a
// RENAME. In deed.toml they are complete: one that is missing is taken back.
std::vector<Directive> desired_shares(const Holdings& holdings, const DesiredOwnership& desired);

}  // namespace deed::ownership
