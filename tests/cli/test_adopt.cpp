#include <catch2/catch.hpp>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

const std::string kUser =
    "CREATE TABLE \"user\" (id bigserial PRIMARY KEY, email text NOT NULL UNIQUE);\nCOMMENT ON TABLE \"user\" IS 'x';\n";
const std::string kNote =
    "CREATE TYPE mood AS ENUM ('a', 'b');\nCREATE TABLE note (id int PRIMARY KEY, user_id bigint NOT NULL REFERENCES \"user\", mood "
    "mood);\n"
    "CREATE INDEX note_user ON note (user_id);\n";
const std::string kForeign = "CREATE TABLE foreign_thing (id int PRIMARY KEY);\n";

// The first line of each statement that the server got.
std::string statements_of(const std::string& log) {
  std::string statements;
  for (std::size_t at = log.find("LOG:  "); at != std::string::npos; at = log.find("LOG:  ", at + 1)) {
    statements += log.substr(at, log.find('\n', at) - at) + '\n';
  }
  return statements;
}

// With the neighbour's table in it, as SQLAlchemy's metadata needs it.
const std::string kModelWithNeighbour =
    kForeign + "CREATE TABLE \"user\" (id bigserial PRIMARY KEY, email text NOT NULL UNIQUE, thing_id int REFERENCES foreign_thing);\n";

// A service whose tables have been there since before deed.
class Standing : public TestWorkspace {
 public:
  explicit Standing(const std::string& exists, const std::string& wants = kUser + kNote) {
    service("shop");
    model("shop", wants);
    database().sql(exists);
  }

  ProcessResult adopt() { return deed({"-s", "shop", "revision", "--autogenerate", "--adopt", "-m", "adopt what exists"}); }
  ProcessResult upgrade() { return deed({"-s", "shop", "upgrade", "head"}); }
  ProcessResult upgrade(const TestDatabase& other) { return deed_with({"-s", "shop", "upgrade", "head"}, {{"DATABASE_URL", other.url()}}); }
};

}  // namespace

TEST_CASE("what exists is adopted in one step, in every environment by the same file") {
  Standing workspace(kUser + kNote + kForeign + "INSERT INTO \"user\" (email) VALUES ('e')");
  CHECK(workspace.deed({"-s", "shop", "revision", "--autogenerate", "-m", "x"}).exit_code == 3);
  const std::string before = workspace.database().dump();
  const ProcessResult written = workspace.adopt();
  CAPTURE(written.err);
  REQUIRE(written.exit_code == 0);
  CHECK_THAT(written.err, Contains("Detected public.note, to be adopted") && !Contains("WARN") && !Contains("foreign_thing"));
  const std::string revision = workspace.newest_revision("shop");
  CHECK_THAT(revision, Contains("-- deed:upgrade adopt\n") && Contains("CREATE TABLE note") && Contains("COMMENT ON TABLE") &&
                           Contains("-- deed:downgrade irreversible reason=") && !Contains("-- deed:upgrade\n"));

  workspace.database().log_statements();
  const ProcessResult upgraded = workspace.upgrade();
  CAPTURE(upgraded.err, revision);
  REQUIRE(upgraded.exit_code == 0);
  const std::string statements = statements_of(workspace.database().log());
  CHECK_THAT(statements, Contains("COMMIT") && !Contains("note") && !Contains("\"user\"") && !Contains("mood"));
  CHECK(workspace.database().value("SELECT email FROM \"user\"") == "e");
  const std::string kMine = "SELECT string_agg(object, ' ' ORDER BY object) FROM deed.ownership WHERE object LIKE 'public.%'";
  CHECK(workspace.database().value(kMine) == "public.\"user\" public.mood public.note");
  CHECK(workspace.deed({"-s", "shop", "check"}).exit_code == 0);
  CHECK(workspace.upgrade().exit_code == 0);
  CHECK(workspace.deed({"-s", "shop", "downgrade", "base"}).exit_code == 5);
  CHECK(workspace.deed_with({"review"}, {}).exit_code == 0);

  TestDatabase empty;
  CHECK(workspace.upgrade(empty).exit_code == 0);
  empty.sql(kForeign);
  TestDatabase staging;
  staging.sql(kUser + kNote + kForeign);
  CHECK(workspace.upgrade(staging).exit_code == 0);
  CHECK(empty.value(kMine) == workspace.database().value(kMine));
  empty.sql("DROP SCHEMA deed CASCADE");
  CHECK(empty.dump() == before);
}

