#include <catch2/catch.hpp>

#include <filesystem>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

const std::string kHeader = "-- m\n--\n-- Revision ID: aaaaaaaaaaaa\n-- Revises:\n\n-- deed:upgrade\n";
const std::string kBody = "CREATE TABLE t (a int);\n";

class OneService : public TestWorkspace {
 public:
  OneService() { service("api"); }

  void file(const std::string& text) { write("services/api/revisions/aaaaaaaaaaaa.sql", text); }

  // `review` finds it, `upgrade` ends with the code and has neither connected nor changed anything.
  void check_refused(int code, const std::string& where, const std::string& what) {
    const ProcessResult review = deed_with({"review"}, {});
    CAPTURE(review.out, review.err);
    CHECK(review.exit_code == (code == 3 ? 3 : 1));
    CHECK_THAT(review.out + review.err, Contains(where) && Contains(what) && Contains("try:"));
    const ProcessResult upgrade = deed({"upgrade", "head"});
    CHECK(upgrade.exit_code == code);
    CHECK_THAT(upgrade.err, Contains(where) && Contains(what) && Contains("try:") && !Contains("Connected"));
    CHECK(database().value("SELECT to_regnamespace('deed')").empty());
  }

  void check_accepted() {
    CHECK(deed_with({"review"}, {}).exit_code == 0);
    CHECK(deed({"upgrade", "head"}).exit_code == 0);
    CHECK(database().value("SELECT to_regclass('t')") == "t");
  }
};

std::string utf16(const std::string& text) {
  std::string bytes = "\xFF\xFE";
  for (const char c : text) {
    bytes += c;
    bytes += '\0';
  }
  return bytes;
}

}  // namespace

TEST_CASE("a revision file that can't be trusted is refused with its place, before anything connects") {
  OneService workspace;
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"", "aaaaaaaaaaaa.sql", "no `Revision ID:`"},
      {utf16(kHeader + kBody), "aaaaaaaaaaaa.sql:1:1", "UTF-16"},
      {kHeader + "CREATE TABLE t (a int);" + std::string(1, '\0') + "DROP TABLE u;\n", "aaaaaaaaaaaa.sql:7:24", "NUL byte"},
      {kHeader + "SELECT '\xff';\n", "aaaaaaaaaaaa.sql:7:9", "not valid UTF-8"},
      {kHeader + "-- innocent\rDROP TABLE u;\n", "aaaaaaaaaaaa.sql:7:12", "carriage return"},
      {kHeader + "SELECT 1; -- \u202e;u ELBAT PORD\n", "aaaaaaaaaaaa.sql:7:14", "turns the direction of writing"},
      {kHeader + "SELECT a\u200bb;\n", "aaaaaaaaaaaa.sql:7:9", "invisible character"},
      {kHeader + "DO $$ BEGIN END;\n", "aaaaaaaaaaaa.sql:7", "never ends"},
      {kHeader + "SELECT 'abc;\n", "aaaaaaaaaaaa.sql:7", "never ends"},
      {kHeader + "\\connect other\n", "aaaaaaaaaaaa.sql:7", "psql meta-command"},
      {kHeader + "\\i /etc/passwd\n", "aaaaaaaaaaaa.sql:7", "psql meta-command"},
      {kHeader + "-- deed:frobnicate t\n", "aaaaaaaaaaaa.sql:7", "Unknown directive"},
      {"-- m\n--\n-- Revision ID: aaaaaaaaaaaa\n-- Revises: 999999999999\n\n-- deed:upgrade\n", "aaaaaaaaaaaa.sql",
       "follows '999999999999', which does not exist"},
      {"-- m\n--\n-- Revision ID: aaaaaaaaaaaa\n-- Revises: aaaaaaaaaaaa\n\n-- deed:upgrade\n", "aaaaaaaaaaaa.sql", "cycle"},
  }));
  CAPTURE(what);
  workspace.file(text);
  workspace.check_refused(what.find("follows") != std::string::npos || what == "cycle" ? 4 : 5, where, what);
}

TEST_CASE("a byte order mark and CRLF are accepted, and change no checksum") {
  OneService workspace;
  std::string crlf;
  for (const char c : kHeader + kBody) {
    crlf += c == '\n' ? "\r\n" : std::string(1, c);
  }
  workspace.file("\xEF\xBB\xBF" + crlf);
  workspace.check_accepted();
  workspace.file(kHeader + kBody);
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
}

TEST_CASE("COPY FROM STDIN, transaction control and the like are refused by the static check") {
  OneService workspace;
  const std::string statement = GENERATE(as<std::string>(), "COPY t FROM STDIN;\n1\n2\n\\.", "COMMIT;",
                                         "BEGIN; CREATE TABLE t (a int); COMMIT;", "SET ROLE postgres;", "CREATE DATABASE x;");
  workspace.file(kHeader + statement + "\n");
  const ProcessResult upgrade = workspace.deed({"upgrade", "head"});
  CAPTURE(statement, upgrade.err);
  CHECK(upgrade.exit_code == (statement.starts_with("COPY") ? 5 : 6));
  CHECK(workspace.database().value("SELECT to_regnamespace('deed')").empty());
}

