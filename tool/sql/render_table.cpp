#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "sql/render_names.h"
#include "sql/render_statements.h"

namespace deed::sql {

namespace {

bool in_primary_key(const Table& table, const std::string& column) {
  return std::any_of(table.constraints.begin(), table.constraints.end(), [&](const Constraint& constraint) {
    return constraint.kind == ConstraintKind::primary_key &&
           std::find(constraint.columns.begin(), constraint.columns.end(), column) != constraint.columns.end();
  });
}

}  // namespace

std::string statement(const CreateTable& action, std::string_view home) {
  const Table& table = action.table;
  std::vector<std::string> lines;
  for (const Column& column : table.columns) {
    lines.push_back(column_clause(table.name, column, in_primary_key(table, column.name), home));
  }
  for (const Constraint& constraint : table.constraints) {
    lines.push_back(constraint_clause(constraint, home));
  }
  const std::string head = fmt::format("CREATE {}TABLE {}", table.unlogged ? "UNLOGGED " : "", sql_name(table.name, home));
  return lines.empty() ? head + " ()" : fmt::format("{} (\n    {}\n)", head, join(lines, ",\n    "));
}

std::string statement(const DropTable& action, std::string_view home) { return "DROP TABLE " + sql_name(action.name, home); }

}  // namespace deed::sql
