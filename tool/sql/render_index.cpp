#include <fmt/format.h>

#include "base/identifier.h"
#include "sql/render_names.h"
#include "sql/render_statements.h"

namespace deed::sql {

std::string statement(const CreateIndex& action, std::string_view home) {
  return fmt::format("CREATE {}INDEX {}{} ON {} {}", action.index.unique ? "UNIQUE " : "", action.concurrently ? "CONCURRENTLY " : "",
                     quote_identifier(action.index.name), sql_name(action.table, home), action.index.definition);
}

std::string statement(const DropIndex& action, std::string_view home) {
  return fmt::format("DROP INDEX {}{}", action.concurrently ? "CONCURRENTLY " : "", sql_name(action.index, home));
}

}  // namespace deed::sql