TEST_CASE("of a mixed state the rest is made in a step of its own") {
  Standing workspace(kUser);
  REQUIRE(workspace.adopt().exit_code == 0);
  const std::string revision = workspace.newest_revision("shop");
  CHECK(revision.find("-- deed:upgrade adopt\n") < revision.find("-- deed:upgrade\n"));
  CHECK(revision.find("-- deed:upgrade\n") < revision.find("CREATE TABLE note"));
  const ProcessResult upgraded = workspace.upgrade();
  CAPTURE(upgraded.err, revision);
  CHECK(upgraded.exit_code == 0);
  CHECK(workspace.deed({"-s", "shop", "check"}).exit_code == 0);
  const TestDatabase empty;
  CHECK(workspace.upgrade(empty).exit_code == 0);
  CHECK(empty.dump() == workspace.database().dump());
}

TEST_CASE("a database that is not as the model says is told of, and other columns stop the upgrade") {
  Standing workspace("CREATE TABLE \"user\" (id bigserial PRIMARY KEY, email varchar(9) NOT NULL UNIQUE, old int)", kUser);
  const ProcessResult written = workspace.adopt();
  CHECK(written.exit_code == 0);
  CHECK_THAT(written.err,
             Contains("ALTER TABLE \"user\" DROP COLUMN old -- until one of them follows the other, `upgrade` refuses to adopt "
                      "(exit 10)") &&
                 Contains("ALTER COLUMN email TYPE text -- the adoption leaves it so") && Contains("COMMENT ON TABLE"));
  CHECK_THAT(workspace.newest_revision("shop"), !Contains("ALTER TABLE"));
  const ProcessResult refused = workspace.upgrade();
  CHECK(refused.exit_code == 10);
  CHECK_THAT(refused.err, Contains("column old is not in the step"));
  workspace.database().sql("ALTER TABLE \"user\" DROP COLUMN old");
  CHECK(workspace.upgrade().exit_code == 0);
  const ProcessResult check = workspace.deed({"-s", "shop", "check"});
  CHECK(check.exit_code == 1);
  CHECK_THAT(check.out, Contains("ALTER COLUMN email TYPE text"));
}

TEST_CASE("what another service owns is not adopted") {
  Standing workspace(kUser + kNote + kForeign);
  REQUIRE(workspace.adopt().exit_code == 0);
  REQUIRE(workspace.upgrade().exit_code == 0);
  workspace.service("other");
  workspace.model("other", kUser + kForeign);
  const std::vector<std::string> adopt{"-s", "other", "revision", "--autogenerate", "--adopt", "-m", "adopt"};
  const ProcessResult refused = workspace.deed(adopt);
  CHECK(refused.exit_code == 6);
  CHECK_THAT(refused.err, Contains("public.\"user\", which belongs to shop"));

  workspace.service("shop", "[[ownership.share]]\nobject = \"user\"\nwith = \"other\"\nallow = [\"reference\"]\n");
  REQUIRE(workspace.deed({"-s", "shop", "revision", "--autogenerate", "-m", "share"}).exit_code == 0);
  REQUIRE(workspace.upgrade().exit_code == 0);
  REQUIRE(workspace.deed(adopt).exit_code == 0);
  CHECK_THAT(workspace.newest_revision("other"), Contains("CREATE TABLE foreign_thing") && !Contains("\"user\""));
}

TEST_CASE("claims and shares of deed.toml come along with the adoption") {
  Standing workspace(kUser + kForeign, kUser);
  workspace.service(
      "shop", "[ownership]\nowns = [\"user\", \"shop_*\"]\n[[ownership.share]]\nobject = \"user\"\nwith = \"*\"\nallow = [\"read\"]\n");
  REQUIRE(workspace.adopt().exit_code == 0);
  const std::string revision = workspace.newest_revision("shop");
  CHECK_THAT(revision, Contains("-- deed:claim public.shop_*") && Contains("-- deed:share public.\"user\" with *: read") &&
                           !Contains("-- deed:upgrade\n") && !Contains("claim public.\"user\""));
  const ProcessResult upgraded = workspace.upgrade();
  CAPTURE(upgraded.err, revision);
  CHECK(upgraded.exit_code == 0);
  CHECK(workspace.deed({"-s", "shop", "check"}).exit_code == 0);
}

