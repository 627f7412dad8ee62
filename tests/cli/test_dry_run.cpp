// `--dry-run`: the steps really run, everything is said, nothing stays.
#include <catch2/catch.hpp>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

// Two services: own has applied its revision and shares a table with att, which has applied its first.
class Trial : public TestWorkspace {
 public:
  Trial() {
    service("own");
    service("att");
    revision(
        "own", "aaaaaaaaaaaa", "",
        "-- deed:upgrade\nCREATE TABLE datasets (id int PRIMARY KEY);\nCREATE TABLE secret (id int);\nINSERT INTO datasets VALUES (1);\n"
        "-- deed:share datasets with att: reference, read\n\n-- deed:downgrade\nDROP TABLE secret;\nDROP TABLE datasets;\n");
    revision("att", "bbbbbbbbbbbb", "\nDepends On: own:aaaaaaaaaaaa",
             "-- deed:upgrade\nCREATE TABLE mine (id int PRIMARY KEY, d int, t text);\nINSERT INTO mine SELECT g, 1 FROM "
             "generate_series(1, 3) g;\nCREATE TABLE other (id int);\n\n-- deed:downgrade\nDROP TABLE other;\nDROP TABLE mine;\n");
    REQUIRE(deed({"--all", "upgrade", "heads"}).exit_code == 0);
  }

  void next(const std::string& body) { revision("att", "cccccccccccc", "bbbbbbbbbbbb", body + "\n\n-- deed:downgrade\n"); }

  std::string everything() {
    return database().dump() + database().value("SELECT count(*) FROM deed.version_att") +
           database().value("SELECT string_agg(o::text, ' ' ORDER BY o::text) FROM deed.ownership o");
  }
};

}  // namespace

TEST_CASE("a dry run says what each statement locks and for how long, and leaves nothing") {
  Trial workspace;
  workspace.next(
      "-- deed:upgrade\nALTER TABLE mine ADD FOREIGN KEY (d) REFERENCES datasets;\nUPDATE mine SET t = 'x' WHERE id < 3;\n"
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n-- deed:share mine with own: read\n\n"
      "-- deed:upgrade\nALTER TABLE mine RENAME TO ours;\nALTER TABLE ours ALTER COLUMN t SET DEFAULT f()::text;\nDROP TABLE other;\n"
      "CREATE TABLE fresh (id int);\nCREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';\n\n"
      "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY ours_t ON ours (t);\n\n-- deed:upgrade\nDROP TABLE ours;\n");
  const std::string before = workspace.everything();
  const ProcessResult tried = workspace.deed({"-s", "att", "upgrade", "head", "--dry-run"});
  CAPTURE(tried.err);
  REQUIRE(tried.exit_code == 0);
  CHECK_THAT(tried.out, Contains("Dry run of att in ") && Contains(": rolled back, nothing was changed\n"));
  CHECK_THAT(tried.out, Contains("  upgrade cccccccccccc, cccccccccccc of att (step 1 of 4): "));
  CHECK_THAT(tried.out, Contains("SHARE ROW EXCLUSIVE on public.datasets (own) for ") && Contains("ms: blocks writes\n"));
  CHECK_THAT(tried.out, Contains("SHARE ROW EXCLUSIVE on public.mine (att) for "));
  CHECK_THAT(tried.out, Contains("  update  ") && Contains(" ms, 2 rows\n"));
  CHECK_THAT(tried.out, Contains("    + att share public.mine with own: read"));
  CHECK_THAT(tried.out, Contains("(step 2 of 4): ") && Contains("ACCESS EXCLUSIVE on public.mine (att) for ") &&
                            Contains("ACCESS EXCLUSIVE on public.other (att) for ") && Contains("ms: blocks reads and writes\n"));
  // Nobody waits for what only this transaction sees.
  CHECK_THAT(tried.out, !Contains("public.fresh (") && !Contains("public.ours ("));
  CHECK_THAT(tried.out, Contains("  not tried: ") &&
                            Contains("step 3 of 4 of cccccccccccc: autocommit steps do not run in one transaction\n") &&
                            Contains("step 4 of 4 of cccccccccccc: it comes behind\n"));
  CHECK(workspace.everything() == before);

  const ProcessResult json = workspace.deed({"-s", "att", "--format", "json", "upgrade", "head", "--dry-run"});
  CHECK_THAT(json.out, Contains("\"mode\": \"ACCESS EXCLUSIVE\"") && Contains("\"blocks\": \"reads and writes\"") &&
                           Contains("\"service\": \"own\"") && Contains("\"rows\": 2"));
  // It was no promise too much.
  CHECK(workspace.deed({"-s", "att", "upgrade", "head"}).exit_code == 0);
}

TEST_CASE("what was read before a step, by deed or by the steps before it, is not held against it") {
  Trial workspace;
  workspace.next(
      "-- deed:upgrade\nCREATE TABLE fresh (id int);\n\n-- deed:upgrade\nDO $$ BEGIN PERFORM count(*) FROM datasets; END $$;\n\n"
      "-- deed:upgrade\nDO $$ BEGIN UPDATE mine SET t = 'y'; END $$;\n");
  const ProcessResult tried = workspace.deed({"-s", "att", "upgrade", "head", "--dry-run"});
  CAPTURE(tried.err);
  CHECK(tried.exit_code == 0);
  CHECK(workspace.deed({"-s", "att", "upgrade", "head"}).exit_code == 0);
}

