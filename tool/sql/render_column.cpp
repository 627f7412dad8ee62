#include <fmt/format.h>

#include "base/identifier.h"
#include "base/text.h"
#include "domain/canonical_text.h"
#include "sql/render_names.h"
#include "sql/render_statements.h"

namespace deed::sql {

namespace {

std::string_view identity_word(const Identity& identity) { return identity.always ? "ALWAYS" : "BY DEFAULT"; }

std::string identity_clause(const ColumnName& name, const Identity& identity, std::string_view home) {
  std::vector<std::string> options = new_sequence_clauses(identity.options, identity.options.type);
  if (identity.sequence != default_sequence_name(name.table.name, name.column)) {
    options.insert(options.begin(), "SEQUENCE NAME " + sql_name({ObjectKind::relation, name.table.schema, identity.sequence}, home));
  }
  const std::string list = options.empty() ? "" : fmt::format(" ({})", join(options, " "));
  return fmt::format("GENERATED {} AS IDENTITY{}", identity_word(identity), list);
}

std::string alter(const ColumnName& name, std::string_view change) {
  return fmt::format("ALTER COLUMN {} {}", quote_identifier(name.column), change);
}

std::string alter_column(const ColumnName& name, std::string_view change, std::string_view home) {
  return alter_table(name.table, alter(name, change), home);
}

}  // namespace

std::string column_clause(const ObjectName& table, const Column& column, bool in_primary_key, std::string_view home) {
  std::string text = quote_identifier(column.name) + (column.type.empty() ? "" : ' ' + column.type);
  if (!column.collation.empty()) {
    text += " COLLATE " + column.collation;
  }
  const std::string name = column.not_null_name.empty() ? "" : fmt::format(" CONSTRAINT {}", quote_identifier(column.not_null_name));
  if (column.identity) {
    text += name.empty() ? "" : name + " NOT NULL";
    return text + ' ' + identity_clause({table, column.name}, *column.identity, home);
  }
  if (column.generated != Generation::none) {
    text += fmt::format(" GENERATED ALWAYS AS ({}) {}", without_outer_parentheses(rereadable(column.expression)),
                        column.generated == Generation::stored ? "STORED" : "VIRTUAL");
  }
  if (!name.empty() || (column.not_null && !in_primary_key)) {
    text += name + " NOT NULL";
  }
  if (column.generated == Generation::none && !column.expression.empty()) {
    text += " DEFAULT " + rereadable(column.expression);
  }
  return text;
}

std::string subcommand(const AddColumn& action, std::string_view home) {
  return "ADD COLUMN " + column_clause(action.table, action.column, false, home);
}

std::string statement(const AddColumn& action, std::string_view home) { return alter_table(action.table, subcommand(action, home), home); }

std::string statement(const DropColumn& action, std::string_view home) {
  const std::string subcommand =
      fmt::format("DROP COLUMN {}{}", action.if_exists ? "IF EXISTS " : "", quote_identifier(action.name.column));
  return action.only ? fmt::format("ALTER TABLE ONLY {} {}", sql_name(action.name.table, home), subcommand)
                     : alter_table(action.name.table, subcommand, home);
}

std::string statement(const MoveColumn& action, std::string_view home) {
  const std::string from = quote_identifier(action.from);
  return fmt::format("UPDATE {} SET {} = {};\n{}", sql_name(action.table, home), quote_identifier(action.to), from,
                     alter_table(action.table, "DROP COLUMN " + from, home));
}

std::string subcommand(const SetColumnType& action) {
  std::string change = "TYPE " + action.type;
  if (!action.collation.empty()) {
    change += " COLLATE " + action.collation;
  }
  if (!action.using_expression.empty()) {
    change += " USING " + action.using_expression;
  }
  return alter(action.name, change);
}

std::string statement(const SetColumnType& action, std::string_view home) {
  return alter_table(action.name.table, subcommand(action), home);
}

std::string subcommand(const SetDefault& action) {
  return alter(action.name, action.expression.empty() ? "DROP DEFAULT" : "SET DEFAULT " + rereadable(action.expression));
}

std::string statement(const SetDefault& action, std::string_view home) { return alter_table(action.name.table, subcommand(action), home); }

std::string statement(const SetNotNull& action, std::string_view home) {
  return alter_column(action.name, action.not_null ? "SET NOT NULL" : "DROP NOT NULL", home);
}

std::string statement(const AddIdentity& action, std::string_view home) {
  return alter_column(action.name, "ADD " + identity_clause(action.name, action.identity, home), home);
}

std::string statement(const AlterIdentity& action, std::string_view home) {
  std::vector<std::string> clauses;
  if (action.from.always != action.to.always) {
    clauses.push_back(fmt::format("SET GENERATED {}", identity_word(action.to)));
  }
  for (const std::string& clause : sequence_clauses(action.from.options, action.to.options)) {
    clauses.push_back("SET " + clause);
  }
  return alter_column(action.name, join(clauses, " "), home);
}

std::string statement(const DropIdentity& action, std::string_view home) { return alter_column(action.name, "DROP IDENTITY", home); }

std::string statement(const DropExpression& action, std::string_view home) { return alter_column(action.name, "DROP EXPRESSION", home); }

}  // namespace deed::sql
