#include <catch2/catch.hpp>

#include <variant>

#include "revisions/checksum.h"
#include "revisions/header.h"
#include "revisions/reader.h"
#include "revisions/writer.h"

using namespace deed;
using namespace deed::revisions;

namespace {

const ReadContext kContext{"api-gateway", "public"};

const std::string kHeader = "-- add last login\n--\n-- Revision ID: ae1027a6acf0\n-- Revises: 1a1b8117c8cd\n\n";

Revision read(const std::string& text) { return parse_revision(text, "r.sql", kContext); }

ErrorText error_of(const std::string& text) {
  try {
    read(text);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::revision);
    return error.text();
  }
  return {.what = "no error"};
}

std::vector<std::string> statements(const Step& step) {
  std::vector<std::string> result;
  for (const auto& item : step.items) {
    if (const auto* statement = std::get_if<SourceStatement>(&item)) {
      result.push_back(statement->text);
    }
  }
  return result;
}

}  // namespace

TEST_CASE("a revision file is read as it is written in the docs") {
  const Revision revision = read(
      "-- add last login\n--\n-- Revision ID: ae1027a6acf0\n-- Revises: 1a1b8117c8cd, 27c6a30d7c24\n-- Create Date: 2026-11-21 "
      "10:12:00+00:00\n"
      "-- Branch Labels: login\n-- Depends On: service-selection:4f1255eefaba, 0123456789ab\n-- Ticket: ABC-1\n\n"
      "-- deed:upgrade\n-- deed:share user with service-selection: read, reference\nALTER TABLE \"user\" ADD COLUMN last_login "
      "timestamptz;\n\n"
      "-- deed:upgrade repeat pause=50ms\nUPDATE \"user\" SET last_login = now();\n\n"
      "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY i ON \"user\" (last_login);\n\n"
      "-- deed:downgrade\nALTER TABLE \"user\" DROP COLUMN last_login; -- gone\n");
  CHECK(revision.id == "ae1027a6acf0");
  CHECK(revision.message == "add last login");
  CHECK(revision.revises == std::vector<std::string>{"1a1b8117c8cd", "27c6a30d7c24"});
  CHECK(revision.depends_on == std::vector<RevisionRef>{{"service-selection", "4f1255eefaba"}, {"", "0123456789ab"}});
  CHECK(revision.branch_labels == std::vector<std::string>{"login"});
  CHECK(revision.other_headers == std::vector<std::pair<std::string, std::string>>{{"Ticket", "ABC-1"}});
  REQUIRE(revision.upgrade.size() == 3);
  CHECK(revision.upgrade[0].line == 10);
  CHECK(std::get<Directive>(revision.upgrade[0].items.at(0)).service == "service-selection");
  CHECK(std::get<SourceStatement>(revision.upgrade[0].items.at(1)).position.line == 12);
  CHECK(revision.upgrade[1].kind == StepKind::repeat);
  CHECK(revision.upgrade[1].pause == Duration(50));
  CHECK(revision.upgrade[2].kind == StepKind::autocommit);
  CHECK(statements(revision.downgrade.at(0)) == std::vector<std::string>{"ALTER TABLE \"user\" DROP COLUMN last_login"});
  CHECK_FALSE(revision.irreversible);
}

TEST_CASE("what is written is read back") {
  Revision revision{.service = "api-gateway", .id = "ae1027a6acf0", .message = "two\nlines"};
  revision.revises = {"1a1b8117c8cd"};
  revision.depends_on = {{"other", "27c6a30d7c24"}};
  revision.create_date = "2026-11-21 10:12:00+00:00";
  const std::string text = render_revision(revision, {{.body = "SELECT 1;\n"},
                                                      {.kind = StepKind::autocommit, .body = "VACUUM t;"},
                                                      {.direction = Direction::downgrade, .irreversible = "say \"no\""}});
  const Revision again = read(text);
  CHECK(again.message == "two lines");
  CHECK(again.revises == revision.revises);
  CHECK(again.depends_on == revision.depends_on);
  CHECK(again.upgrade.size() == 2);
  CHECK(again.irreversible->reason == "say 'no'");
}

TEST_CASE("a missing downgrade section is no way down, an empty one is nothing to undo") {
  CHECK(read(kHeader + "-- deed:upgrade\nSELECT 1;\n").irreversible.has_value());
  const Revision empty = read(kHeader + "-- deed:upgrade\nSELECT 1;\n-- deed:downgrade\n");
  CHECK_FALSE(empty.irreversible);
  CHECK(empty.downgrade.at(0).items.empty());
}

