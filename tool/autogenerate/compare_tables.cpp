#include "autogenerate/compare_parts.h"
#include "domain/canonical_text.h"

namespace deed::autogenerate {

namespace {

enum class Difference { none, alter, replace };

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

template <typename Part>
void compare_parts(const ObjectName& table, const std::vector<Part>& desired, const std::vector<Part>& actual,
                   std::vector<PartChange<Part>>& changes) {
  for (const Part& part : actual) {
    const Part* wanted = find_part(desired, part.name);
    if (wanted == nullptr || difference(part, *wanted) == Difference::replace) {
      changes.push_back({.table = table, .from = part});
    }
  }
  for (const Part& part : desired) {
    const Part* present = find_part(actual, part.name);
    const Difference found = present == nullptr ? Difference::replace : difference(*present, part);
    if (found == Difference::replace) {
      changes.push_back({.table = table, .to = part});
    } else if (found == Difference::alter) {
      changes.push_back({.table = table, .from = *present, .to = part});
    }
  }
}

}  // namespace

void compare_tables(const Schema& desired, const Schema& actual, Changes& changes) {
  for (const auto& [name, table] : actual.tables) {
    if (desired.find_table(name) == nullptr) {
      changes.tables.push_back({.from = table});
    }
  }
  for (const auto& [name, table] : desired.tables) {
    const Table* present = actual.find_table(name);
    if (present == nullptr) {
      changes.tables.push_back({.to = table});
      continue;
    }
    compare_parts(name, table.columns, present->columns, changes.columns);
    compare_parts(name, table.constraints, present->constraints, changes.constraints);
    compare_parts(name, table.indexes, present->indexes, changes.indexes);
  }
}

}  // namespace deed::autogenerate
