#include <fmt/format.h>

#include "base/identifier.h"
#include "base/text.h"
#include "domain/canonical_text.h"
#include "sql/render_names.h"
#include "sql/render_statements.h"

namespace deed::sql {

namespace {

std::string_view deferral_words(Deferral deferral) {
  switch (deferral) {
    case Deferral::none: return "";
    case Deferral::deferrable: return " DEFERRABLE";
    case Deferral::deferred: return " DEFERRABLE INITIALLY DEFERRED";
  }
  return "";
}

std::string foreign_key(const Constraint& constraint, std::string_view home) {
  const Reference& reference = *constraint.reference;
  std::string text = fmt::format("FOREIGN KEY ({}) REFERENCES {} ({})", name_list(constraint.columns), sql_name(reference.table, home),
                                 name_list(reference.columns));
  const auto add = [&](std::string_view words, const std::string& value) {
    text += value.empty() ? "" : fmt::format(" {} {}", words, value);
  };
  add("MATCH", reference.match);
  add("ON UPDATE", reference.on_update);
  add("ON DELETE", reference.on_delete);
  return reference.set_columns.empty() ? text : fmt::format("{} ({})", text, name_list(reference.set_columns));
}

std::string key(const Constraint& constraint) {
  std::string text = constraint.kind == ConstraintKind::primary_key ? "PRIMARY KEY" : "UNIQUE";
  text += constraint.nulls_not_distinct ? " NULLS NOT DISTINCT" : "";
  text += fmt::format(" ({})", name_list(constraint.columns));
  text += constraint.included.empty() ? "" : fmt::format(" INCLUDE ({})", name_list(constraint.included));
  return constraint.storage.empty() ? text : fmt::format("{} WITH ({})", text, constraint.storage);
}

// CHECK ((a > 0)) as one would write it.
std::string check(std::string_view definition) {
  constexpr std::string_view open = "CHECK (";
  const std::size_t close = definition.rfind(')');
  if (!definition.starts_with(open) || close == std::string_view::npos) {
    return std::string(definition);
  }
  const std::string_view expression = definition.substr(open.size(), close - open.size());
  return fmt::format("{}{}{}", open, without_outer_parentheses(expression), definition.substr(close));
}

}  // namespace

std::string constraint_clause(const Constraint& constraint, std::string_view home) {
  const std::string demand = constraint.reference  ? foreign_key(constraint, home)
                             : constraint.is_key() ? key(constraint)
                                                   : check(rereadable(constraint.check));
  return fmt::format("CONSTRAINT {} {}{}{}", quote_identifier(constraint.name), demand, deferral_words(constraint.deferral),
                     constraint.validated ? "" : " NOT VALID");
}

std::string statement(const AddConstraint& action, std::string_view home) {
  const Constraint& constraint = action.constraint;
  if (action.using_index.empty()) {
    return alter_table(action.table, "ADD " + constraint_clause(constraint, home), home);
  }
  const std::string_view kind = constraint.kind == ConstraintKind::primary_key ? "PRIMARY KEY" : "UNIQUE";
  return alter_table(action.table,
                     fmt::format("ADD CONSTRAINT {} {} USING INDEX {}{}", quote_identifier(constraint.name), kind,
                                 quote_identifier(action.using_index), deferral_words(constraint.deferral)),
                     home);
}

std::string statement(const AlterConstraint& action, std::string_view home) {
  const Deferral deferral = action.constraint.deferral;
  const std::string_view words = deferral == Deferral::none ? " NOT DEFERRABLE" : deferral_words(deferral);
  return alter_table(action.table, fmt::format("ALTER CONSTRAINT {}{}", quote_identifier(action.constraint.name), words), home);
}

std::string statement(const ValidateConstraint& action, std::string_view home) {
  return alter_table(action.table, "VALIDATE CONSTRAINT " + quote_identifier(action.name), home);
}

std::string statement(const DropConstraint& action, std::string_view home) {
  return alter_table(action.table, fmt::format("DROP CONSTRAINT {}{}", action.if_exists ? "IF EXISTS " : "", quote_identifier(action.name)),
                     home);
}

}  // namespace deed::sql
