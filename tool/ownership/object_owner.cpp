#include "ownership/object_owner.h"

namespace deed::ownership {

std::optional<Owner> owner_of(const OwnershipMap& map, const ObjectFacts& facts, const std::string& me) {
  if (!facts.extension.empty()) {
    return map.owner({ObjectKind::extension, "", facts.extension});
  }
  const std::optional<Owner> answering = map.owner(facts.answers);
  if (answering && !answering->by_pattern) {
    return answering;
  }
  for (const ObjectName& parent : facts.parents) {
    const std::optional<Owner> above = map.owner(parent);
    if (above && !above->by_everything) {
      const bool contested = above->service == me && answering && answering->service != me && !answering->by_everything;
      return contested ? answering : above;
    }
  }
  return answering;
}

ObjectName held_as(const ObjectFacts& facts) {
  return facts.extension.empty() ? facts.answers : ObjectName{ObjectKind::extension, "", facts.extension};
}

bool is_mine(const OwnershipMap& map, const std::string& service, const ObjectFacts& facts) {
  const std::optional<Owner> owner = owner_of(map, facts, service);
  return owner && owner->service == service && !map.given_to(facts.answers);
}

}  // namespace deed::ownership
