#include <catch2/catch.hpp>

#include "autogenerate/generate.h"
#include "support/generated_revision.h"
#include "support/test_database.h"
#include "support/test_server.h"

using namespace deed;

namespace {

constexpr const char* kNames =
    "SELECT conrelid::regclass || '.' || conname || CASE WHEN conislocal THEN '' ELSE ' inherited' END FROM "
    "pg_constraint WHERE contype = 'n' AND conrelid::regclass::text IN ('t', 'child') ORDER BY 1";

autogenerate::Draft draft_of(const testing::TestDatabase& wanted, const testing::TestDatabase& actual) {
  return autogenerate::generate(testing::read_schema(wanted), testing::read_schema(actual), {});
}

}  // namespace

TEST_CASE("NOT NULL of PostgreSQL 18 keeps the name that the model gives it, and its comment") {
  if (testing::server_major() < 18) {
    return;
  }
  const auto [before, model] = GENERATE(table<std::string, std::string>({
      {"",
       "CREATE TABLE t (a int CONSTRAINT said NOT NULL, b int NOT NULL, c int CONSTRAINT counted NOT NULL GENERATED ALWAYS AS IDENTITY);"
       "COMMENT ON CONSTRAINT said ON t IS 'why'; COMMENT ON CONSTRAINT t_b_not_null ON t IS 'also'"},
      {"CREATE TABLE t (a int, b int NOT NULL, c int NOT NULL)",
       "CREATE TABLE t (a int CONSTRAINT said NOT NULL, b int CONSTRAINT other NOT NULL, c int);"
       "COMMENT ON CONSTRAINT said ON t IS 'why'; COMMENT ON CONSTRAINT other ON t IS 'b'"},
      {"CREATE TABLE t (b int CONSTRAINT said NOT NULL); COMMENT ON CONSTRAINT said ON t IS 'why'",
       "CREATE TABLE t (b int, a int CONSTRAINT said PRIMARY KEY, d int CONSTRAINT no_null NOT NULL)"},
      {"CREATE TABLE t (a int CONSTRAINT one NOT NULL); CREATE TABLE child () INHERITS (t)",
       "CREATE TABLE t (a int CONSTRAINT two NOT NULL); CREATE TABLE child () INHERITS (t)"},
  }));
  CAPTURE(model);
  testing::TestDatabase actual;
  testing::TestDatabase wanted;
  actual.sql(before);
  wanted.sql(model);
  const testing::Rows names_before = actual.rows(kNames);
  const autogenerate::Draft draft = draft_of(wanted, actual);
  const std::string upgrade = testing::sections("upgrade", draft.upgrade);
  const std::string downgrade = testing::sections("downgrade", draft.downgrade);
  CAPTURE(upgrade, downgrade);

  testing::check_there_and_back(actual, wanted, draft, {});

  CHECK(actual.rows(kNames) == wanted.rows(kNames));
  testing::apply(actual, testing::revision_of(upgrade, downgrade).downgrade);
  CHECK(actual.rows(kNames) == names_before);
}

TEST_CASE("usual names of NOT NULL are no difference") {
  testing::TestDatabase actual;
  testing::TestDatabase wanted;
  actual.sql("CREATE TABLE old_name (a int NOT NULL); ALTER TABLE old_name RENAME TO t");
  wanted.sql("CREATE TABLE t (a int NOT NULL)");

  CHECK(draft_of(wanted, actual).empty());
}

TEST_CASE("a child's own NOT NULL is told from its parents' where PostgreSQL does") {
  testing::TestDatabase actual;
  testing::TestDatabase wanted;
  wanted.sql(
      "CREATE TABLE t (a int NOT NULL, b int NOT NULL, c int NOT NULL);"
      "CREATE TABLE child (a int NOT NULL, b int) INHERITS (t); ALTER TABLE child ALTER COLUMN c SET NOT NULL");

  testing::check_there_and_back(actual, wanted, draft_of(wanted, actual), {});

  CHECK(actual.rows(kNames) == wanted.rows(kNames));
}
