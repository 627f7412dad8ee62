#include <fmt/format.h>

#include "catalog/queries.h"
#include "catalog/read_parts.h"

namespace deed::catalog {

namespace {

using postgres::Result;

ConstraintKind kind_of(char type) {
  switch (type) {
    case 'p': return ConstraintKind::primary_key;
    case 'u': return ConstraintKind::unique;
    case 'f': return ConstraintKind::foreign_key;
    default: return ConstraintKind::check;
  }
}

// pg_get_constraintdef() without what it appends for the states that are fields of their own.
std::string demand(std::string_view definition, Deferral deferral, bool validated) {
  const auto cut = [&](std::string_view suffix) {
    if (definition.ends_with(suffix)) {
      definition.remove_suffix(suffix.size());
    }
  };
  if (!validated) {
    cut(" NOT VALID");
  }
  if (deferral == Deferral::deferred) {
    cut(" INITIALLY DEFERRED");
  }
  if (deferral != Deferral::none) {
    cut(" DEFERRABLE");
  }
  return std::string(definition);
}

std::string action_words(std::string_view code) {
  switch (code.empty() ? ' ' : code.front()) {
    case 'r': return "RESTRICT";
    case 'c': return "CASCADE";
    case 'n': return "SET NULL";
    case 'd': return "SET DEFAULT";
    default: return "";
  }
}

Reference reference_of(const Result& rows, std::size_t row) {
  return {.table = {ObjectKind::relation, std::string(rows.text(row, 10)), std::string(rows.text(row, 11))},
          .columns = rows.array(row, 12),
          .key = std::string(rows.text(row, 13)),
          .match = rows.text(row, 14) == "f" ? "FULL" : "",
          .on_update = action_words(rows.text(row, 15)),
          .on_delete = action_words(rows.text(row, 16)),
          .set_columns = rows.array(row, 17)};
}

Constraint constraint_of(const Result& rows, std::size_t row) {
  Constraint constraint{.name = std::string(rows.text(row, 1)), .kind = kind_of(rows.text(row, 2).front()), .columns = rows.array(row, 3)};
  if (rows.boolean(row, 6)) {
    constraint.deferral = rows.boolean(row, 7) ? Deferral::deferred : Deferral::deferrable;
  }
  constraint.validated = rows.boolean(row, 8);
  constraint.part_of = rows.text(row, 18);
  constraint.local = rows.boolean(row, 19);
  constraint.has_old_names = rows.boolean(row, 20);
  if (constraint.kind == ConstraintKind::foreign_key) {
    constraint.reference = reference_of(rows, row);
  } else if (constraint.kind == ConstraintKind::check) {
    constraint.check = demand(rows.text(row, 5), constraint.deferral, constraint.validated);
  } else {
    constraint.included = rows.array(row, 4);
    constraint.nulls_not_distinct = rows.text(row, 5).starts_with("UNIQUE NULLS NOT DISTINCT");
    constraint.storage = rows.text(row, 9);
  }
  return constraint;
}

// What newer versions have beyond the fields of Constraint; "" for nothing.
std::string beyond(const Constraint& constraint, std::string_view definition) {
  const auto has = [&](std::string_view words) { return definition.find(words) != std::string_view::npos; };
  if (definition.ends_with(" NOT ENFORCED")) {
    return fmt::format("constraint {} that is not enforced", constraint.name);
  }
  const bool period = constraint.is_key() ? has(" WITHOUT OVERLAPS") : constraint.reference && has(" PERIOD ");
  return period ? fmt::format("period in {}", constraint.name) : "";
}

}  // namespace

void PartReader::read_constraints() {
  const Result rows = source_.execute(queries::read_constraints, {table_oids_});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Table& owner = *table(rows.text(row, 0));
    const Constraint& constraint = owner.constraints.emplace_back(constraint_of(rows, row));
    if (std::string what = beyond(constraint, rows.text(row, 5)); !what.empty()) {
      uncovered_.push_back({owner.name, std::move(what), UncoveredKind::structure});
    }
  }
}

}  // namespace deed::catalog
