#include <catch2/catch.hpp>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

// Two services on one database: selection has datasets with two rows, api has account.
class TwoServices : public TestWorkspace {
 public:
  TwoServices() {
    service("api");
    service("selection");
    revision(
        "selection", "aaaaaaaaaaaa", "",
        "-- deed:upgrade\nCREATE TABLE datasets (id serial PRIMARY KEY, name text);\nINSERT INTO datasets (name) VALUES ('a'), ('b');\n"
        "CREATE VIEW dataset_names AS SELECT name FROM datasets;\n\n-- deed:downgrade\nDROP VIEW dataset_names;\nDROP TABLE datasets;\n");
    revision("api", "bbbbbbbbbbbb", "",
             "-- deed:upgrade\nCREATE TABLE account (id serial PRIMARY KEY, name text);\n\n-- deed:downgrade\nDROP TABLE account;\n");
    REQUIRE(deed({"--all", "upgrade", "heads"}).exit_code == 0);
  }

  void api(const std::string& sections, const std::string& revises = "bbbbbbbbbbbb") { revision("api", "cccccccccccc", revises, sections); }

  void share(const std::string& directives) {
    revision("selection", "dddddddddddd", "aaaaaaaaaaaa", "-- deed:upgrade\n" + directives + "\n-- deed:downgrade\n");
  }

  void check_untouched() {
    CHECK(database().value("SELECT count(*) FROM datasets") == "2");
    CHECK(database().value("SELECT count(*) FROM deed.version_api WHERE revision = 'cccccccccccc'") == "0");
  }
};

}  // namespace

TEST_CASE("a drop of another service's table is found in review and refused before the server sees it") {
  TwoServices workspace;
  workspace.api("-- deed:upgrade\nDROP TABLE datasets;\n\n-- deed:downgrade\n");
  const ProcessResult review = workspace.deed_with({"review"}, {});
  CHECK(review.exit_code == 1);
  CHECK_THAT(review.out, Contains("services/api/revisions/cccccccccccc.sql:7:1: error: DROP TABLE would alter public.datasets, which "
                                  "belongs to selection. [foreign-object]"));

  workspace.database().log_statements();
  const ProcessResult upgrade = workspace.deed({"-s", "api", "upgrade", "head"});
  CHECK(upgrade.exit_code == 6);
  CHECK_THAT(upgrade.err, Contains("belongs to selection") && Contains("-- deed:give public.datasets to api"));
  CHECK_THAT(workspace.database().log(), Contains("pg_is_in_recovery") && !Contains("DROP TABLE") && !Contains("pg_try_advisory_lock"));
  workspace.check_untouched();
}

TEST_CASE("what the text hides is refused inside the transaction, and nothing of it stays") {
  TwoServices workspace;
  const std::string statement = GENERATE(as<std::string>(),
                                         "DO $$ BEGIN EXECUTE (SELECT 'drop table ' || relname || ' cascade' FROM pg_class WHERE relname "
                                         "LIKE 'datas%' AND relkind = 'r'); END $$;",
                                         "DO $$ BEGIN EXECUTE 'UPDATE data' || 'sets SET name = ''x'''; END $$;",
                                         "DO $$ BEGIN EXECUTE 'TRUNCATE data' || 'sets'; END $$;",
                                         "DO $$ BEGIN EXECUTE 'CREATE INDEX ON data' || 'sets (name)'; END $$;",
                                         "DO $$ BEGIN EXECUTE 'SELECT nextval(''datasets_id' || '_seq'')'; END $$;",
                                         "DO $$ BEGIN EXECUTE 'CREATE VIEW v AS SELECT * FROM data' || 'sets'; END $$;",
                                         "DO $$ BEGIN EXECUTE 'UPDATE dataset' || '_names SET name = 1'; END $$;",
                                         "DO $$ BEGIN EXECUTE 'COMMENT ON COLUMN data' || 'sets.name IS ''x'''; END $$;",
                                         "DO $$ BEGIN EXECUTE 'DELETE FROM deed.own' || 'ership'; END $$;",
                                         "DO $$ BEGIN EXECUTE 'SELECT pg_advisory_un' || 'lock_all()'; END $$;",
                                         "DO $$ BEGIN EXECUTE 'CREATE TABLE un' || 'named (a int)'; END $$;",
                                         "DO $$ BEGIN EXECUTE 'DELETE FROM pg_descr' || 'iption'; END $$;", "DROP INDEX datasets_pkey;",
                                         "SAVEPOINT a; DO $$ BEGIN EXECUTE 'UPDATE data' || 'sets SET name = ''x'''; EXCEPTION WHEN "
                                         "division_by_zero THEN NULL; END $$; RELEASE a;",
                                         "CREATE TABLE IF NOT EXISTS datasets_id_seq (a int);");
  CAPTURE(statement);
  workspace.api("-- deed:upgrade\n" + statement + "\n\n-- deed:downgrade\n");
  const ProcessResult upgrade = workspace.deed({"-s", "api", "upgrade", "head"});
  CAPTURE(upgrade.err);
  const bool by_server = statement == "DROP INDEX datasets_pkey;";
  CHECK(upgrade.exit_code == (by_server ? 11 : 7));
  workspace.check_untouched();
  // The next run is not in its way.
  workspace.remove_revision("api", "cccccccccccc");
  CHECK(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 0);
}

