#include <fmt/format.h>

#include <map>
#include <utility>

#include "base/identifier.h"
#include "base/text.h"
#include "domain/canonical_text.h"
#include "sql/render_names.h"
#include "sql/render_statements.h"

namespace deed::sql {

namespace {

constexpr std::size_t kLongList = 90;

std::string label_list(const std::vector<std::string>& labels) {
  std::vector<std::string> quoted;
  for (const std::string& label : labels) {
    quoted.push_back(quote_literal(label));
  }
  const std::string line = join(quoted, ", ");
  return line.size() < kLongList ? fmt::format("({})", line) : fmt::format("(\n    {}\n)", join(quoted, ",\n    "));
}

void add_conversion(const EnumColumn& column, std::vector<std::string>& parts) {
  const std::string name = quote_identifier(column.name.column);
  if (!column.old_default.empty()) {
    parts.push_back(fmt::format("ALTER COLUMN {} DROP DEFAULT", name));
  }
  if (!column.type.empty()) {
    parts.push_back(fmt::format("ALTER COLUMN {} TYPE {} USING {}", name, column.type, column.using_expression));
  }
  if (!column.new_default.empty()) {
    parts.push_back(fmt::format("ALTER COLUMN {} SET DEFAULT {}", name, rereadable(column.new_default)));
  }
}

// One statement for each table, so that it is rewritten once.
std::vector<std::string> conversions(const std::vector<EnumColumn>& columns, std::string_view home) {
  std::map<ObjectName, std::vector<std::string>> parts;
  for (const EnumColumn& column : columns) {
    add_conversion(column, parts[column.name.table]);
  }
  std::vector<std::string> statements;
  for (const auto& [table, changes] : parts) {
    statements.push_back(alter_table(table, join(changes, ",\n    "), home));
  }
  return statements;
}

}  // namespace

std::string statement(const CreateSchema& action, std::string_view /*home*/) { return "CREATE SCHEMA " + quote_identifier(action.name); }

std::string statement(const DropSchema& action, std::string_view /*home*/) { return "DROP SCHEMA " + quote_identifier(action.name); }

std::string statement(const CreateEnum& action, std::string_view home) {
  return fmt::format("CREATE TYPE {} AS ENUM {}", sql_name(action.type.name, home), label_list(action.type.labels));
}

std::string statement(const DropEnum& action, std::string_view home) { return "DROP TYPE " + sql_name(action.name, home); }

std::string statement(const AddEnumLabel& action, std::string_view home) {
  std::string text = fmt::format("ALTER TYPE {} ADD VALUE {}", sql_name(action.type, home), quote_literal(action.label));
  if (!action.neighbour.empty()) {
    text += fmt::format(" {} {}", action.before ? "BEFORE" : "AFTER", quote_literal(action.neighbour));
  }
  return text;
}

std::string statement(const ReplaceEnum& action, std::string_view home) {
  const ObjectName old_name{action.from.name.kind, action.from.name.schema, action.aside};
  std::vector<std::string> statements;
  statements.push_back(fmt::format("ALTER TYPE {} RENAME TO {}", sql_name(action.from.name, home), quote_identifier(old_name.name)));
  statements.push_back(statement(CreateEnum{action.to}, home));
  for (std::string& conversion : conversions(action.columns, home)) {
    statements.push_back(std::move(conversion));
  }
  statements.push_back(statement(DropEnum{old_name}, home));
  return join(statements, ";\n");
}

}  // namespace deed::sql
