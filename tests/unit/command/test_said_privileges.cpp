#include <catch2/catch.hpp>

#include "command/said_privileges.h"
#include "sql/analyse.h"

using namespace deed;
using namespace deed::command;

TEST_CASE("what a revision gives back to something made anew is no word on privileges of its own") {
  const auto [statements, says] = GENERATE(table<std::vector<std::string>, bool>({
      {{"CREATE VIEW v AS SELECT 1", "GRANT SELECT ON v TO a"}, true},
      {{"DROP VIEW v", "CREATE VIEW v AS SELECT 1", "GRANT SELECT ON TABLE public.v TO a"}, false},
      {{"DROP FUNCTION f(int)", "CREATE FUNCTION f(bigint) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "REVOKE EXECUTE ON FUNCTION f(bigint) FROM PUBLIC"},
       false},
      {{"ALTER TYPE e RENAME TO e_replaced", "CREATE TYPE e AS ENUM ('a')", "GRANT USAGE ON TYPE e TO a", "DROP TYPE e_replaced"}, false},
      {{"ALTER TABLE t DROP COLUMN c", "ALTER TABLE t ADD COLUMN c int", "GRANT SELECT (c) ON TABLE t TO a"}, false},
      {{"ALTER TABLE t DROP COLUMN c", "GRANT SELECT ON TABLE t TO a"}, true},
      {{"DROP VIEW v", "CREATE VIEW v AS SELECT 1", "GRANT SELECT ON v, w TO a"}, true},
      {{"GRANT SELECT ON v TO a", "DROP VIEW v"}, true},
      {{"DO $$ BEGIN GRANT SELECT ON v TO a; END $$"}, true},
      {{"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO a"}, true},
      {{"CREATE TABLE t (a int)"}, false},
  }));
  ParsedStep step;
  for (const std::string& statement : statements) {
    CAPTURE(statement);
    step.items.emplace_back(sql::analyse({statement, {}}));
  }
  CHECK(says_privileges({step}, {"public"}) == says);
}
