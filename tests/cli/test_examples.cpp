#include <catch2/catch.hpp>

#include <filesystem>

#include "support/process.h"
#include "support/temporary_directory.h"
#include "support/test_database.h"

using namespace deed::testing;
namespace fs = std::filesystem;

TEST_CASE("the example services come up on an empty database, agree with their models, and go down again") {
  const TemporaryDirectory directory;
  fs::copy(DEED_SOURCE_DIR "/services", directory.path() / "services", fs::copy_options::recursive);
  TestDatabase database;
  const ProcessOptions options{.environment = {{"DATABASE_URL", database.url()}}, .directory = directory.path() / "services"};
  const auto deed = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "deed");
    const ProcessResult result = run(words, options);
    CAPTURE(words, result.out, result.err);
    CHECK(result.exit_code == 0);
    return result;
  };
  deed({"review", "--fail-on", "warning"});
  deed({"--all", "upgrade", "heads"});
  const std::string full = database.dump();
  database.sql(
      "INSERT INTO datasets (name) VALUES ('team-a'), ('plain'); INSERT INTO \"user\" (email, name) VALUES ('a@b', 'a'); INSERT INTO "
      "dataset_usage VALUES (1, 1, '2026-11-21')");
  CHECK(deed({"--all", "check"}).out == "No new upgrade operations detected.\n");
  for (const std::string service : {"api-gateway", "service-selection", "usage-report"}) {
    CHECK(deed({"-s", service, "revision", "--autogenerate", "-m", "nothing"}).out == "No changes detected\n");
  }
  deed({"--all", "downgrade", "base"});
  CHECK(database.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace") == "0");
  deed({"--all", "upgrade", "heads"});
  CHECK(database.dump() == full);
}

TEST_CASE("a new service from the templates works as it is") {
  const TemporaryDirectory directory;
  directory.write("deed.toml", "[workspace]\nservices = [\"services/*\"]\n");
  TestDatabase database;
  const ProcessOptions options{.environment = {{"DATABASE_URL", database.url()}}, .directory = directory.path()};
  CHECK(run({"deed", "init", "services/api-gateway", "--service", "api-gateway"}, options).exit_code == 0);
  const ProcessResult again = run({"deed", "init", "services/api-gateway", "--service", "api-gateway"}, options);
  CHECK(again.exit_code == 17);
  CHECK(run({"deed", "review"}, options).exit_code == 0);
  CHECK(run({"deed", "revision", "-m", "first"}, options).exit_code == 0);
  CHECK(run({"deed", "upgrade", "head"}, options).exit_code == 0);
  CHECK(run({"deed", "revision", "-m", "second"}, options).exit_code == 0);
  CHECK(run({"deed", "upgrade", "head"}, options).exit_code == 0);
  CHECK(run({"deed", "downgrade", "base"}, options).exit_code == 0);
  CHECK(run({"deed", "init", "k8s", "--service", "api-gateway", "--template", "kubernetes"}, options).exit_code == 0);
}
