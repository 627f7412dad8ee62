#include "command/model_made.h"

#include <fmt/format.h>

#include "base/lexer.h"
#include "base/text.h"
#include "sql/analyse.h"

namespace deed::command {

namespace {

// The smallest statement that has the value where its form stands, so that nothing else can be read into it.
Statement alone(const config::SqlValue& value) {
  switch (value.form) {
    case config::SqlForm::type: return sql::analyse({fmt::format("SELECT CAST(NULL AS {})", value.text), {}});
    case config::SqlForm::expression: return sql::analyse({fmt::format("SELECT ({})", value.text), {}});
    case config::SqlForm::index_term: break;
  }
  return sql::analyse({fmt::format("CREATE INDEX ON t ({})", value.text), {}});
}

std::string_view words(config::SqlForm form) {
  switch (form) {
    case config::SqlForm::type: return "the name of a type";
    case config::SqlForm::expression: return "an SQL expression";
    case config::SqlForm::index_term: break;
  }
  return "a column or expression of an index";
}

void require_readable(const config::SqlValue& value) {
  const Statement statement = alone(value);
  const std::string_view wanted = value.form == config::SqlForm::index_term ? "create index" : "select";
  if (statement.kind != wanted) {
    throw Error(
        ErrorKind::config,
        {.what = fmt::format("`{}` is not {}: {}.", value.key, words(value.form), statement.undecided.value_or(statement.kind)),
         .where = to_string(value.location),
         .hint = "Write it as it stands in SQL, odd names in double quotes, and nothing else: what belongs to other keys goes there."});
  }
}

}  // namespace

ModelStatement read_made_statement(const config::MadeStatement& made) {
  for (const config::SqlValue& value : made.values) {
    require_readable(value);
  }
  Statement statement = sql::analyse({made.text, {}});
  if (statement.kind != made.kind || split_statements(made.text).size() != 1) {
    throw Error(ErrorKind::config,
                {.what = fmt::format("This does not make a {}: {}.", made.kind, statement.undecided.value_or(statement.kind)),
                 .where = to_string(made.location),
                 .hint = "Correct its SQL values, or write it in an .sql file.",
                 .details = {"statement: " + one_line(made.text)}});
  }
  return {std::move(statement), made.location, made.pieces};
}

}  // namespace deed::command
