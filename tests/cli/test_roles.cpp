// A role for each service: what it lacks is told as SQL that a DBA can run.
#include <catch2/catch.hpp>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

// The lines of an error that are SQL.
std::string sql_in(const std::string& text) {
  std::string sql;
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; begin = end + 1, end = text.find('\n', begin)) {
    const std::string line = text.substr(begin, end - begin);
    sql += line.ends_with(';') ? line + '\n' : "";
  }
  return sql;
}

class Roles {
 public:
  Roles() {
    workspace.database().sql(
        "DO $$ BEGIN CREATE ROLE role_a LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;"
        "DO $$ BEGIN CREATE ROLE role_b LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;"
        "GRANT CREATE ON SCHEMA public TO role_a, role_b");
    workspace.service("a");
    workspace.revision(
        "a", "aaaaaaaaaaaa", "",
        "-- deed:upgrade\nCREATE TABLE a (id int PRIMARY KEY);\n-- deed:share a with b: reference\n\n-- deed:downgrade\nDROP TABLE a;\n");
    workspace.service("b");
    workspace.write("services/b/revisions/bbbbbbbbbbbb.sql",
                    "-- b\n--\n-- Revision ID: bbbbbbbbbbbb\n-- Revises:\n-- Depends On: a:aaaaaaaaaaaa\n\n"
                    "-- deed:upgrade\nCREATE TABLE b (id int REFERENCES a);\n");
  }

  std::string url_of(const std::string& role) {
    std::string text;
    for (const auto& [keyword, value] : workspace.database().parameters()) {
      text += keyword + "='" + (keyword == "user" ? role : value) + "' ";
    }
    return text;
  }

  ProcessResult deed(const std::string& role, std::vector<std::string> words) {
    words.insert(words.begin(), {"-s", role.substr(5)});
    return workspace.deed_with(words, {{"DATABASE_URL", url_of(role)}});
  }

  // Runs the command, and what it asks a DBA for, until it asks for nothing; returns the last result.
  ProcessResult deed_with_dba(const std::string& role, const std::vector<std::string>& words) {
    ProcessResult result = deed(role, words);
    for (int i = 0; result.exit_code == 14 && !sql_in(result.err).empty() && i < 5; ++i) {
      INFO(result.err);
      workspace.database().sql(sql_in(result.err));
      result = deed(role, words);
    }
    return result;
  }

  TestWorkspace workspace;
};

}  // namespace

TEST_CASE("each service runs with a role of its own, once a DBA has run what deed asks for") {
  Roles roles;
  CHECK(roles.deed("role_a", {"upgrade", "head"}).exit_code == 14);
  CHECK(roles.deed("role_a", {"current"}).exit_code == 0);
  CHECK(roles.deed_with_dba("role_a", {"upgrade", "head"}).exit_code == 0);

  for (const std::vector<std::string>& words : {std::vector<std::string>{"upgrade", "head"}, {"current"}, {"status"}, {"wait"}}) {
    const ProcessResult refused = roles.deed("role_b", words);
    INFO(refused.err);
    CHECK(refused.exit_code == 14);
    CHECK_THAT(refused.err, Contains("GRANT") && Contains("TO role_b;"));
  }
  const ProcessResult wants_reference = roles.deed_with_dba("role_b", {"upgrade", "head"});
  CHECK(wants_reference.exit_code == 14);
  CHECK_THAT(wants_reference.err,
             Contains("permission denied for table a") && Contains("bbbbbbbbbbbb.sql") && Contains("GRANT that to role_b"));
  roles.workspace.database().sql("GRANT REFERENCES ON a TO role_b");
  CHECK(roles.deed("role_b", {"upgrade", "head"}).exit_code == 0);
  // Taking back a's revision looks whether b's depend on it.
  CHECK(roles.deed_with_dba("role_a", {"downgrade", "base"}).exit_code == 4);
}

TEST_CASE("wait needs no more than SELECT on one version table") {
  Roles roles;
  roles.workspace.database().sql("GRANT CREATE ON DATABASE " + roles.workspace.database().name() + " TO role_a");
  const ProcessResult up = roles.deed("role_a", {"upgrade", "head"});
  INFO(up.err);
  CHECK(up.exit_code == 0);
  roles.workspace.database().sql(
      "DO $$ BEGIN CREATE ROLE role_reader LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;"
      "GRANT USAGE ON SCHEMA deed TO role_reader; GRANT SELECT ON deed.version_a TO role_reader");
  CHECK(roles.workspace.deed_with({"-s", "a", "wait", "--timeout", "1s"}, {{"DATABASE_URL", roles.url_of("role_reader")}}).exit_code == 0);
}
