#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "autogenerate/generate.h"
#include "base/error.h"
#include "base/files.h"
#include "base/lexer.h"
#include "base/text.h"
#include "catalog/schema_reader.h"
#include "command/model.h"
#include "revisions/reader.h"
#include "sql/analyse.h"
#include "sql/render_step.h"
#include "support/test_database.h"
#include "support/test_server.h"

using namespace deed;

namespace {

const std::filesystem::path kCases = std::filesystem::path(DEED_SOURCE_DIR) / "tests/cases/autogenerate";

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kCases)) {
    const char* only = std::getenv("DEED_CASES");
    if (entry.path().filename() == "model.sql" && (only == nullptr || entry.path().string().find(only) != std::string::npos)) {
      names.push_back(entry.path().parent_path().lexically_relative(kCases).string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string text_of(const std::string& name, const std::string& file) {
  const std::filesystem::path path = kCases / name / file;
  return std::filesystem::exists(path) ? read_text_file(path, ErrorKind::local_io) : "";
}

// DEED_CASES=views takes those cases only whose path has it. DEED_REGENERATE=1 writes what is generated into the folders instead of
// comparing it: to be read before it is committed.
void require_text(const std::string& name, const std::string& file, const std::string& generated) {
  if (std::getenv("DEED_REGENERATE") != nullptr) {
    std::ofstream(kCases / name / file) << generated;
    return;
  }
  CHECK(generated == text_of(name, file));
}

Schema read(const testing::TestDatabase& database) {
  postgres::Connection connection = database.connect();
  return catalog::read_schema(connection, {{"public"}, [](const ObjectName&) { return true; }});
}

std::string sections(std::string_view word, const std::vector<OperationStep>& steps) {
  std::string text;
  for (const OperationStep& step : steps) {
    text += text.empty() ? "" : "\n";
    text += fmt::format("-- deed:{}{}\n{}", word, step.kind == StepKind::autocommit ? " autocommit" : "", sql::render_step(step, "public"));
  }
  return text;
}

// A dump whose statements and columns have no order.
std::multiset<std::string> parts_of(const std::string& dump) {
  std::multiset<std::string> parts;
  for (const StatementSpan& span : split_statements(dump)) {
    const std::string statement = dump.substr(span.begin, span.end - span.begin);
    std::vector<std::string> lines;
    for (const std::string_view line : split_lines(statement)) {
      lines.emplace_back(line.ends_with(',') ? line.substr(0, line.size() - 1) : line);
    }
    if (statement.starts_with("CREATE TABLE")) {
      std::sort(lines.begin(), lines.end());
    }
    parts.insert(join(lines, "\n"));
  }
  return parts;
}

// Runs the steps as the runner would: by the sections of a revision file, each transactional one in a transaction.
void apply(testing::TestDatabase& database, const std::vector<Step>& steps) {
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

}  // namespace

TEST_CASE("a generated revision is what the case says, leads to the model, and back") {
  const std::string name = GENERATE(from_range(case_names()));
  CAPTURE(name);
  testing::TestDatabase actual;
  testing::TestDatabase wanted;
  actual.sql(text_of(name, "database.sql"));
  wanted.sql(text_of(name, "model.sql"));
  const auto start = parts_of(actual.dump());
  const auto target = parts_of(wanted.dump());

  config::ServiceConfig config;
  config.directory = kCases / name;
  config.models.files = {"model.sql"};
  const autogenerate::Options options{.online = !name.ends_with("_offline"), .renames = command::load_model_files(config).renames};
  const Schema desired = read(wanted);
  REQUIRE(desired.uncovered.empty());
  const autogenerate::Draft draft = autogenerate::generate(desired, read(actual), options);
  const std::string upgrade = sections("upgrade", draft.upgrade);
  const std::string downgrade = sections("downgrade", draft.downgrade);
  require_text(name, "upgrade.sql", upgrade);
  require_text(name, "downgrade.sql", downgrade);
  if (draft.empty()) {
    CHECK(start == target);
    return;
  }

  const Revision revision = revision_of(upgrade, downgrade);
  apply(actual, revision.upgrade);
  CHECK(parts_of(actual.dump()) == target);
  const autogenerate::Draft second = autogenerate::generate(desired, read(actual), options);
  CHECK(sections("upgrade", second.upgrade) == "");
  apply(actual, revision.downgrade);
  CHECK(parts_of(actual.dump()) == start);
  apply(actual, revision.upgrade);
  CHECK(parts_of(actual.dump()) == target);
}
