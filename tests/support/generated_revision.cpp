#include "support/generated_revision.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "base/lexer.h"
#include "base/text.h"
#include "catalog/schema_reader.h"
#include "revisions/reader.h"
#include "sql/analyse.h"
#include "sql/render_step.h"

namespace deed::testing {

namespace {

// Without the names that PostgreSQL 18 gives to NOT NULL: they tell of the way, and deed does not compare them.
std::string without_names_of_not_null(const std::string& line) {
  static const std::regex named(R"( CONSTRAINT \S+ NOT NULL)");
  return std::regex_replace(line, named, " NOT NULL");
}

// What one dump has and the other has not.
std::string difference(const std::multiset<std::string>& actual, const std::multiset<std::string>& expected) {
  std::string text;
  std::vector<std::string> only;
  std::set_difference(actual.begin(), actual.end(), expected.begin(), expected.end(), std::back_inserter(only));
  for (const std::string& part : only) {
    text += "is there: " + part + "\n";
  }
  only.clear();
  std::set_difference(expected.begin(), expected.end(), actual.begin(), actual.end(), std::back_inserter(only));
  for (const std::string& part : only) {
    text += "is missing: " + part + "\n";
  }
  return text;
}

}  // namespace

Schema read_schema(const TestDatabase& database) {
  postgres::Connection connection = database.connect();
  const catalog::ReadScope scope{{"public"}, [](const ObjectName& name) { return name.schema != "neighbour" && name.name != "neighbour"; }};
  catalog::Recording recording;
  catalog::read_schema(connection, scope, &recording);
  return catalog::read_recorded_schema(catalog::Recording::from_bytes(recording.bytes()).value(), scope).value();
}

std::string sections(std::string_view word, const std::vector<OperationStep>& steps) {
  std::string text;
  for (const OperationStep& step : steps) {
    text += text.empty() ? "" : "\n";
    text += fmt::format("-- deed:{}{}\n{}", word, step.kind == StepKind::autocommit ? " autocommit" : "", sql::render_step(step, "public"));
  }
  return text;
}

std::multiset<std::string> dump_parts(const TestDatabase& database) {
  const std::string dump = database.dump();
  std::multiset<std::string> parts;
  for (const StatementSpan& span : split_statements(dump)) {
    const std::string statement = dump.substr(span.begin, span.end - span.begin);
    std::vector<std::string> lines;
    for (const std::string_view line : split_lines(statement)) {
      lines.push_back(without_names_of_not_null(std::string(line.ends_with(',') ? line.substr(0, line.size() - 1) : line)));
    }
    if (statement.starts_with("CREATE TABLE") || statement.starts_with("CREATE UNLOGGED TABLE")) {
      std::sort(lines.begin(), lines.end());
    }
    parts.insert(join(lines, "\n"));
  }
  return parts;
}

void apply(TestDatabase& database, const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    const bool in_transaction = step.kind == StepKind::transactional;
    database.sql(in_transaction ? "BEGIN" : "");
    for (const auto& item : step.items) {
      const SourceStatement& source = std::get<SourceStatement>(item);
      const Statement statement = sql::analyse(source);
      INFO(source.text);
      CHECK(statement.kind != "unparsed");
      CHECK(statement.undecided.value_or("").empty());
      CHECK(statement.autocommit.has_value() == !in_transaction);
      database.sql(source.text);
    }
    database.sql(in_transaction ? "COMMIT" : "");
  }
}

Revision revision_of(const std::string& upgrade, const std::string& downgrade) {
  const std::string header = "-- case\n--\n-- Revision ID: 000000000001\n-- Revises:\n-- Create Date: 2026-01-01 00:00:00+00:00\n\n";
  return revisions::parse_revision(header + upgrade + "\n" + downgrade, "case.sql", {"case", "public"});
}

void check_there_and_back(TestDatabase& actual, const TestDatabase& wanted, const autogenerate::Draft& draft,
                          const autogenerate::Options& options, const std::string& kept) {
  const auto rows = [&] { return kept.empty() ? Rows{} : actual.rows(kept); };
  const Rows before = rows();
  const auto start = dump_parts(actual);
  const auto target = dump_parts(wanted);
  if (draft.empty()) {
    CHECK(difference(start, target) == "");
    return;
  }
  CAPTURE(sections("upgrade", draft.upgrade), sections("downgrade", draft.downgrade));
  const Revision revision = revision_of(sections("upgrade", draft.upgrade), sections("downgrade", draft.downgrade));
  apply(actual, revision.upgrade);
  CHECK(difference(dump_parts(actual), target) == "");
  CHECK(rows() == before);
  const autogenerate::Draft second = autogenerate::generate(read_schema(wanted), read_schema(actual), options);
  CHECK(sections("upgrade", second.upgrade).empty());
  apply(actual, revision.downgrade);
  CHECK(difference(dump_parts(actual), start) == "");
  CHECK(rows() == before);
  apply(actual, revision.upgrade);
  CHECK(difference(dump_parts(actual), target) == "");
}

}  // namespace deed::testing
