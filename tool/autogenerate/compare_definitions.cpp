#include <algorithm>

#include "autogenerate/compare.h"
#include "autogenerate/compare_parts.h"

namespace deed::autogenerate {

namespace {

// A trigger that calls another service's function is that service's, unless the model has it.
bool is_others(const Definition& definition, const Schema& schema) {
  return definition.kind == "trigger" && std::any_of(definition.uses.begin(), definition.uses.end(), [&](const Address& used) {
           return used.object.kind == ObjectKind::function && !schema.definitions.contains(used);
         });
}

bool is_of_others(const Definition& definition, const Schema& schema) {
  const auto owner = definition.owner ? schema.definitions.find(*definition.owner) : schema.definitions.end();
  return is_others(definition, schema) || (owner != schema.definitions.end() && is_others(owner->second, schema));
}

}  // namespace

void keep_others_triggers(Schema& desired, const Schema& actual) {
  for (const auto& [address, definition] : actual.definitions) {
    const bool stays = desired.find_table(address.object) != nullptr || desired.definitions.contains(Address{address.object});
    if (stays && is_of_others(definition, actual)) {
      desired.definitions.emplace(address, definition);
    }
  }
}

void compare_definitions(const Schema& desired, const Schema& actual, Changes& changes) {
  for (const auto& [address, definition] : actual.definitions) {
    const auto wanted = desired.definitions.find(address);
    const bool gone = wanted == desired.definitions.end() && !is_of_others(definition, actual);
    const bool anew = wanted != desired.definitions.end() && !same(definition, wanted->second) && !can_alter(definition, wanted->second);
    if (gone || anew) {
      changes.definitions.push_back({.from = definition});
    }
  }
  for (const auto& [address, definition] : desired.definitions) {
    const auto present = actual.definitions.find(address);
    if (present == actual.definitions.end()) {
      changes.definitions.push_back({.to = definition});
    } else if (!same(present->second, definition)) {
      can_alter(present->second, definition) ? changes.definitions.push_back({.from = present->second, .to = definition})
                                             : changes.definitions.push_back({.to = definition});
    }
  }
}

}  // namespace deed::autogenerate
