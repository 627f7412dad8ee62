#include "autogenerate/compare.h"

#include <algorithm>

#include "autogenerate/compare_parts.h"

namespace deed::autogenerate {

namespace {

// The schema that every database has: never made, never dropped.
constexpr std::string_view kPublic = "public";

// Objects by name: those of one side only are made or dropped; of the others those that `altered` finds different are altered.
template <typename Object, typename Altered>
void compare_by_name(const std::map<ObjectName, Object>& desired, const std::map<ObjectName, Object>& actual, const Altered& altered,
                     std::vector<Change<Object>>& changes) {
  for (const auto& [name, object] : actual) {
    if (!desired.contains(name)) {
      changes.push_back({.from = object});
    }
  }
  for (const auto& [name, object] : desired) {
    const auto found = actual.find(name);
    if (found == actual.end()) {
      changes.push_back({.to = object});
    } else if (altered(found->second, object)) {
      changes.push_back({.from = found->second, .to = object});
    }
  }
}

}  // namespace

void compare_schemas(const Schema& desired, const Schema& actual, Changes& changes) {
  for (const std::string& name : actual.schemas) {
    if (!desired.schemas.contains(name) && name != kPublic) {
      changes.schemas.push_back({.from = name});
    }
  }
  for (const std::string& name : desired.schemas) {
    if (!actual.schemas.contains(name) && name != kPublic) {
      changes.schemas.push_back({.to = name});
    }
  }
}

void compare_enums(const Schema& desired, const Schema& actual, Changes& changes) {
  compare_by_name(
      desired.enums, actual.enums, [](const Enum& a, const Enum& b) { return a != b; }, changes.enums);
}

void compare_sequences(const Schema& desired, const Schema& actual, Changes& changes) {
  compare_by_name(
      desired.sequences, actual.sequences, [](const Sequence& a, const Sequence& b) { return a != b; }, changes.sequences);
}

bool only_adds_labels(const Enum& from, const Enum& to) {
  std::size_t kept = 0;
  for (const std::string& label : to.labels) {
    if (kept < from.labels.size() && from.labels[kept] == label) {
      ++kept;
    }
  }
  return kept == from.labels.size();
}

Changes compare(const Schema& desired, const Schema& actual) {
  Changes changes;
  compare_schemas(desired, actual, changes);
  compare_enums(desired, actual, changes);
  compare_sequences(desired, actual, changes);
  compare_tables(desired, actual, changes);
  compare_definitions(desired, actual, changes);
  add_dependents(desired, actual, changes);
  compare_comments(desired, actual, changes);
  return changes;
}

}  // namespace deed::autogenerate
