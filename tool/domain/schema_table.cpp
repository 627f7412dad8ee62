#include "domain/schema_table.h"

#include <tuple>

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
  const auto parts = [](const Column& c) { return std::tie(c.name, c.type, c.collation, c.not_null, c.identity, c.generated, c.expression); };
  return parts(a) == parts(b);
}

bool same_demand(const Constraint& a, const Constraint& b) {
  const auto parts = [](const Constraint& c) { return std::tie(c.kind, c.columns, c.definition, c.deferral); };
  return parts(a) == parts(b) && same_reference(a.reference, b.reference);
}

bool same_structure(const Index& a, const Index& b) { return a.unique == b.unique && a.definition == b.definition; }

}  // namespace deed
