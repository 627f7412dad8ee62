#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

#include "autogenerate/generate.h"
#include "catalog/schema_reader.h"
#include "command/model.h"
#include "scratch/player.h"
#include "sql/render_step.h"
#include "support/temporary_directory.h"
#include "support/test_database.h"
#include "support/test_server.h"

using namespace deed;

namespace {

const std::filesystem::path kCases = std::filesystem::path(DEED_SOURCE_DIR) / "tests/cases/models";

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kCases)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

command::Model model_of(const std::string& name, const std::string& file) {
  config::ServiceConfig config;
  config.directory = kCases / name;
  config.models.files = {file};
  return command::load_model_files(config);
}

Schema played(const testing::TestDatabase& database, const command::Model& model) {
  postgres::Connection connection = database.connect();
  std::vector<scratch::PlayedStatement> statements;
  for (const command::ModelStatement& entry : model.statements) {
    statements.push_back({entry.statement.text, entry.location, entry.pieces});
  }
  scratch::play_statements(connection, statements);
  return catalog::read_schema(connection, {{"public"}, [](const ObjectName&) { return true; }});
}

std::string text(const std::vector<OperationStep>& steps) {
  std::string result;
  for (const OperationStep& step : steps) {
    result += sql::render_step(step, "public");
  }
  return result;
}

}  // namespace

TEST_CASE("a TOML model and the same model in SQL are no different") {
  const std::string name = GENERATE(from_range(case_names()));
  CAPTURE(name);
  const testing::TestDatabase with_toml;
  const testing::TestDatabase with_sql;
  const command::Model toml = model_of(name, "model.toml");
  const command::Model sql = model_of(name, "model.sql");
  Schema one;
  Schema other;
  try {
    one = played(with_toml, toml);
    other = played(with_sql, sql);
  } catch (const Error& error) {
    if (testing::is_beyond_server(error)) {
      WARN("skipped, as the server does not know it yet: " << name << ": " << error.text().what);
      return;
    }
    throw;
  }
  CHECK(one.uncovered.empty());
  CHECK(text(autogenerate::generate(one, other, {}).upgrade) == "");
  CHECK(text(autogenerate::generate(other, one, {}).upgrade) == "");
  CHECK(toml.renames == sql.renames);
  CHECK_FALSE((one.tables.empty() && one.enums.empty()));
}

TEST_CASE("what PostgreSQL refuses in a TOML model is reported at the value it comes from") {
  const auto [further, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"type = \"txt\"", "model.toml:5:8", "type \"txt\" does not exist"},
      {"type = \"text\"\ndefault = \"no_such_function()\"", "model.toml:6:11", "no_such_function"},
      {"type = \"text\"\ncollation = \"c\"", "model.toml:6:13", "collation \"c\""},
      {"type = \"text\"\ngenerated = \"other || 'x'\"", "model.toml:6:13", "\"other\" does not exist"},
      {"type = \"text\"\n[[table.check]]\nname = \"k\"\nexpression = \"c > 1\"", "model.toml:8:14", "operator does not exist"},
      {"type = \"text\"\n[[table.index]]\nname = \"i\"\ncolumns = [\"c\", \"d\"]", "model.toml:6:1", "column \"d\" does not exist"},
      {"type = \"text\"\n[[table.index]]\ncolumns = [\"c\"]\nwhere = \"c + 1 > 2\"", "model.toml:8:9", "operator does not exist"},
      {"type = \"text\"\n[[table.foreign_key]]\ncolumns = [\"c\"]\nreferences = \"nobody\"", "model.toml:6:1", "\"nobody\" does not exist"},
      {"type = \"text\"\nidentity = \"always\"", "model.toml:1:1", "identity column type"},
      {"type = \"text\"\n[[table.unique]]\ncolumns = [\"c\", \"c\"]", "model.toml:6:1", "appears twice"},
  }));
  CAPTURE(further);
  const testing::TemporaryDirectory directory;
  directory.write("model.toml", "[[table]]\nname = \"t\"\n[[table.column]]\nname = \"c\"\n" + further);
  config::ServiceConfig config;
  config.directory = directory.path();
  config.models.files = {"model.toml"};
  const testing::TestDatabase database;
  try {
    played(database, command::load_model_files(config));
    FAIL("it was played");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::config);
    CHECK(error.text().where == directory.path().string() + "/" + where);
    CHECK_THAT(error.text().what, Catch::Contains(what));
  }
}
