#include "sql/syntax_error.h"

#include <pg_query.h>

#include <algorithm>

#include "sql/parse_tree.h"

namespace deed::sql {

std::size_t syntax_error_position(const std::string& statement) {
  if (nests_too_deeply(statement)) {
    return 0;
  }
  const PgQueryParseResult result = pg_query_parse(statement.c_str());
  const int character = result.error == nullptr ? 0 : result.error->cursorpos;
  pg_query_free_parse_result(result);
  return static_cast<std::size_t>(std::max(character, 0));
}

}  // namespace deed::sql