TEST_CASE("a dry run of a way down") {
  Trial workspace;
  const std::string before = workspace.everything();
  const ProcessResult tried = workspace.deed({"-s", "att", "downgrade", "base", "--dry-run"});
  CHECK(tried.exit_code == 0);
  CHECK_THAT(tried.out, Contains("  downgrade bbbbbbbbbbbb, bbbbbbbbbbbb of att: ") && Contains("ACCESS EXCLUSIVE on public.mine (att)") &&
                            Contains("    - att object public.mine"));
  CHECK(workspace.everything() == before);
}

TEST_CASE("a dry run of an empty database leaves it empty, and one with nothing to do says so") {
  Trial workspace;
  const ProcessResult nothing = workspace.deed({"-s", "att", "upgrade", "head", "--dry-run"});
  CHECK(nothing.out.empty());
  CHECK_THAT(nothing.err, Contains("Nothing to do: att is where it shall be"));
  workspace.database().sql("DROP SCHEMA public CASCADE; DROP SCHEMA deed CASCADE; CREATE SCHEMA public");
  const ProcessResult tried = workspace.deed({"-s", "own", "upgrade", "head", "--dry-run"});
  CAPTURE(tried.err);
  CHECK(tried.exit_code == 0);
  CHECK_THAT(tried.out, Contains("+ own object public.datasets"));
  CHECK(workspace.database().value("SELECT count(*) FROM pg_class WHERE relname = 'datasets'") == "0");
  CHECK(workspace.database().value("SELECT count(*) FROM pg_namespace WHERE nspname = 'deed'") == "0");
}

TEST_CASE("a dry run is refused where the upgrade would be, and fails where it would fail") {
  Trial workspace;
  const auto [body, code, text] = GENERATE(table<std::string, int, std::string>({
      {"-- deed:upgrade\nDROP TABLE secret;", 6, "belongs to own"},
      {"-- deed:upgrade\nDO $$ BEGIN EXECUTE 'DROP TABLE ' || 'secret'; END $$;", 7, "public.secret"},
      {"-- deed:upgrade\nCREATE TABLE a (i int);\n\n-- deed:upgrade\nDO $$ BEGIN EXECUTE 'CREATE TABLE un' || 'named ()'; END $$;", 7,
       "unnamed"},
      {"-- deed:upgrade\nSELECT 1;\n\n-- deed:upgrade\nSELECT 1/0;", 11, "cccccccccccc.sql:"},
      {"-- deed:upgrade\nALTER TABLE mine ADD UNIQUE (id) DEFERRABLE INITIALLY DEFERRED;\nINSERT INTO mine VALUES (3, 1);\n\n"
       "-- deed:upgrade\nSELECT 1;",
       11, "duplicate key"},
  }));
  workspace.next(body);
  const std::string before = workspace.everything();
  const ProcessResult tried = workspace.deed({"-s", "att", "upgrade", "head", "--dry-run"});
  CAPTURE(body, tried.err);
  CHECK(tried.exit_code == code);
  CHECK_THAT(tried.err, Contains(text));
  CHECK(tried.out.empty());
  CHECK(workspace.everything() == before);
}

TEST_CASE("a dry run goes as far as the other service has come") {
  Trial workspace;
  workspace.revision("own", "dddddddddddd", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE more (id int);\n\n-- deed:downgrade\n");
  workspace.next("-- deed:upgrade\nCREATE TABLE first (id int);\n");
  workspace.revision("att", "eeeeeeeeeeee", "cccccccccccc\nDepends On: own:dddddddddddd",
                     "-- deed:upgrade\nCREATE TABLE second (id int);\n\n-- deed:downgrade\n");
  const ProcessResult tried = workspace.deed({"-s", "att", "upgrade", "head", "--dry-run"});
  CHECK(tried.exit_code == 79);
  CHECK_THAT(tried.out, Contains("+ att object public.first") && !Contains("second"));
  CHECK_THAT(tried.err, Contains("own:dddddddddddd"));
}

TEST_CASE("an adopt step is tried by what it finds") {
  Trial workspace;
  workspace.next("-- deed:upgrade adopt\nCREATE TABLE old (id int);\n");
  workspace.database().sql("CREATE TABLE old (id int)");
  const ProcessResult found = workspace.deed({"-s", "att", "upgrade", "head", "--dry-run"});
  CHECK(found.exit_code == 0);
  CHECK_THAT(found.out, Contains("+ att object public.old") && !Contains("CREATE TABLE"));
  workspace.database().sql("ALTER TABLE old ADD COLUMN more int");
  CHECK(workspace.deed({"-s", "att", "upgrade", "head", "--dry-run"}).exit_code == 10);
}

TEST_CASE("--dry-run speaks of one service, and not beside --sql") {
  Trial workspace;
  CHECK(workspace.deed({"--all", "upgrade", "heads", "--dry-run"}).exit_code == 2);
  CHECK(workspace.deed({"-s", "att", "upgrade", "head", "--dry-run", "--sql"}).exit_code == 2);
  CHECK(workspace.deed({"-s", "att", "upgrade", "head", "--dry-run", "--wait-dependencies", "1s"}).exit_code == 2);
}
