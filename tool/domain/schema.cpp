#include "domain/schema.h"

#include <fmt/format.h>

#include "base/identifier.h"
#include "base/text.h"

namespace deed {

std::string to_string(const Uncovered& uncovered) {
  const std::string& what = uncovered.what;
  const bool is_one = what == "typed table" || (uncovered.kind == UncoveredKind::object && !what.ends_with('s'));
  const bool is_so = what == "unlogged";
  return fmt::format("{} {} {}", to_string(uncovered.object), is_one || is_so ? "is" : "has", is_one ? with_article(what) : what);
}

const Table* Schema::find_table(const ObjectName& name) const {
  const auto found = tables.find(name);
  return found == tables.end() ? nullptr : &found->second;
}

bool is_nextval_of(const std::string& expression, const ObjectName& sequence) {
  const auto call = [](const std::string& name) { return fmt::format("nextval({}::regclass)", quote_literal(name)); };
  return expression == call(quote_identifier(sequence.name)) || expression == call(quote_qualified(sequence.schema, sequence.name));
}

bool is_serial(const ObjectName& table, const Column& column, const Sequence& sequence) {
  const bool counts = column.type == "smallint" || column.type == "integer" || column.type == "bigint";
  const ObjectName name{ObjectKind::relation, table.schema, default_sequence_name(table.name, column.name)};
  return counts && column.not_null && !column.identity && column.generated == Generation::none &&
         is_nextval_of(column.expression, sequence.name) && sequence.name == name && sequence.owner == ColumnName{table, column.name} &&
         sequence.options == default_sequence_options(column.type);
}

}  // namespace deed
