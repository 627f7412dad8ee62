#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "autogenerate/generate.h"
#include "base/error.h"
#include "base/files.h"
#include "command/model.h"
#include "support/generated_revision.h"
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
// A case may have rows.sql: a query that finds the same before the upgrade, after it, and after the downgrade.
// The texts are those of PostgreSQL 15: others write expressions and views in other words.
void require_text(const std::string& name, const std::string& file, const std::string& generated) {
  if (testing::server_major() != 15) {
    return;
  }
  if (std::getenv("DEED_REGENERATE") != nullptr) {
    std::ofstream(kCases / name / file) << generated;
    return;
  }
  CHECK(generated == text_of(name, file));
}

}  // namespace

TEST_CASE("a generated revision is what the case says, leads to the model, and back") {
  const std::string name = GENERATE(from_range(case_names()));
  CAPTURE(name);
  if (const std::string reason = text_of(name, "not_on_14.txt"); testing::server_major() == 14 && !reason.empty()) {
    WARN("skipped: " << name << ": " << reason);
    return;
  }
  testing::TestDatabase actual;
  testing::TestDatabase wanted;
  try {
    actual.sql(text_of(name, "database.sql"));
    wanted.sql(text_of(name, "model.sql"));
  } catch (const Error& error) {
    if (testing::is_beyond_server(error)) {
      WARN("skipped, as the server does not know it yet: " << name << ": " << error.text().what);
      return;
    }
    throw;
  }

  config::ServiceConfig config;
  config.directory = kCases / name;
  config.models.files = {"model.sql"};
  const autogenerate::Options options{.online = !name.ends_with("_offline"), .renames = command::load_model_files(config).renames};
  const Schema desired = testing::read_schema(wanted);
  REQUIRE(desired.uncovered.empty());
  const autogenerate::Draft draft = autogenerate::generate(desired, testing::read_schema(actual), options);
  const std::string upgrade = testing::sections("upgrade", draft.upgrade);
  const std::string downgrade = testing::sections("downgrade", draft.downgrade);
  require_text(name, "upgrade.sql", upgrade);
  require_text(name, "downgrade.sql", downgrade);
  testing::check_there_and_back(actual, wanted, draft, options, text_of(name, "rows.sql"));
}
