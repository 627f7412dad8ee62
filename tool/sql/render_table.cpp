#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "domain/canonical_text.h"
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

std::vector<std::string> sql_names(const std::vector<ObjectName>& names, std::string_view home) {
  std::vector<std::string> written;
  for (const ObjectName& name : names) {
    written.push_back(sql_name(name, home));
  }
  return written;
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
  std::string text = fmt::format("CREATE {}TABLE {}", table.unlogged ? "UNLOGGED " : "", sql_name(table.name, home));
  if (table.bound) {
    text += fmt::format(" PARTITION OF {}", sql_name(table.parents.front(), home));
  }
  if (!lines.empty()) {
    text += fmt::format(" (\n    {}\n)", join(lines, ",\n    "));
  } else if (!table.bound) {
    text += " ()";
  }
  if (table.bound) {
    text += (lines.empty() ? "\n    " : " ") + table.bound->values;
  } else if (!table.parents.empty()) {
    text += fmt::format(" INHERITS ({})", join(sql_names(table.parents, home), ", "));
  }
  return table.partitioning ? fmt::format("{} PARTITION BY {}", text, rereadable(table.partitioning->key)) : text;
}

std::string statement(const DropTable& action, std::string_view home) { return "DROP TABLE " + sql_name(action.name, home); }

std::string statement(const AttachTable& action, std::string_view home) {
  const std::string table = sql_name(action.table, home);
  return action.bound.empty() ? alter_table(action.table, "INHERIT " + sql_name(action.parent, home), home)
                              : alter_table(action.parent, fmt::format("ATTACH PARTITION {} {}", table, action.bound), home);
}

std::string statement(const DetachTable& action, std::string_view home) {
  if (!action.is_partition) {
    return alter_table(action.table, "NO INHERIT " + sql_name(action.parent, home), home);
  }
  return alter_table(action.parent,
                     fmt::format("DETACH PARTITION {}{}", sql_name(action.table, home), action.concurrently ? " CONCURRENTLY" : ""), home);
}

std::string statement(const MoveRows& action, std::string_view home) {
  std::vector<std::string> names;
  std::vector<std::string> expressions;
  for (const MovedColumn& column : action.columns) {
    names.push_back(column.name);
    expressions.push_back(column.expression);
  }
  const std::string from = sql_name(action.from, home);
  return fmt::format("{}INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE\n    SELECT {} FROM {}",
                     action.locks ? fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;\n", from) : "", sql_name(action.to, home),
                     name_list(names), join(expressions, ", "), from);
}

}  // namespace deed::sql
