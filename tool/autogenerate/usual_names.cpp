#include "autogenerate/usual_names.h"

#include "autogenerate/recipes.h"
#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed::autogenerate {

namespace {

bool is_name(const Token& token) { return token.kind == TokenKind::word || token.kind == TokenKind::quoted_identifier; }

// The columns of an index in their order, INCLUDE columns too; nothing where it has an expression: that has a name of its own.
std::optional<std::vector<std::string>> columns_in_order(const std::string& definition) {
  std::vector<std::string> columns;
  int depth = 0;
  bool begins = false;
  Lexer lexer(definition);
  for (Token token = lexer.next(); token.kind != TokenKind::end && token.text != "WHERE" && token.text != "WITH"; token = lexer.next()) {
    if (token.kind == TokenKind::white_space) {
      continue;
    }
    if (token.kind == TokenKind::open) {
      if (++depth > 1) {
        return std::nullopt;
      }
    } else if (token.kind == TokenKind::close) {
      --depth;
    } else if (depth == 1 && begins && is_name(token)) {
      columns.push_back(token.kind == TokenKind::word ? std::string(token.text) : unquote_identifier(token.text));
    }
    begins = token.kind == TokenKind::open || (depth == 1 && token.text == ",");
  }
  return columns;
}

// The names of the columns are not those that count.
template <typename Part>
bool has_old_names(const Part& part, const Part* whole) {
  return part.has_old_names || (whole != nullptr && whole->has_old_names);
}

}  // namespace

bool is_named_as_usual(const ObjectName& partition, const Constraint& constraint, const Constraint* whole) {
  if (!constraint.is_key()) {
    return constraint.name == constraint.part_of;
  }
  if (constraint.kind == ConstraintKind::primary_key) {
    return constraint.name == default_name(partition.name, "", "pkey");
  }
  return !has_old_names(constraint, whole) && constraint.name == default_name(partition.name, join(all_columns(constraint), "_"), "key");
}

bool is_named_as_usual(const ObjectName& partition, const Index& index, const Index* whole) {
  const std::optional<std::vector<std::string>> columns = columns_in_order(index.definition);
  return columns && !has_old_names(index, whole) && index.name == default_name(partition.name, join(*columns, "_"), "idx");
}

}  // namespace deed::autogenerate
