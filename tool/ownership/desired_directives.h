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

// The directives that lead from what a service holds to what deed.toml says. Shares are complete there: one that is missing is taken
// back. `owns` only adds: a pattern that no claim has written is claimed, a claim that is no longer listed is released; what CREATE
// claimed is never listed and never released by it. `will_be_created` says which exact names a CREATE of the same revision claims.
std::vector<Directive> desired_directives(const Holdings& holdings, const DesiredOwnership& desired,
                                          const std::function<bool(const ObjectName&)>& will_be_created);

}  // namespace deed::ownership
