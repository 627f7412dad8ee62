#include "domain/schema_table.h"

#include <tuple>

#include "domain/canonical_text.h"

namespace deed {

namespace {

bool same_reference(const std::optional<Reference>& a, const std::optional<Reference>& b) {
  if (!a || !b) {
    return a.has_value() == b.has_value();
  }
  const auto parts = [](const Reference& r) { return std::tie(r.table, r.columns, r.match, r.on_update, r.on_delete, r.set_columns); };
  return parts(*a) == parts(*b);
}

}  // namespace

bool same(const Column& a, const Column& b) {
  const auto parts = [](const Column& c) { return std::tie(c.name, c.type, c.collation, c.not_null, c.identity, c.generated); };
  return parts(a) == parts(b) && same_text(a.expression, b.expression);
}

bool same_demand(const Constraint& a, const Constraint& b) {
  const auto parts = [](const Constraint& c) {
    return std::tie(c.kind, c.columns, c.included, c.nulls_not_distinct, c.storage, c.deferral);
  };
  return parts(a) == parts(b) && same_text(a.check, b.check) && same_reference(a.reference, b.reference);
}

bool same_bound(const std::optional<Bound>& a, const std::optional<Bound>& b) {
  return a.has_value() == b.has_value() && (!a || a->values == b->values);
}

bool same_structure(const Index& a, const Index& b) { return a.unique == b.unique && same_text(a.definition, b.definition); }

}  // namespace deed
