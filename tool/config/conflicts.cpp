#include "config/conflicts.h"

#include <fmt/format.h>

#include <map>

#include "base/error.h"

namespace deed::config {

namespace {

Error conflict(std::string what, const Location& one, const Location& other, std::string hint) {
  return Error(ErrorKind::config, {.what = std::move(what),
                                   .where = to_string(other),
                                   .hint = std::move(hint),
                                   .details = {fmt::format("the other one is at {}", to_string(one))}});
}

void refuse_same_names(const std::vector<ServiceConfig>& services) {
  std::map<std::string, const ServiceConfig*> by_name;
  std::map<ObjectName, const ServiceConfig*> by_table;
  for (const ServiceConfig& service : services) {
    if (const auto [other, added] = by_name.emplace(service.name, &service); !added) {
      throw conflict(fmt::format("Two services are named '{}'.", service.name), other->second->location, service.location,
                     "Rename one of them.");
    }
    if (const auto [other, added] = by_table.emplace(service.version_table.value, &service); !added) {
      throw conflict(fmt::format("Services '{}' and '{}' have the same version table, {}.", other->second->name, service.name,
                                 to_string(service.version_table.value)),
                     other->second->version_table.location, service.version_table.location,
                     "Give one of them another `version_table`: a history belongs to one service.");
    }
  }
}

struct Claim {
  const ServiceConfig* service;
  const Placed<ObjectPattern>* owned;
};

bool both_claim(const ObjectPattern& a, const ObjectPattern& b) { return a.covers_everything() == b.covers_everything() && a.overlaps(b); }

void refuse_if_claimed_twice(const Claim& a, const Claim& b) {
  if (a.service == b.service || !both_claim(a.owned->value, b.owned->value)) {
    return;
  }
  const std::string pattern = to_string(a.owned->value);
  const std::string other = to_string(b.owned->value);
  const std::string what = pattern == other ? pattern : fmt::format("a name that both {} and {} cover", pattern, other);
  throw conflict(fmt::format("Services '{}' and '{}' both own {}.", a.service->name, b.service->name, what), a.owned->location,
                 b.owned->location, "An object has one owner: leave it to one of them, who may share it with the other.");
}

// Exact names are many and patterns few: names are compared by lookup, only patterns with everything.
void refuse_same_objects(const std::vector<ServiceConfig>& services) {
  std::map<ObjectName, Claim> exact;
  std::vector<Claim> patterns;
  for (const ServiceConfig& service : services) {
    for (const Placed<ObjectPattern>& owned : service.ownership.owns) {
      const Claim claim{&service, &owned};
      const std::optional<ObjectName> name = owned.value.exact();
      if (!name) {
        patterns.push_back(claim);
      } else if (const auto [other, added] = exact.emplace(*name, claim); !added) {
        refuse_if_claimed_twice(other->second, claim);
      }
    }
  }
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    for (std::size_t j = i + 1; j < patterns.size(); ++j) {
      refuse_if_claimed_twice(patterns[i], patterns[j]);
    }
    for (const auto& [name, claim] : exact) {
      refuse_if_claimed_twice(claim, patterns[i]);
    }
  }
}

}  // namespace

void refuse_conflicts(const std::vector<ServiceConfig>& services) {
  refuse_same_names(services);
  refuse_same_objects(services);
}

}  // namespace deed::config