TEST_CASE("undecided statements are refused beforehand where deed.toml says so") {
  TwoServices workspace;
  workspace.service("api", "[ownership]\nundecided = \"refuse\"\n");
  workspace.api("-- deed:upgrade\nDO $$ BEGIN EXECUTE 'SELECT ' || '1'; END $$;\n\n-- deed:downgrade\n");
  CHECK(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 6);
  workspace.service("api");
  CHECK(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 0);
}

TEST_CASE("a foreign key is refused without a share, allowed with one, and its rows may then be written") {
  TwoServices workspace;
  const std::string sections =
      "-- deed:upgrade\nCREATE TABLE favourite (account int REFERENCES account, dataset int REFERENCES datasets);\nINSERT INTO favourite "
      "SELECT NULL, id FROM generate_series(1, 1) id;\n\n"
      "-- deed:upgrade\nALTER TABLE favourite ADD COLUMN also int;\nALTER TABLE favourite ADD CONSTRAINT also_fk FOREIGN KEY (also) "
      "REFERENCES datasets NOT VALID;\n\n"
      "-- deed:upgrade\nALTER TABLE favourite VALIDATE CONSTRAINT also_fk;\n\n-- deed:downgrade\nDROP TABLE favourite;\n";
  workspace.api(sections);
  CHECK(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 6);

  workspace.share("-- deed:share datasets with api: reference\n");
  const ProcessResult unordered = workspace.deed_with({"review"}, {});
  CHECK(unordered.exit_code == 1);
  CHECK_THAT(unordered.out, Contains("[missing-depends-on]") && Contains("-- Depends On: selection:dddddddddddd"));

  workspace.api(sections, "bbbbbbbbbbbb\nDepends On: selection:dddddddddddd");
  CHECK(workspace.deed_with({"review"}, {}).exit_code == 0);
  CHECK(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 79);
  const ProcessResult all = workspace.deed({"--all", "upgrade", "heads"});
  CAPTURE(all.err);
  CHECK(all.exit_code == 0);
  CHECK(workspace.database().value("SELECT count(*) FROM favourite") == "1");
  // Dropping one's own foreign key is one's own business.
  CHECK(workspace.deed({"-s", "api", "downgrade", "-1"}).exit_code == 0);
}

TEST_CASE("an explained lock hides no other change of the table") {
  TwoServices workspace;
  workspace.share("-- deed:share datasets with api: reference\n");
  REQUIRE(workspace.deed({"-s", "selection", "upgrade", "head"}).exit_code == 0);
  const std::string also =
      GENERATE(as<std::string>(),
               "CREATE TRIGGER x BEFORE UPDATE ON data' || 'sets FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
               "ALTER TABLE data' || 'sets ALTER COLUMN name SET NOT NULL", "TRUNCATE data' || 'sets CASCADE");
  workspace.api("-- deed:upgrade\nCREATE TABLE favourite (dataset int REFERENCES datasets);\nDO $$ BEGIN EXECUTE '" + also +
                "'; END $$;\n\n-- deed:downgrade\nDROP TABLE favourite;\n");
  const ProcessResult result = workspace.deed({"-s", "api", "upgrade", "head"});
  CAPTURE(also, result.err);
  CHECK(result.exit_code == 7);
  workspace.check_untouched();
}

