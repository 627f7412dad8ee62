#include "autogenerate/difference.h"

#include "domain/canonical_text.h"

namespace deed::autogenerate {

Difference difference(const Column& from, const Column& to) {
  if (same(from, to)) {
    return Difference::none;
  }
  // PostgreSQL makes an ordinary column of a generated one (DROP EXPRESSION); it has no way for the other changes.
  const bool regenerate =
      to.generated != Generation::none && (from.generated != to.generated || !same_text(from.expression, to.expression) ||
                                           from.type != to.type || from.collation != to.collation);
  return regenerate ? Difference::replace : Difference::alter;
}

Difference difference(const Constraint& from, const Constraint& to) {
  if (same_demand(from, to) && from.validated == to.validated) {
    return Difference::none;
  }
  Constraint deferred = from;
  deferred.deferral = to.deferral;
  const bool keeps_demand = same_demand(from, to) || (to.kind == ConstraintKind::foreign_key && same_demand(deferred, to));
  // Nothing takes a constraint's validity back.
  return keeps_demand && (to.validated || !from.validated) ? Difference::alter : Difference::replace;
}

Difference difference(const Index& from, const Index& to) {
  return same_structure(from, to) && (from.valid || !to.valid) ? Difference::none : Difference::replace;
}

}  // namespace deed::autogenerate