TEST_CASE("nothing is dropped that was not the service's before, whatever owns says") {
  Standing workspace(kUser + "CREATE TABLE shop_old (id int); CREATE TABLE legacy (id int)", kUser);
  workspace.service("shop", "[ownership]\nowns = [\"shop_*\", \"legacy\", \"user\"]\n");
  if (GENERATE(true, false)) {
    REQUIRE(workspace.adopt().exit_code == 0);
  } else {
    REQUIRE(workspace.deed({"-s", "shop", "revision", "--autogenerate", "-m", "claim"}).exit_code == 0);
  }
  CHECK_THAT(workspace.newest_revision("shop"), !Contains("DROP") && !Contains("shop_old") && Contains("-- deed:claim public.legacy"));
}

TEST_CASE("a neighbour that is not on deed yet is stood in for by claims and shares, and adopts what they claim later") {
  Standing workspace(kModelWithNeighbour, kModelWithNeighbour);
  workspace.service("shop", "[autogenerate]\nignore = [\"foreign_thing\"]\n");
  const ProcessResult refused = workspace.adopt();
  CAPTURE(refused.err);
  CHECK(refused.exit_code == 6);
  CHECK_THAT(refused.err, Contains("public.foreign_thing, which no service owns"));

  workspace.service("other");
  workspace.revision(
      "other", "aaaaaaaaaaaa", "",
      "-- deed:upgrade\n-- deed:claim foreign_thing\n-- deed:share foreign_thing with shop: reference\n\n-- deed:downgrade\n");
  REQUIRE(workspace.deed({"-s", "other", "upgrade", "head"}).exit_code == 0);
  workspace.service("shop");
  const ProcessResult adopted = workspace.adopt();
  CAPTURE(adopted.err);
  REQUIRE(adopted.exit_code == 0);
  CHECK_THAT(workspace.newest_revision("shop"), Contains("Depends On: other:aaaaaaaaaaaa"));
  REQUIRE(workspace.upgrade().exit_code == 0);

  workspace.service("other", "[[ownership.share]]\nobject = \"foreign_thing\"\nwith = \"shop\"\nallow = [\"reference\"]\n");
  workspace.model("other", kForeign);
  const ProcessResult second = workspace.deed({"-s", "other", "revision", "--autogenerate", "--adopt", "-m", "adopt"});
  CAPTURE(second.err);
  REQUIRE(second.exit_code == 0);
  CHECK_THAT(workspace.newest_revision("other"), Contains("-- deed:upgrade adopt\n") && Contains("CREATE TABLE foreign_thing") &&
                                                     !Contains("deed:release") && !Contains("deed:unshare"));
  CHECK(workspace.deed({"-s", "other", "upgrade", "head"}).exit_code == 0);
  CHECK(workspace.deed({"--all", "check"}).exit_code == 0);
}

TEST_CASE("in an empty database the adopt step is written too, with a word about it") {
  Standing workspace("");
  const ProcessResult written = workspace.adopt();
  CHECK(written.exit_code == 0);
  CHECK_THAT(written.err, Contains("Nothing of the model is in this database"));
  CHECK_THAT(workspace.newest_revision("shop"), Contains("-- deed:upgrade adopt\n") && !Contains("-- deed:upgrade\n"));
  TestDatabase production;
  production.sql(kUser + kNote);
  CHECK(workspace.upgrade(production).exit_code == 0);
  CHECK(workspace.upgrade().exit_code == 0);
}

TEST_CASE("a history table of another tool is never adopted, even where the model has it") {
  Standing workspace(kUser + "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
                     kUser + "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);\n");
  REQUIRE(workspace.adopt().exit_code == 0);
  CHECK_THAT(workspace.newest_revision("shop"), !Contains("alembic_version"));
}

TEST_CASE("once all is the service's, --adopt finds nothing to do; without --autogenerate it is a mistake") {
  Standing workspace(kUser + kNote);
  REQUIRE(workspace.adopt().exit_code == 0);
  REQUIRE(workspace.upgrade().exit_code == 0);
  CHECK(workspace.adopt().out == "No changes detected\n");
  CHECK(workspace.deed({"-s", "shop", "revision", "--adopt", "-m", "x"}).exit_code == 2);
}