TEST_CASE("what the owner's rows do to another's by a declared action needs the owner's share") {
  TwoServices workspace;
  workspace.share("-- deed:share datasets with api: reference\n");
  workspace.api(
      "-- deed:upgrade\nCREATE TABLE favourite (dataset int REFERENCES datasets ON DELETE CASCADE);\nINSERT INTO favourite VALUES "
      "(1);\n\n-- deed:downgrade\nDROP TABLE favourite;\n",
      "bbbbbbbbbbbb\nDepends On: selection:dddddddddddd");
  REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  const std::string unshare = GENERATE(as<std::string>(), "", "-- deed:unshare datasets with api\n");
  workspace.revision("selection", "eeeeeeeeeeee", "dddddddddddd",
                     "-- deed:upgrade\n" + unshare + "DELETE FROM datasets WHERE id = 1;\n\n-- deed:downgrade\n");
  const ProcessResult result = workspace.deed({"-s", "selection", "upgrade", "head"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  workspace.revision("selection", "ffffffffffff", "eeeeeeeeeeee",
                     "-- deed:upgrade\nDELETE FROM datasets WHERE id = 2;\nDROP TABLE datasets CASCADE;\n\n-- deed:downgrade\n");
  CHECK(workspace.deed({"-s", "selection", "upgrade", "head"}).exit_code == 7);
}

TEST_CASE("a shared view may be read without a share of what it reads") {
  TwoServices workspace;
  workspace.share("-- deed:share dataset_names with api: read\n");
  REQUIRE(workspace.deed({"-s", "selection", "upgrade", "head"}).exit_code == 0);
  workspace.api("-- deed:upgrade\nINSERT INTO account (name) SELECT name FROM dataset_names;\n\n-- deed:downgrade\n");
  const ProcessResult result = workspace.deed({"-s", "api", "upgrade", "head"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(workspace.database().value("SELECT count(*) FROM account") == "2");
}

TEST_CASE("a table changes hands by give and take, and nobody touches it in between") {
  TwoServices workspace;
  workspace.revision("selection", "dddddddddddd", "aaaaaaaaaaaa",
                     "-- deed:upgrade\nDROP VIEW dataset_names;\n-- deed:give datasets to api\n\n-- deed:downgrade\nCREATE VIEW "
                     "dataset_names AS SELECT name FROM datasets;\n");
  REQUIRE(workspace.deed({"-s", "selection", "upgrade", "head"}).exit_code == 0);
  workspace.revision("selection", "eeeeeeeeeeee", "dddddddddddd",
                     "-- deed:upgrade\nALTER TABLE datasets ADD COLUMN x int;\n\n-- deed:downgrade\n");
  CHECK(workspace.deed({"-s", "selection", "upgrade", "head"}).exit_code == 6);
  workspace.remove_revision("selection", "eeeeeeeeeeee");

  CHECK_THAT(workspace.deed({"-s", "selection", "ownership", "list"}).out, Contains("given to api"));
  workspace.api("-- deed:upgrade\nALTER TABLE datasets ADD COLUMN x int;\n\n-- deed:downgrade\n");
  CHECK(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 6);
  workspace.api(
      "-- deed:upgrade\n-- deed:take datasets from selection\nALTER TABLE datasets ADD COLUMN x int;\n\n-- deed:downgrade\nALTER TABLE "
      "datasets DROP COLUMN x;\n",
      "bbbbbbbbbbbb\nDepends On: selection:dddddddddddd");
  const ProcessResult taken = workspace.deed({"-s", "api", "upgrade", "head"});
  CAPTURE(taken.err);
  CHECK(taken.exit_code == 0);
  CHECK_THAT(workspace.deed({"ownership", "list"}).out, Contains("public.datasets  since cccccccccccc") && !Contains("given to api"));
  // The way back restores the map.
  CHECK(workspace.deed({"--all", "downgrade", "base"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT count(*) FROM deed.ownership WHERE kind <> 'service'") == "0");
}

TEST_CASE("two services that claim the same at once are told of each other") {
  TwoServices workspace;
  workspace.database().sql("CREATE TABLE legacy (a int)");
  workspace.api("-- deed:upgrade\n-- deed:claim legacy\n\n-- deed:downgrade\n");
  workspace.share("-- deed:claim legacy\n");
  const ProcessResult review = workspace.deed_with({"review"}, {});
  CHECK(review.exit_code == 1);
  CHECK(workspace.deed({"-s", "selection", "upgrade", "head"}).exit_code == 0);
  const ProcessResult second = workspace.deed({"-s", "api", "upgrade", "head"});
  CHECK(second.exit_code == 6);
  CHECK_THAT(second.err, Contains("selection has public.legacy"));
}

TEST_CASE("what other services write while a step waits counts for that step") {
  struct Change {
    std::string statement;
    std::string meanwhile;
    int exit_code = 0;
    std::string told;
  };
  const std::string row = "INSERT INTO deed.ownership (service, kind, object) VALUES ('selection', 'object', ";
  const Change change = GENERATE_COPY(
      Change{"CREATE TABLE fresh (a int);", row + "'public.fresh')", 7, "a name that belongs to selection"},
      Change{"CREATE TABLE fresh (a int);", row + "'public.other')", 0, "step 2 of 2"},
      Change{"ALTER TABLE datasets ADD COLUMN b int;", "DELETE FROM deed.ownership WHERE kind = 'share'", 7, "public.datasets"},
      Change{"ALTER TABLE datasets ADD COLUMN b int;", row + "'public.other')", 0, "step 2 of 2"});
  CAPTURE(change.statement, change.meanwhile);
  TwoServices workspace;
  workspace.share("-- deed:share datasets with api: alter\n");
  workspace.api("-- deed:upgrade\nCREATE TABLE gate (a int);\n\n-- deed:downgrade\n");
  REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  workspace.revision("api", "eeeeeeeeeeee", "cccccccccccc\nDepends On: selection:dddddddddddd",
                     "-- deed:upgrade\nALTER TABLE account ADD COLUMN one int;\n\n-- deed:upgrade\nALTER TABLE gate ADD COLUMN b int;\n" +
                         change.statement + "\n\n-- deed:downgrade\n");
  deed::postgres::Connection other = workspace.database().connect();
  other.execute("BEGIN");
  other.execute("LOCK TABLE gate IN SHARE MODE");
  RunningProcess runner({"deed", "-s", "api", "upgrade", "head"}, workspace.options());
  REQUIRE(workspace.database().becomes("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted", "t"));
  workspace.database().sql(change.meanwhile);
  other.execute("COMMIT");
  const ProcessResult result = runner.wait();
  CAPTURE(result.err);
  CHECK(result.exit_code == change.exit_code);
  CHECK_THAT(result.err, Contains(change.told));
  CHECK(workspace.database().value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'gate'::regclass AND attname = 'b'") ==
        (change.exit_code == 0 ? "1" : "0"));
}

TEST_CASE("an existing table becomes mine by a claim only") {
  TwoServices workspace;
  workspace.database().sql("CREATE TABLE legacy (a int)");
  workspace.api("-- deed:upgrade\nCREATE TABLE IF NOT EXISTS legacy (a int);\nALTER TABLE legacy ADD COLUMN b int;\n\n-- deed:downgrade\n");
  CHECK(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 7);
  workspace.api("-- deed:upgrade\nALTER TABLE legacy ADD COLUMN b int;\n\n-- deed:downgrade\n");
  CHECK(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 6);
  workspace.api(
      "-- deed:upgrade\n-- deed:claim legacy\nALTER TABLE legacy ADD COLUMN b int;\n\n-- deed:downgrade\nALTER TABLE legacy DROP COLUMN "
      "b;\n");
  CHECK(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 0);
}

TEST_CASE("autocommit statements on another service's table are refused by the live database") {
  TwoServices workspace;
  const std::string statement =
      GENERATE(as<std::string>(), "DROP INDEX CONCURRENTLY datasets_name_idx;", "REINDEX INDEX CONCURRENTLY datasets_name_idx;");
  workspace.database().sql("CREATE INDEX datasets_name_idx ON datasets (name)");
  workspace.api("-- deed:upgrade autocommit\n" + statement + "\n");
  const ProcessResult result = workspace.deed({"-s", "api", "upgrade", "head"});
  CHECK(result.exit_code == 6);
  CHECK_THAT(result.err, Contains("belongs to selection"));
  CHECK(workspace.database().value("SELECT to_regclass('datasets_name_idx')") == "datasets_name_idx");
}
