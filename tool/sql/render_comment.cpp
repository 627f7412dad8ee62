#include <fmt/format.h>

#include "base/identifier.h"
#include "domain/canonical_text.h"
#include "sql/render_names.h"
#include "sql/render_statements.h"

namespace deed::sql {

namespace {

std::string commented(const CommentTarget& target, std::string_view home) {
  const std::string object = sql_name(target.object, home);
  switch (target.kind) {
    case CommentedKind::schema: return "SCHEMA " + quote_identifier(target.object.name);
    case CommentedKind::type: return "TYPE " + object;
    case CommentedKind::sequence: return "SEQUENCE " + object;
    case CommentedKind::table: return "TABLE " + object;
    case CommentedKind::column: return fmt::format("COLUMN {}.{}", object, quote_identifier(target.part));
    case CommentedKind::constraint: return fmt::format("CONSTRAINT {} ON {}", quote_identifier(target.part), object);
    case CommentedKind::index: return "INDEX " + object;
  }
  return object;
}

}  // namespace

std::string statement(const SetComment& action, std::string_view home) {
  return fmt::format("COMMENT ON {} IS {}", commented(action.target, home), action.text.empty() ? "NULL" : quote_literal(action.text));
}

std::string statement(const Define& action, std::string_view /*home*/) { return rereadable(action.statement); }

std::string statement(const Rename& action, std::string_view home) {
  const std::string object = sql_name(action.object, home);
  const std::string part = quote_identifier(action.part);
  const std::string to = quote_identifier(action.to);
  switch (action.kind) {
    case RenamedKind::table: return fmt::format("ALTER TABLE {} RENAME TO {}", object, to);
    case RenamedKind::column: return fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", object, part, to);
    case RenamedKind::constraint: return fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", object, part, to);
    case RenamedKind::index: return fmt::format("ALTER INDEX {} RENAME TO {}", object, to);
    case RenamedKind::enum_value:
      return fmt::format("ALTER TYPE {} RENAME VALUE {} TO {}", object, quote_literal(action.part), quote_literal(action.to));
    case RenamedKind::sequence: return fmt::format("ALTER SEQUENCE {} RENAME TO {}", object, to);
  }
  return object;
}

}  // namespace deed::sql
