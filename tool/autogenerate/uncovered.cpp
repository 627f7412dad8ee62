#include "autogenerate/uncovered.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace deed::autogenerate {

namespace {

// What the operations drop and do not make again.
std::set<ObjectName> dropped_objects(const std::vector<OperationStep>& steps) {
  std::set<ObjectName> dropped;
  for (const OperationStep& step : steps) {
    for (const Operation& operation : step.operations) {
      if (const auto* table = std::get_if<DropTable>(&operation.action)) {
        dropped.insert(table->name);
      } else if (const auto* sequence = std::get_if<DropSequence>(&operation.action)) {
        dropped.insert(sequence->name);
      } else if (const auto* schema = std::get_if<DropSchema>(&operation.action)) {
        dropped.insert({ObjectKind::schema, "", schema->name});
      }
    }
  }
  return dropped;
}

template <typename Matches>
std::vector<Uncovered> filtered(const std::vector<Uncovered>& all, const Matches& matches) {
  std::vector<Uncovered> found;
  std::copy_if(all.begin(), all.end(), std::back_inserter(found),
               [&](const Uncovered& one) { return one.kind != UncoveredKind::administrative && matches(one); });
  return found;
}

}  // namespace

std::vector<Uncovered> incomparable(const Schema& actual) {
  return filtered(actual.uncovered,
                  [](const Uncovered& one) { return one.kind == UncoveredKind::structure || one.kind == UncoveredKind::object; });
}

std::vector<Uncovered> lost(const std::vector<OperationStep>& upgrade, const Schema& actual) {
  const std::set<ObjectName> dropped = dropped_objects(upgrade);
  return filtered(actual.uncovered, [&](const Uncovered& one) {
    return dropped.contains(one.object) || dropped.contains({ObjectKind::schema, "", one.object.schema});
  });
}

}  // namespace deed::autogenerate
