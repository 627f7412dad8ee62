#include "ownership/desired_directives.h"

#include <algorithm>

namespace deed::ownership {

namespace {

bool holds(const Holdings& holdings, const ObjectPattern& pattern) {
  const std::optional<ObjectName> exact = pattern.exact();
  return exact ? holdings.objects.contains(*exact) : holdings.patterns.contains(pattern);
}

bool listed(const DesiredOwnership& desired, const ObjectPattern& pattern) {
  return std::find(desired.owns.begin(), desired.owns.end(), pattern) != desired.owns.end();
}

bool same_share(const Share& a, const Share& b) { return a.object == b.object && a.with == b.with; }

}  // namespace

std::vector<Directive> desired_claims(const Holdings& holdings, const DesiredOwnership& desired,
                                      const std::function<bool(const ObjectName&)>& will_be_created) {
  std::vector<Directive> directives;
  for (const ObjectPattern& pattern : desired.owns) {
    const std::optional<ObjectName> exact = pattern.exact();
    if (!holds(holdings, pattern) && !(exact && will_be_created(*exact))) {
      directives.push_back({.kind = DirectiveKind::claim, .object = pattern});
    }
  }
  for (const auto& [pattern, revision] : holdings.patterns) {
    if (!listed(desired, pattern)) {
      directives.push_back({.kind = DirectiveKind::release, .object = pattern});
    }
  }
  for (const ObjectName& object : holdings.claimed_by_directive) {
    if (!listed(desired, pattern_of(object))) {
      directives.push_back({.kind = DirectiveKind::release, .object = pattern_of(object)});
    }
  }
  return directives;
}

std::vector<Directive> desired_shares(const Holdings& holdings, const DesiredOwnership& desired) {
  std::vector<Directive> directives;
  for (const Share& share : desired.shares) {
    const bool unchanged = std::any_of(holdings.shares.begin(), holdings.shares.end(),
                                       [&](const Share& held) { return same_share(held, share) && held.accesses == share.accesses; });
    if (!unchanged) {
      directives.push_back({.kind = DirectiveKind::share, .object = share.object, .service = share.with, .accesses = share.accesses});
    }
  }
  for (const Share& held : holdings.shares) {
    if (std::none_of(desired.shares.begin(), desired.shares.end(), [&](const Share& share) { return same_share(held, share); })) {
      directives.push_back({.kind = DirectiveKind::unshare, .object = held.object, .service = held.with});
    }
  }
  return directives;
}

}  // namespace deed::ownership
