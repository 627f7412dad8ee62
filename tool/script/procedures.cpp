#include "script/procedures.h"

#include <fmt/format.h>

#include "base/identifier.h"
#include "catalog/counted_catalogues.h"
#include "catalog/lookup.h"
#include "history/writer.h"
#include "script/literals.h"
#include "script/queries.h"

namespace deed::script {

namespace {

using Marks = std::vector<std::pair<std::string, std::string>>;

// What the queries of script/queries are about. Names and values of deed.toml may hold anything, also the end of a query's own
// quotes: its dollar signs get a tag that none of them has.
Marks marks_of(const Frame& frame) {
  const std::string table = frame.version_table.quoted();
  Marks marks{{"'deed.version_example'", quote_literal(table)},
              {"deed.version_example", table},
              {"'search-path-example'", quote_literal(to_text(frame.schemas))},
              {"'deed-version-example'", quote_literal(frame.deed_version)},
              {"'tag-example'", quote_literal(frame.tag)},
              {"service-example", frame.service},
              {"@append_event@", history::append_sql(frame.version_table)},
              {"@fingerprints@", std::string(catalog::fingerprints_sql())},
              {"@written_rows@", std::string(catalog::written_rows_sql())},
              {"@written_secrets@", std::string(catalog::written_secrets_sql())},
              {"@mappings@", std::string(catalog::mappings_sql())},
              {"@counted_catalogues@", catalog::counted_catalogues()},
              {"@own_callables@", std::string(catalog::own_callables_sql())},
              {"@running_code@", std::string(catalog::running_code_sql())},
              {"@partitions_below@", std::string(catalog::partitions_below_sql())},
              {"@add_ownership@", std::string(history::add_row_sql())},
              {"@remove_ownership@", std::string(history::remove_row_sql())},
              {"@lock_class@", std::to_string(static_cast<std::uint32_t>(frame.runner_lock.tool))},
              {"@lock_object@", std::to_string(static_cast<std::uint32_t>(frame.runner_lock.table))}};
  std::string values;
  for (const auto& [mark, value] : marks) {
    values += value;
  }
  for (const std::string_view word : {"deed", "query"}) {
    std::string tag(word);
    for (int number = 1; values.find('$' + tag) != std::string::npos; ++number) {
      tag = fmt::format("{}{}", word, number);
    }
    marks.emplace_back(fmt::format("${}$", word), fmt::format("${}$", tag));
  }
  return marks;
}

}  // namespace

std::string procedures(const Frame& frame) {
  const Marks marks = marks_of(frame);
  std::string text;
  for (const std::string_view query :
       {queries::ownership_rows, queries::new_objects, queries::guard, queries::history, queries::autocommit, queries::adopt}) {
    text += filled(query, marks) + '\n';
  }
  return text;
}

}  // namespace deed::script