TEST_CASE("what is not clearly right is refused with its line") {
  const auto [body, line, text] = GENERATE(table<std::string, std::string, std::string>({
      {"SELECT 1;\n", "r.sql:6", "before the first section"},
      {"-- deed:upgrde\n", "r.sql:6", "Did you mean 'upgrade'"},
      {"-- deed:upgrade\n-- deed:clam t\n", "r.sql:7", "Did you mean 'claim'"},
      {"-- deed:upgrade\n  -- deed:claim t\n", "r.sql:7", "not at the start of its line"},
      {"-- deed:upgrade\n--deed:claim t\n", "r.sql:7", "not at the start of its line"},
      {"-- deed:upgrade atomic\n", "r.sql:6", "Unknown words"},
      {"-- deed:upgrade\nDO $$ BEGIN\n", "r.sql:7", "never ends"},
      {"-- deed:upgrade\n\\i other.sql\n", "r.sql:7", "psql meta-command"},
      {"-- deed:upgrade\nSELECT 1 \\gexec\n", "r.sql:7", "psql meta-command"},
      {"-- deed:upgrade\nSELECT 1;\n-- deed:downgrade\n-- deed:claim t\n", "r.sql:9", "downgrade section has a directive"},
      {"-- deed:upgrade repeat\nUPDATE t SET a = 1; UPDATE t SET b = 1;\n", "r.sql:6", "one INSERT, UPDATE or DELETE"},
      {"-- deed:upgrade repeat\nDROP TABLE t;\n", "r.sql:6", "one INSERT, UPDATE or DELETE"},
      {"-- deed:upgrade repeat pause=fast\nUPDATE t SET a = 1;\n", "r.sql:6", "pause=DURATION"},
      {"-- deed:downgrade adopt\n", "r.sql:6", "Unknown words"},
      {"-- deed:upgrade\n-- deed:downgrade irreversible\n", "r.sql:7", "needs a reason"},
      {"-- deed:upgrade\n-- deed:share t with x\n", "r.sql:7", "list of accesses"},
      {"-- deed:upgrade\n-- deed:share t with x: writ\n", "r.sql:7", "Did you mean 'write'"},
      {"-- deed:upgrade\n-- deed:give t* to x\n", "r.sql:7", "is a pattern"},
      {"-- deed:upgrade\n-- deed:take t\n", "r.sql:7", "needs an object"},
      {"-- deed:upgrade\n-- deed:allow X\n", "r.sql:7", "needs a rule and a reason"},
      {"-- deed:upgrade\nSELECT 1\n-- deed:claim t\n+ 1;\n", "r.sql:8", "inside a statement"},
      {"-- deed:downgrade\n", "r.sql", "no upgrade section"},
  }));
  CAPTURE(body);
  const ErrorText error = error_of(kHeader + body);
  CHECK(error.where == line);
  CHECK_THAT(error.what, Catch::Contains(text));
  CHECK_FALSE(error.hint.empty());
}

TEST_CASE("a header that can't be trusted is refused") {
  const auto [header, text] = GENERATE(table<std::string, std::string>({
      {"", "no `Revision ID:`"},
      {"-- message\n", "no `Revision ID:`"},
      {"-- m\n--\n-- Revision ID: a b\n", "not a revision id"},
      {"-- m\n--\n-- Revision ID: head\n", "not a revision id"},
      {"-- m\n--\n-- Revision ID: a1\n-- Revision ID: a2\n", "stands twice"},
      {"-- m\n--\n-- Revision ID: a1\n-- Revises: a:b\n", "not a revision id"},
  }));
  CAPTURE(header);
  CHECK_THAT(error_of(header + "\n-- deed:upgrade\n").what, Catch::Contains(text));
}

TEST_CASE("words of a message that look like a header are part of it") {
  const Revision revision = read("-- Fix: add index\n--\n-- Revision ID: a1\n\n-- deed:upgrade\n");
  CHECK(revision.message == "Fix: add index");
}

TEST_CASE("the checksum sees what matters and nothing else") {
  const std::string base = "-- deed:upgrade\nALTER TABLE t\n  ADD COLUMN a text DEFAULT 'x  y';\n";
  const auto same = [&](const std::string& other) { return step_checksum(base) == step_checksum(other); };
  CHECK(same("-- deed:upgrade\r\nALTER TABLE t\r\n  ADD COLUMN a text DEFAULT 'x  y';\r\n"));
  CHECK(same("-- deed:upgrade\n-- why\nALTER TABLE t ADD /* note */ COLUMN a text DEFAULT 'x  y';"));
  CHECK(same("-- deed:upgrade\n-- deed:allow RULE reason=\"x\"\nALTER TABLE t ADD COLUMN a text DEFAULT 'x  y';"));
  CHECK_FALSE(same("-- deed:upgrade\nALTER TABLE t ADD COLUMN a text DEFAULT 'x y';"));
  CHECK_FALSE(same("-- deed:upgrade autocommit\nALTER TABLE t ADD COLUMN a text DEFAULT 'x  y';"));
  CHECK_FALSE(same("-- deed:upgrade\n-- deed:claim t\nALTER TABLE t ADD COLUMN a text DEFAULT 'x  y';"));
  CHECK_FALSE(same("-- deed:upgrade\nALTER TABLE tADD COLUMN a text DEFAULT 'x  y';"));
  CHECK(normalised_step("-- deed:upgrade\nselect 1;\n-- deed:claim  a\nselect 2;") ==
        "-- deed:upgrade\nselect 1;\n-- deed:claim a\nselect 2;");
}

TEST_CASE("a file name is made from its template") {
  const Revision revision{.id = "ae1027a6acf0", .message = "Add user's last login!"};
  CHECK(file_name("{year}{month}{day}_{hour}{minute}_{rev}_{slug}", revision, TimePoint(std::chrono::seconds(1795255920))) ==
        "20261121_1012_ae1027a6acf0_add_user_s_last_login.sql");
}

TEST_CASE("the header ends with its block of comments") {
  const std::string header = "-- m\n--\n-- Revision ID: aaaaaaaaaaaa\n-- Revises:\n";
  const std::string section = "-- deed:upgrade\nSELECT 1;\n";
  const Revision revision = parse_revision(header + "\n-- TODO: one\n-- TODO: two\n\n" + section, "x.sql", kContext);
  CHECK(revision.other_headers.empty());
  CHECK_THROWS_WITH(parse_revision(header + "\n-- Depends On: other:bbbbbbbbbbbb\n\n" + section, "x.sql", kContext),
                    Catch::Contains("stands below the header"));
}
