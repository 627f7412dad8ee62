#include <fmt/format.h>

#include "base/identifier.h"
#include "base/text.h"
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

std::string_view word_of(const ObjectName& type) { return type.kind == ObjectKind::collation ? "COLLATION" : "TYPE"; }

}  // namespace

std::string statement(const CreateSchema& action, std::string_view /*home*/) { return "CREATE SCHEMA " + quote_identifier(action.name); }

std::string statement(const DropSchema& action, std::string_view /*home*/) { return "DROP SCHEMA " + quote_identifier(action.name); }

std::string statement(const CreateEnum& action, std::string_view home) {
  return fmt::format("CREATE TYPE {} AS ENUM {}", sql_name(action.type.name, home), label_list(action.type.labels));
}

std::string statement(const DropType& action, std::string_view home) {
  return fmt::format("DROP {} {}", word_of(action.name), sql_name(action.name, home));
}

std::string statement(const RenameType& action, std::string_view home) {
  return fmt::format("ALTER {} {} RENAME TO {}", word_of(action.type), sql_name(action.type, home), quote_identifier(action.to));
}

std::string statement(const AddEnumLabel& action, std::string_view home) {
  std::string text = fmt::format("ALTER TYPE {} ADD VALUE {}", sql_name(action.type, home), quote_literal(action.label));
  if (!action.neighbour.empty()) {
    text += fmt::format(" {} {}", action.before ? "BEFORE" : "AFTER", quote_literal(action.neighbour));
  }
  return text;
}

}  // namespace deed::sql