TEST_CASE("a file that is no plain file inside the service is refused") {
  OneService workspace;
  fs::create_directories(workspace.path() / "services/api/revisions");
  const fs::path file = workspace.path() / "services/api/revisions/aaaaaaaaaaaa.sql";
  SECTION("a directory") {
    fs::create_directory(file);
    workspace.check_refused(5, "aaaaaaaaaaaa.sql", "not a regular file");
  }
  SECTION("a pipe does not block") {
    REQUIRE(run({"mkfifo", file.string()}).exit_code == 0);
    workspace.check_refused(5, "aaaaaaaaaaaa.sql", "not a regular file");
  }
  SECTION("a link out of the tree") {
    workspace.write("outside.sql", kHeader + kBody);
    fs::create_symlink(workspace.path() / "outside.sql", file);
    workspace.check_refused(5, "aaaaaaaaaaaa.sql", "leads out of");
  }
  SECTION("a link in a circle") {
    fs::create_symlink(file, file);
    workspace.check_refused(5, "aaaaaaaaaaaa.sql", "leads out of");
  }
  SECTION("a link inside is as good as a file") {
    workspace.write("services/api/kept.sql", kHeader + kBody);
    fs::create_symlink("../kept.sql", file);
    workspace.check_accepted();
  }
  SECTION("unreadable") {
    workspace.file(kHeader + kBody);
    fs::permissions(file, fs::perms::none);
    if (run({"cat", file.string()}).exit_code != 0) {  // root reads everything
      workspace.check_refused(5, "aaaaaaaaaaaa.sql", "cannot be read");
    }
  }
}

TEST_CASE("a file of 10 MB is read, one of 100 MB is refused") {
  OneService workspace;
  std::string rows;
  while (rows.size() < 10'000'000) {
    rows += "INSERT INTO t VALUES (" + std::to_string(rows.size()) + ");\n-- " + std::string(1000, 'x') + "\n";
  }
  workspace.file(kHeader + kBody + rows);
  workspace.check_accepted();
  workspace.file(kHeader + std::string(100'000'000, ' '));
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == 5);
  CHECK_THAT(result.err, Contains("the limit is"));
}

TEST_CASE("a statement that could overrun the parser's stack is undecided, not a crash") {
  OneService workspace;
  std::string chain = "SELECT 1";
  for (int i = 0; i < 50'000; ++i) {
    chain += "+1";
  }
  workspace.file(kHeader + kBody + chain + ";\n");
  const ProcessResult review = workspace.deed_with({"review"}, {});
  CHECK(review.exit_code == 0);
  CHECK_THAT(review.out, Contains("too long or nests too deeply"));
}

TEST_CASE("a configuration that can't be read is exit 3 with its place") {
  OneService workspace;
  workspace.file(kHeader + kBody);
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"service = \"api\"\nversion_tabel = \"x\"\n", "services/api/deed.toml:2:1", "Did you mean 'version_table'"},
      {"service = \"api\n", "services/api/deed.toml:1", ""},
      {"service = 1\n", "services/api/deed.toml:1:11", ""},
      {"service = \"api\"\n[database]\nlock_timeout = \"2\"\n", "services/api/deed.toml:3", ""},
      {"service = \"api\"\nversion_table = \"" + std::string(64, 'x') + "\"\n", "services/api/deed.toml:2", "63"},
      {utf16("service = \"api\"\n"), "services/api/deed.toml", "UTF-16"},
      {"service = \"a" + std::string(1, '\0') + "pi\"\n", "services/api/deed.toml", "NUL"},
  }));
  CAPTURE(text);
  workspace.write("services/api/deed.toml", text);
  workspace.check_refused(3, where, what);
}

TEST_CASE("wrong words on the command line are exit 2 and say what would be right") {
  OneService workspace;
  const auto [words, what] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"upgrde", "head"}, "Did you mean 'upgrade'?"},
      {{"upgrade"}, "needs REV"},
      {{"upgrade", "head", "more"}, "more"},
      {{"upgrade", "head", "--tga", "x"}, "Did you mean '--tag'?"},
      {{"-s", "ap", "upgrade", "head"}, "Did you mean 'api'?"},
      {{"--all", "-s", "api", "upgrade", "head"}, "exclude each other"},
      {{"wait", "--timeout", "5"}, "not a duration"},
      {{"dev"}, "needs a subcommand"},
      {{"review", "--fail-on", "maybe"}, "--fail-on"},
      {{"init", "x", "--service", "a b"}, "not a service name"},
      {{"init", "x", "--service", "a", "--template", "servce"}, "Did you mean 'service'?"},
  }));
  CAPTURE(words);
  const ProcessResult result = workspace.deed(words);
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.err, Contains(what) && Contains("try:"));
}

TEST_CASE("unknown revisions are exit 4 in Alembic's words") {
  OneService workspace;
  workspace.file(kHeader + kBody);
  const auto [words, what] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"upgrade", "nope"}, "Can't locate revision identified by 'nope'"},
      {{"upgrade", "+5"}, "Relative revision +5 didn't produce 5 migrations"},
      {{"downgrade", "-9"}, "Relative revision -9 didn't produce 9 migrations"},
      {{"stamp", "zzz"}, "Can't locate revision identified by 'zzz'"},
  }));
  CAPTURE(words);
  const ProcessResult result = workspace.deed(words);
  CHECK(result.exit_code == 4);
  CHECK_THAT(result.err, Contains(what));
}
