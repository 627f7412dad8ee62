#include <fmt/format.h>

#include "base/identifier.h"
#include "base/text.h"
#include "sql/render_names.h"
#include "sql/render_statements.h"

namespace deed::sql {

namespace {

// nextval() and setval() take the name as a text.
std::string name_literal(const ObjectName& sequence, std::string_view home) { return quote_literal(sql_name(sequence, home)); }

std::string with_clauses(const std::string& head, const std::vector<std::string>& clauses) {
  return clauses.empty() ? head : head + ' ' + join(clauses, " ");
}

}  // namespace

std::vector<std::string> sequence_clauses(const SequenceOptions& from, const SequenceOptions& to) {
  std::vector<std::string> clauses;
  const SequenceOptions base = with_type(from, to.type);
  const auto add = [&](bool differs, std::string clause) {
    if (differs) {
      clauses.push_back(std::move(clause));
    }
  };
  add(from.type != to.type, "AS " + to.type);
  add(base.increment != to.increment, fmt::format("INCREMENT BY {}", to.increment));
  add(base.minimum != to.minimum, fmt::format("MINVALUE {}", to.minimum));
  add(base.maximum != to.maximum, fmt::format("MAXVALUE {}", to.maximum));
  add(base.start != to.start, fmt::format("START WITH {}", to.start));
  add(base.cache != to.cache, fmt::format("CACHE {}", to.cache));
  add(base.cycle != to.cycle, to.cycle ? "CYCLE" : "NO CYCLE");
  // Whatever value the sequence has now is outside of the new limits.
  add(from.maximum < to.minimum || to.maximum < from.minimum, "RESTART");
  return clauses;
}

std::vector<std::string> new_sequence_clauses(const SequenceOptions& options, std::string_view default_type) {
  std::vector<std::string> clauses;
  if (options.type != default_type) {
    clauses.push_back("AS " + options.type);
  }
  if (options.increment != 1) {
    clauses.push_back(fmt::format("INCREMENT BY {}", options.increment));
  }
  const std::vector<std::string> others = sequence_clauses(default_sequence_options(options.type, options.increment), options);
  clauses.insert(clauses.end(), others.begin(), others.end());
  return clauses;
}

std::string statement(const CreateSequence& action, std::string_view home) {
  return with_clauses("CREATE SEQUENCE " + sql_name(action.sequence.name, home), new_sequence_clauses(action.sequence.options, "bigint"));
}

std::string statement(const AlterSequence& action, std::string_view home) {
  return with_clauses("ALTER SEQUENCE " + sql_name(action.name, home), sequence_clauses(action.from, action.to));
}

std::string statement(const DropSequence& action, std::string_view home) { return "DROP SEQUENCE " + sql_name(action.name, home); }

std::string statement(const OwnSequence& action, std::string_view home) {
  const std::string owner =
      action.owner ? sql_name(action.owner->table, home) + '.' + quote_identifier(action.owner->column) : std::string("NONE");
  return fmt::format("ALTER SEQUENCE {} OWNED BY {}", sql_name(action.sequence, home), owner);
}

std::string statement(const AdvanceSequence& action, std::string_view home) {
  const std::string name = name_literal(action.sequence, home);
  if (action.column) {
    const std::string column = quote_identifier(action.column->column);
    const std::string next = action.counts_down ? fmt::format("least(min({}) - 1, {})", column, action.least)
                                                : fmt::format("greatest(max({}) + 1, {})", column, action.least);
    return fmt::format("SELECT setval({}, {}, false) FROM {}", name, next, sql_name(action.column->table, home));
  }
  return fmt::format("SELECT setval({0}, greatest(last_value, {1}), is_called AND last_value >= {1}) FROM {2}", name, action.least,
                     sql_name(action.sequence, home));
}

std::string statement(const ContinueSequence& action, std::string_view home) {
  return fmt::format("SELECT setval({}, last_value, is_called) FROM {}", name_literal(action.sequence, home), sql_name(action.from, home));
}

}  // namespace deed::sql
