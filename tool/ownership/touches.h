#pragma once

#include <set>
#include <vector>

#include "domain/ownership.h"
#include "ownership/fold.h"

namespace deed::ownership {

// What a statement does with objects, by its text: the order between revisions of several services is made of it.
struct Touch {
  const Statement* statement = nullptr;
  // Made, altered, renamed (under both names), dropped. A part of a table counts as the table.
  std::set<ObjectName> changed{};
  // Only named: read, written, referred to.
  std::set<ObjectName> used{};

  bool changes_any(const std::set<ObjectName>& objects) const;
  bool uses_any(const std::set<ObjectName>& objects) const;
  // Whether the text may hide what the statement does.
  bool undecided() const { return statement->undecided.has_value(); }
};

// The statements of a step, in order; `map` is folded forward by it for the step's service. The step has to outlive what is returned.
std::vector<Touch> touches(OwnershipMap& map, const ParsedStep& step, const StepOrigin& origin);

}  // namespace deed::ownership