TEST_CASE("what pg_dump says of deed's own tables in a model is skipped") {
  Standing workspace("CREATE TABLE note (id int)",
                     "CREATE SCHEMA deed;\nCOMMENT ON SCHEMA deed IS 'x';\nCREATE TABLE deed.ownership (kind text NOT NULL, name text);\n"
                     "ALTER TABLE deed.ownership OWNER TO postgres;\nALTER TABLE ONLY deed.ownership ADD CONSTRAINT o UNIQUE (name);\n"
                     "CREATE INDEX i ON deed.ownership (kind);\nCREATE POLICY p ON deed.ownership USING (true);\n"
                     "GRANT USAGE ON SCHEMA deed TO PUBLIC;\nGRANT SELECT ON TABLE deed.ownership TO PUBLIC;\n"
                     "CREATE TABLE public.version_of_other (a int);\nCREATE TABLE note (id int);\n");
  workspace.service("other", "version_table = \"public.version_of_other\"\n");
  workspace.revision("other", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE o (id int);\n\n-- deed:downgrade\n");
  REQUIRE(workspace.deed({"-s", "other", "upgrade", "head"}).exit_code == 0);
  const ProcessResult adopted = workspace.adopt();
  CAPTURE(adopted.err);
  REQUIRE(adopted.exit_code == 0);
  CHECK_THAT(adopted.err, Contains("8 about schema deed") && Contains("public.note, to be adopted") && !Contains("version_of_other"));
  CHECK(workspace.upgrade().exit_code == 0);
  const ProcessResult agrees = workspace.deed({"-s", "shop", "check"});
  CAPTURE(agrees.err, agrees.out);
  CHECK(agrees.exit_code == 0);
}

TEST_CASE("objects of every kind are adopted, and so is what a model grants") {
  const std::string table = "CREATE TABLE t (id int PRIMARY KEY, a int, b text);\n";
  const std::string model = GENERATE_COPY(
      table + "CREATE STATISTICS s ON id, a FROM t;", table + "CREATE COLLATION c (locale = 'C');",
      table + "CREATE TEXT SEARCH CONFIGURATION c (COPY = simple);", table + "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple);",
      table + "CREATE PUBLICATION p FOR TABLE t;",
      table +
          "CREATE FUNCTION l(t, t) RETURNS bool LANGUAGE sql AS 'SELECT true';\n"
          "CREATE OPERATOR <<< (LEFTARG = t, RIGHTARG = t, FUNCTION = l);",
      table + "CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int);", table + "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';",
      table + "CREATE SEQUENCE q; CREATE VIEW v AS SELECT id FROM t; CREATE MATERIALIZED VIEW m AS SELECT a FROM t;",
      table + "CREATE TABLE kid (c int, id int) INHERITS (t); CREATE TABLE grandkid () INHERITS (kid); CREATE TABLE copy (LIKE t, c int);",
      "CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p (b DEFAULT 1) FOR VALUES IN (1);",
      table + "GRANT SELECT ON t TO PUBLIC; GRANT UPDATE (a) ON t TO PUBLIC;",
      table + "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (true);",
      "CREATE EXTENSION earthdistance CASCADE; CREATE TABLE t (at earth);", "CREATE EXTENSION citext; CREATE TABLE t (a citext);",
      "CREATE SCHEMA zz; CREATE TABLE zz.t (id serial);",
      "CREATE TYPE e AS ENUM ('a'); CREATE DOMAIN d AS int; CREATE TYPE c AS (e e); CREATE TYPE r AS RANGE (subtype = int); "
      "CREATE TABLE t (e e, d d, c c, r r);");
  CAPTURE(model);
  Standing workspace(model, model);
  const ProcessResult adopted = workspace.adopt();
  CAPTURE(adopted.err);
  REQUIRE(adopted.exit_code == 0);
  CAPTURE(workspace.newest_revision("shop"));
  const std::string before = workspace.database().dump();
  const ProcessResult upgraded = workspace.upgrade();
  CAPTURE(upgraded.err);
  REQUIRE(upgraded.exit_code == 0);
  CHECK(workspace.deed({"-s", "shop", "check"}).exit_code == 0);
  // Who plays revisions there may not create what PostgreSQL does not trust.
  const ProcessResult offline = workspace.deed({"-s", "shop", "check", "--against", "history"});
  CAPTURE(offline.out, offline.err);
  CHECK(offline.exit_code == (model.find("earthdistance") == std::string::npos ? 0 : 14));
  TestDatabase empty;
  const ProcessResult fresh = workspace.upgrade(empty);
  CAPTURE(fresh.err);
  CHECK(fresh.exit_code == 0);
  empty.sql("DROP SCHEMA deed CASCADE");
  workspace.database().sql("DROP SCHEMA deed CASCADE");
  CHECK(empty.dump() == workspace.database().dump());
}
