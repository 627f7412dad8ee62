#include "catalog/text_search_mappings.h"

#include <map>
#include <string>

#include "catalog/queries.h"

namespace deed::catalog {

namespace {

using Digests = std::map<std::uint32_t, std::string>;

Digests mappings(postgres::Connection& connection) {
  Digests digests;
  const postgres::Result result = connection.execute_uninterrupted(queries::mappings);
  for (std::size_t row = 0; row < result.size(); ++row) {
    digests[result.oid(row, 0)] = result.text(row, 1);
  }
  return digests;
}

}  // namespace

// What another session commits between two looks is seen by the later one: what the step did differs from the look before and the
// one after.
std::set<std::uint32_t> changed_mappings(postgres::Connection& inside, postgres::Connection& observer) {
  const Digests before = mappings(observer);
  const Digests now = mappings(inside);
  const Digests after = mappings(observer);
  const auto differs = [&](const Digests& outside, std::uint32_t configuration) {
    const auto there = outside.find(configuration);
    const auto here = now.find(configuration);
    return (there == outside.end() ? "" : there->second) != (here == now.end() ? "" : here->second);
  };
  std::set<std::uint32_t> changed;
  for (const auto* digests : {&before, &now}) {
    for (const auto& [configuration, digest] : *digests) {
      if (differs(before, configuration) && differs(after, configuration)) {
        changed.insert(configuration);
      }
    }
  }
  return changed;
}

}  // namespace deed::catalog
