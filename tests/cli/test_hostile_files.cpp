// A pull request of somebody who means no good: `review` ends, says what it found, and looks at nothing outside the checkout.
#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

constexpr const char* kDown = "\n-- deed:downgrade\n";

std::string times(std::size_t count, const std::string& text) {
  std::string result;
  result.reserve(count * text.size());
  for (std::size_t i = 0; i < count; ++i) {
    result += text;
  }
  return result;
}

class Hostile : public TestWorkspace {
 public:
  Hostile() { service("api"); }

  // With half the stack that a main thread usually has.
  ProcessResult review() const {
    return run({"sh", "-c", "ulimit -s 4096; exec \"$0\" review", deed_program()},
               {.directory = path(), .timeout = deed::Duration(60'000)});
  }

  fs::path revisions() const {
    fs::create_directories(path() / "services/api/revisions");
    return path() / "services/api/revisions";
  }
};

}  // namespace

TEST_CASE("what nests too deeply or goes on for too long is a finding") {
  const auto [name, sql] = GENERATE(table<std::string, std::string>({
      {"a chain", "SELECT 1" + times(30'000, "+1")},
      {"a chain of a megabyte", "SELECT 1" + times(500'000, "+1")},
      {"not", "SELECT " + times(20'000, "NOT ") + "true"},
      {"minus", "SELECT " + times(9'000, "- ") + "1"},
      {"parentheses", "SELECT " + times(30'000, "(") + "1" + times(30'000, ")")},
      {"arrays", "SELECT ARRAY" + times(5'000, "[") + "1" + times(5'000, "]")},
      {"json", "SELECT '" + times(100'000, "[") + times(100'000, "]") + "'::jsonb"},
      {"case", "SELECT " + times(4'000, "CASE WHEN true THEN ") + "1" + times(4'000, " END")},
      {"casts", "SELECT 1" + times(4'000, "::int")},
      {"subscripts", "SELECT a" + times(4'000, "[1]")},
      {"unions", "SELECT 1" + times(3'000, " UNION SELECT 1")},
      {"joins", "SELECT 1 FROM a" + times(2'500, " NATURAL JOIN a")},
      {"selects", "SELECT " + times(450, "(SELECT ") + "1" + times(450, ")")},
      {"blocks", "DO $$ " + times(9'000, "BEGIN ") + "NULL;" + times(9'000, " END;") + " $$"},
      {"ifs", "DO $$ BEGIN " + times(9'000, "IF true THEN ") + "NULL;" + times(9'000, " END IF;") + " END $$"},
      {"many ifs", "DO $$ BEGIN " + times(300'000, "IF true THEN ") + "NULL;" + times(300'000, " END IF;") + " END $$"},
      {"loops", "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN " + times(5'000, "LOOP ") + "NULL;" +
                    times(5'000, " END LOOP;") + " END $$"},
      {"bodies", "DO $a$ BEGIN EXECUTE $b$ DO $c$ BEGIN EXECUTE $d$ SELECT 1" + times(30'000, "+1") + " $d$; END $c$ $b$; END $a$"},
      {"comments", times(100'000, "/*") + times(100'000, "*/") + "SELECT 1"},
  }));
  Hostile workspace;
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\n" + sql + ";\n" + kDown);
  const ProcessResult result = workspace.review();
  CAPTURE(name, result.out.substr(0, 500), result.err.substr(0, 500));
  CHECK_FALSE(result.timed_out);
  CHECK((result.exit_code == 0 || result.exit_code == 1));
  CHECK_THAT(result.out, Contains("in 1 revision of 1 service") || Contains("in 0 revisions of 1 service"));
}

TEST_CASE("nothing that is no regular file is read, and no link followed out of the service") {
  Hostile workspace;
  const fs::path revisions = workspace.revisions();
  SECTION("a pipe") { REQUIRE(::mkfifo((revisions / "a.sql").c_str(), 0600) == 0); }
  SECTION("a device") { fs::create_symlink("/dev/zero", revisions / "a.sql"); }
  SECTION("a terminal") { fs::create_symlink("/dev/tty", revisions / "a.sql"); }
  SECTION("a directory") { fs::create_directory(revisions / "a.sql"); }
  SECTION("a link to a secret") { fs::create_symlink("/etc/passwd", revisions / "a.sql"); }
  SECTION("a link to a neighbour") {
    workspace.write("services/other.sql", "SECRET");
    fs::create_symlink("../../other.sql", revisions / "a.sql");
  }
  SECTION("a link to itself") { fs::create_symlink("a.sql", revisions / "a.sql"); }
  SECTION("a link to nothing") { fs::create_symlink("/nowhere/at/all", revisions / "a.sql"); }
  SECTION("revisions that are elsewhere") {
    fs::remove(revisions);
    fs::create_directory_symlink("/etc", revisions);
    fs::remove(revisions);
    TemporaryDirectory elsewhere;
    elsewhere.write("a.sql", "SECRET");
    fs::create_directory_symlink(elsewhere.path(), revisions);
    const ProcessResult result = workspace.review();
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.out + result.err, !Contains("SECRET") && Contains("leads out of"));
    return;
  }
  const ProcessResult result = workspace.review();
  CAPTURE(result.out, result.err);
  CHECK_FALSE(result.timed_out);
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, Contains("services/api/revisions/a.sql: error: ") && Contains("[revision-file]"));
  CHECK_THAT(result.out + result.err, !Contains("root:") && !Contains("SECRET"));
}

TEST_CASE("a statement of megabytes is undecided, and too many statements are a finding") {
  Hostile workspace;
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nSELECT '" + std::string(5 << 20, 'x') + "';\n" + kDown);
  CHECK_THAT(workspace.review().out, Contains("it is too long to be analysed") && Contains("[undecided-statement]"));
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\n" + times(500'001, "SELECT;") + kDown);
  const ProcessResult result = workspace.review();
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, Contains("are too much to review: 3 MiB, 500,001 statements. [revision-file]"));
}

TEST_CASE("a file that is too large is a finding, and is not read") {
  Hostile workspace;
  workspace.write("services/api/revisions/a.sql", "");
  REQUIRE(::truncate((workspace.revisions() / "a.sql").c_str(), off_t{1} << 40) == 0);
  const ProcessResult result = workspace.review();
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, Contains("a.sql: error: The file has 1099511627776 bytes"));
}

TEST_CASE("a directory of very many files ends as one finding") {
  Hostile workspace;
  const fs::path revisions = workspace.revisions();
  // Links to one file: they cost a name each.
  workspace.write("services/api/revisions/0.sql", "-- m\n--\n-- Revision ID: aaaaaaaaaaaa\n-- Revises:\n\n-- deed:upgrade\n");
  for (int i = 1; i <= 50'001; ++i) {
    REQUIRE(::link((revisions / "0.sql").c_str(), (revisions / (std::to_string(i) + ".sql")).c_str()) == 0);
  }
  const ProcessResult result = workspace.review();
  CHECK_FALSE(result.timed_out);
  CHECK(result.exit_code == 1);
  CHECK(result.out.size() < 1'000);
  CHECK_THAT(result.out, Contains("more than 50,000 revision files"));
}
