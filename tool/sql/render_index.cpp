#include <fmt/format.h>

#include "base/identifier.h"
#include "domain/canonical_text.h"
#include "sql/render_names.h"
#include "sql/render_statements.h"

namespace deed::sql {

namespace {

// What stands behind the table: without the access method that one gets unasked.
std::string structure(const Index& index) {
  constexpr std::string_view usual = "USING btree ";
  const std::string definition = rereadable(index.definition);
  return definition.starts_with(usual) ? definition.substr(usual.size()) : definition;
}

}  // namespace

std::string statement(const CreateIndex& action, std::string_view home) {
  return fmt::format("CREATE {}INDEX {}{} ON {} {}", action.index.unique ? "UNIQUE " : "", action.concurrently ? "CONCURRENTLY " : "",
                     quote_identifier(action.index.name), sql_name(action.table, home), structure(action.index));
}

std::string statement(const DropIndex& action, std::string_view home) {
  return fmt::format("DROP INDEX {}{}", action.concurrently ? "CONCURRENTLY " : "", sql_name(action.index, home));
}

}  // namespace deed::sql
