// `--sql`: scripts for psql that do what the commands do, with the same guards and the same rows, written without a connection.
#include <catch2/catch.hpp>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

// Two services: own shares a table with att, whose revision depends on it. Every kind of step occurs.
class Scripts : public TestWorkspace {
 public:
  Scripts() {
    service("own");
    service("att");
    revision("own", "aaaaaaaaaaaa", "",
             "-- deed:upgrade\nCREATE TABLE datasets (id bigserial PRIMARY KEY, name text);\nCREATE TABLE parent (id int PRIMARY KEY, v "
             "text);\nINSERT INTO datasets (name) VALUES ('it''s \\ $step$ a'), ('b');\nINSERT INTO parent VALUES (1, 'x');\n"
             "CREATE TABLE part (i int) PARTITION BY LIST (i);\nCREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1);\n"
             "CREATE VIEW names AS SELECT name FROM datasets;\nCREATE FUNCTION own_fn() RETURNS int LANGUAGE sql AS 'select 1';\n"
             "CREATE TEXT SEARCH CONFIGURATION own_cfg (COPY = simple);\n-- deed:share parent with att: reference\n-- deed:share names "
             "with att: read\n\n-- deed:downgrade\nDROP TABLE part;\nDROP "
             "VIEW names;\nDROP TEXT SEARCH CONFIGURATION own_cfg;\n"
             "DROP FUNCTION own_fn();\nDROP TABLE parent;\nDROP TABLE datasets;\n");
    revision("att", "bbbbbbbbbbbb", "\nDepends On: own:aaaaaaaaaaaa",
             "-- deed:upgrade adopt\nCREATE TABLE mine (id int PRIMARY KEY, t text);\nCREATE INDEX mine_t ON mine (t);\n\n"
             "-- deed:upgrade\nCREATE TABLE child (id int, p int REFERENCES parent (id));\nCREATE TYPE mood AS ENUM ('a');\n"
             "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM child $$;\n"
             "INSERT INTO mine SELECT g, 'x' FROM generate_series(1, 25) AS g;\n\n"
             "-- deed:upgrade repeat pause=1ms\nUPDATE mine SET t = 'y' WHERE id IN (SELECT id FROM mine WHERE t = 'x' LIMIT 10);\n\n"
             "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY child_p ON child (p);\nALTER TYPE mood ADD VALUE 'b';\n\n"
             "-- deed:downgrade\nDROP FUNCTION f();\nDROP TYPE mood;\nDROP TABLE child;\n\n-- deed:downgrade\nDROP TABLE mine;\n");
  }

  // What deed prints with no database in its environment.
  ProcessResult offline(std::vector<std::string> words) { return deed_with(std::move(words), {}); }

  ProcessResult psql(const std::string& script) {
    ProcessOptions how = options();
    how.input = script;
    // As a psqlrc may have it.
    return RunningProcess({"psql", "-X", "-v", "AUTOCOMMIT=off", "-v", "ON_ERROR_STOP=off", "-d", database().url(), "-f", "-"}, how).wait();
  }

  // Writes the script and applies it.
  ProcessResult apply(std::vector<std::string> words) {
    const ProcessResult script = offline(std::move(words));
    CAPTURE(script.err);
    REQUIRE(script.exit_code == 0);
    return psql(script.out);
  }

  void wipe() { database().sql("DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS deed CASCADE; CREATE SCHEMA public"); }

  // Objects, rows, ownership, and of the history all that does not say when and from where.
  std::string everything() {
    std::string text = database().dump();
    for (const char* query :
         {"SELECT string_agg(o::text, E'\\n' ORDER BY o::text) FROM (SELECT service, kind, object, with_service, accesses, revision FROM "
          "deed.ownership) o",
          "SELECT string_agg(h::text, E'\\n' ORDER BY position) FROM (SELECT position, revision, revises, depends_on, step, steps, "
          "statement, event, checksum, sql, search_path, deed_version, message, tag FROM deed.version_own) h",
          "SELECT string_agg(h::text, E'\\n' ORDER BY position) FROM (SELECT position, revision, revises, depends_on, step, steps, "
          "statement, event, checksum, sql, search_path, deed_version, message, tag FROM deed.version_att) h"}) {
      text += '\n' + database().value(query);
    }
    return text;
  }

  // One more revision of att on top of what is applied.
  void next(const std::string& body) {
    revision("att", "cccccccccccc", "bbbbbbbbbbbb",
             (body.starts_with("-- deed:upgrade") ? "" : "-- deed:upgrade\n") + body + "\n\n-- deed:downgrade\n");
  }
};

}  // namespace

TEST_CASE("a script leaves what the command leaves, up and down") {
  Scripts workspace;
  workspace.wipe();
  REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  const std::string up = workspace.everything();
  REQUIRE(workspace.deed({"--all", "downgrade", "base"}).exit_code == 0);
  const std::string down = workspace.everything();
  workspace.wipe();

  for (const std::string service : {"own", "att"}) {
    const ProcessResult applied = workspace.apply({"-s", service, "upgrade", "head", "--sql"});
    CAPTURE(applied.err);
    CHECK(applied.exit_code == 0);
  }
  CHECK(workspace.everything() == up);
  const ProcessResult nothing = workspace.deed({"--all", "upgrade", "heads"});
  CHECK(nothing.exit_code == 0);
  CHECK_THAT(nothing.err, !Contains("Running upgrade"));
  CHECK(workspace.everything() == up);

  for (const std::string service : {"att", "own"}) {
    const ProcessResult applied = workspace.apply({"-s", service, "downgrade", "head:base", "--sql"});
    CAPTURE(applied.err);
    CHECK(applied.exit_code == 0);
  }
  CHECK(workspace.everything() == down);
}

TEST_CASE("a script guards as the command does") {
  Scripts workspace;
  REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  const auto [body, allowed] = GENERATE(table<std::string, bool>({
      {"DO $$ BEGIN EXECUTE 'DELETE FROM public.data' || 'sets'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'SELECT * FROM public.data' || 'sets'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'DROP TABLE public.data' || 'sets CASCADE'; END $$;", false},
      {"-- deed:claim stolen\nDO $$ BEGIN EXECUTE 'ALTER TABLE public.data' || 'sets RENAME TO stolen'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'UPDATE public.par' || 'ent SET v = NULL'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'COMMENT ON TABLE public.par' || 'ent IS ''x'''; END $$;\nALTER TABLE mine ADD FOREIGN KEY (id) REFERENCES "
       "parent (id) NOT VALID;",
       false},
      {"DROP TABLE child;\nDO $$ BEGIN EXECUTE 'ALTER TABLE public.par' || 'ent ADD COLUMN z int'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'CREATE OR REPLACE FUNCTION public.own' || '_fn() RETURNS int LANGUAGE sql AS ''select 9'''; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'DROP FUNCTION public.own' || '_fn()'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'CREATE FUNCTION public.neu' || '_fn() RETURNS int LANGUAGE sql AS ''select 9'''; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'CREATE TABLE public.unn' || 'amed (a int)'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'DELETE FROM deed.version' || '_own'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'CREATE ROLE deed_ra' || 'ndom'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'CREATE TRIGGER x BEFORE INSERT ON public.data' || 'sets FOR EACH ROW EXECUTE FUNCTION "
       "suppress_redundant_updates_trigger()'; END $$;",
       false},
      {"DO $$ BEGIN BEGIN EXECUTE 'GRANT ALL ON FUNCTION public.own' || '_fn() TO PUBLIC'; EXCEPTION WHEN division_by_zero THEN NULL; END; "
       "END "
       "$$;",
       false},
      {"DO $$ BEGIN EXECUTE 'GRANT SELECT ON public.data' || 'sets TO PUBLIC'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'ALTER DEFAULT PRIVI' || 'LEGES GRANT SELECT ON TABLES TO PUBLIC'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'ALTER TEXT SEARCH CONFIGURATION public.own' || '_cfg DROP MAPPING FOR word'; END $$;", false},
      {"DO $$ BEGIN EXECUTE 'REVOKE EXECUTE ON FUNCTION pg_catalog.now() FROM PUB' || 'LIC'; END $$;", false},
      {"DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATA' || 'BASE %I TO pg_monitor', current_database()); END $$;", false},
      {"DO $$ BEGIN EXECUTE 'CREATE PUBLI' || 'CATION spy FOR TABLE public.datasets'; END $$;", false},
      {"ALTER TABLE mine ADD FOREIGN KEY (id) REFERENCES parent (id) NOT VALID;", true},
      {"CREATE TYPE r9 AS RANGE (subtype = int);\nGRANT SELECT ON mine TO PUBLIC;\nCREATE TABLE colon AS SELECT "
       "('{1,2,3}'::int[])[1:\"PORT\"] "
       "AS a FROM (SELECT 2 AS \"PORT\") AS s -- and a comment\n;",
       true},
      {"CREATE FUNCTION q() RETURNS text LANGUAGE sql AS $deed$ SELECT '$query$ $step$ it''s \\ $step' $deed$;", true},
      {"DROP TABLE child CASCADE;\nDROP FUNCTION f();", true},
      {"INSERT INTO child VALUES (1, 1);\nINSERT INTO mine SELECT 99, name FROM names WHERE name = 'b';", true},
      {"CREATE TABLE more (id serial PRIMARY KEY, m mood, big text);\nCREATE INDEX ON more (big);\nCREATE VIEW mv AS SELECT * FROM more;\n"
       "CREATE COLLATION col (locale = 'C');\nCREATE STATISTICS st ON id, m FROM more;",
       true},
      {"CREATE SCHEMA s9;\nCREATE TABLE s9.\"Odd.Name\" (a int);\nCREATE TEMPORARY TABLE t (a int);\nDROP TABLE t;", true},
      {"-- deed:claim by_claim\nDO $$ BEGIN EXECUTE 'CREATE TABLE public.by' || '_claim (a int)'; END $$;", true},
      {"-- deed:upgrade autocommit\nREINDEX TABLE CONCURRENTLY mine;\nVACUUM mine;\nANALYZE mine;\nDROP INDEX CONCURRENTLY mine_t;", true},
  }));
  CAPTURE(body);
  workspace.next(body);
  const std::string before = workspace.everything();
  const ProcessResult applied = workspace.apply({"-s", "att", "upgrade", "bbbbbbbbbbbb:head", "--sql"});
  CAPTURE(applied.err);
  if (allowed) {
    CHECK(applied.exit_code == 0);
    CHECK_THAT(workspace.deed({"-s", "att", "upgrade", "head"}).err, Contains("Nothing to do"));
    CHECK(workspace.deed({"--all", "status"}).exit_code == 0);
  } else {
    CHECK(applied.exit_code == 3);
    CHECK_THAT(applied.err, Contains("revision cccccccccccc is refused"));
    CHECK(workspace.everything() == before);
    const int code = workspace.deed({"-s", "att", "upgrade", "head"}).exit_code;
    CHECK(code == 7);
  }
}

TEST_CASE("what a script leaves for COMMIT writes nothing there, with a savepoint open or without") {
  Scripts workspace;
  REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  const std::string savepoint = GENERATE(as<std::string>(), "", "SAVEPOINT a;\nSAVEPOINT \"B\";\n");
  CAPTURE(savepoint);
  workspace.next(
      "CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id = 98 THEN SET CONSTRAINTS ALL DEFERRED; INSERT INTO "
      "mine "
      "VALUES (99, 'z'); ELSE EXECUTE 'DELETE FROM public.data' || 'sets'; END IF; RETURN NULL; END $$;\n"
      "CREATE CONSTRAINT TRIGGER later AFTER INSERT ON mine DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION late();\n" +
      savepoint + "INSERT INTO mine VALUES (98, 'y');");
  const std::string before = workspace.everything();
  const ProcessResult applied = workspace.apply({"-s", "att", "upgrade", "bbbbbbbbbbbb:head", "--sql"});
  CAPTURE(applied.err);
  CHECK(applied.exit_code == 3);
  CHECK_THAT(applied.err, Contains("read-only transaction"));
  CHECK(workspace.everything() == before);
}

TEST_CASE("a script changes nothing where the database is not where it was written for") {
  Scripts workspace;
  SECTION("at other heads") {
    REQUIRE(workspace.deed({"-s", "own", "upgrade", "head"}).exit_code == 0);
    const ProcessResult applied = workspace.apply({"-s", "own", "upgrade", "head", "--sql"});
    CHECK(applied.exit_code == 3);
    CHECK_THAT(applied.err, Contains("written for own at base, but the database is at aaaaaaaaaaaa"));
    CHECK(workspace.database().value("SELECT count(*) FROM deed.version_own") == "1");
  }
  SECTION("half-done") {
    REQUIRE(workspace.deed({"-s", "own", "upgrade", "head"}).exit_code == 0);
    workspace.next("-- deed:upgrade\nCREATE TABLE a (i int);\n\n-- deed:upgrade\nSELECT 1 / 0;");
    REQUIRE(workspace.deed({"-s", "att", "upgrade", "head"}).exit_code == 11);
    const ProcessResult applied = workspace.apply({"-s", "att", "upgrade", "bbbbbbbbbbbb:head", "--sql"});
    CHECK(applied.exit_code == 3);
    CHECK_THAT(applied.err, Contains("half-done"));
  }
  SECTION("without what another service has to do first") {
    const ProcessResult applied = workspace.apply({"-s", "att", "upgrade", "head", "--sql"});
    CHECK(applied.exit_code == 3);
    CHECK_THAT(applied.err, Contains("own:aaaaaaaaaaaa is needed first"));
    CHECK(workspace.database().value("SELECT to_regclass('mine')").empty());
  }
  SECTION("with what another service still needs") {
    REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
    const ProcessResult applied = workspace.apply({"-s", "own", "downgrade", "head:base", "--sql"});
    CHECK(applied.exit_code == 3);
    CHECK_THAT(applied.err, Contains("att:bbbbbbbbbbbb depends on"));
  }
  SECTION("with other rows in the ownership table") {
    REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
    workspace.next("CREATE TABLE n (i int);");
    workspace.database().sql("DELETE FROM deed.ownership WHERE object = 'public.mine'");
    const ProcessResult applied = workspace.apply({"-s", "att", "upgrade", "bbbbbbbbbbbb:head", "--sql"});
    CHECK(applied.exit_code == 3);
    CHECK_THAT(applied.err, Contains("ownership table does not say of att") && Contains("public.mine"));
  }
  SECTION("while another runner is at work") {
    REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
    workspace.next("SELECT pg_sleep(20);");
    RunningProcess run({"deed", "-s", "att", "upgrade", "head"}, workspace.options());
    REQUIRE(run.wait_for_text("Running upgrade"));
    const ProcessResult applied = workspace.apply({"-s", "att", "upgrade", "bbbbbbbbbbbb:head", "--sql"});
    CHECK(applied.exit_code == 3);
    CHECK_THAT(applied.err, Contains("Another runner"));
    run.signal(15);
    run.wait();
  }
}

TEST_CASE("a script that stops half-way is completed by deed") {
  Scripts workspace;
  REQUIRE(workspace.deed({"-s", "own", "upgrade", "head"}).exit_code == 0);
  const ProcessResult script = workspace.offline({"-s", "att", "upgrade", "head", "--sql"});
  REQUIRE(script.exit_code == 0);
  const std::size_t cut = script.out.find("-- Running upgrade  -> bbbbbbbbbbbb", script.out.find("(step 3 of 4)"));
  REQUIRE(cut != std::string::npos);
  REQUIRE(workspace.psql(script.out.substr(0, cut)).exit_code == 0);
  CHECK_THAT(workspace.deed({"-s", "att", "current"}).out, Contains("step"));
  CHECK(workspace.deed({"-s", "att", "upgrade", "head"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'child_p'::regclass") == "t");
}

TEST_CASE("an adopt step in a script claims what stands there, and nothing between") {
  Scripts workspace;
  REQUIRE(workspace.deed({"-s", "own", "upgrade", "head"}).exit_code == 0);
  workspace.database().sql("CREATE TABLE mine (id int PRIMARY KEY, t text)");
  SECTION("all of it") {
    workspace.database().sql("CREATE INDEX mine_t ON mine (t); INSERT INTO mine VALUES (500, 'kept')");
    const ProcessResult applied = workspace.apply({"-s", "att", "upgrade", "head", "--sql"});
    CAPTURE(applied.err);
    CHECK(applied.exit_code == 0);
    CHECK(workspace.database().value("SELECT t FROM mine WHERE id = 500") == "kept");
  }
  SECTION("part of it") {
    const ProcessResult applied = workspace.apply({"-s", "att", "upgrade", "head", "--sql"});
    CHECK(applied.exit_code == 3);
    CHECK_THAT(applied.err, Contains("missing: public.mine_t"));
  }
}

TEST_CASE("stamp and ensure-version write scripts too") {
  Scripts workspace;
  REQUIRE(workspace.apply({"-s", "own", "ensure-version", "--sql"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT count(*) FROM deed.version_own") == "0");
  REQUIRE(workspace.apply({"-s", "own", "stamp", "head", "--sql", "--tag", "r7"}).exit_code == 0);
  CHECK_THAT(workspace.deed({"-s", "own", "current"}).out, Contains("aaaaaaaaaaaa (head)"));
  CHECK(workspace.database().value("SELECT tag FROM deed.version_own") == "r7");
  CHECK(workspace.deed({"-s", "own", "stamp", "head"}).exit_code == 0);
  REQUIRE(workspace.apply({"-s", "own", "stamp", "head:base", "--sql"}).exit_code == 0);
  CHECK(workspace.deed({"-s", "own", "current"}).out.empty());
  CHECK(workspace.database().value("SELECT count(*) FROM deed.ownership WHERE kind <> 'service'") == "0");
}

TEST_CASE("what a script cannot be written for is said before anything is printed") {
  Scripts workspace;
  workspace.next("DROP TABLE datasets;");
  const auto [words, code, text] = GENERATE(table<std::vector<std::string>, int, std::string>({
      {{"-s", "att", "upgrade", "head", "--sql"}, 6, "belongs to own"},
      {{"-s", "att", "downgrade", "-1", "--sql"}, 2, "downgrade with --sql requires <fromrev>:<torev>"},
      {{"-s", "att", "upgrade", "current:head", "--sql"}, 2, "asks the database"},
      {{"-s", "att", "upgrade", "base:current", "--sql"}, 2, "'current' asks the database"},
      {{"-s", "att", "stamp", "base:current", "--sql"}, 2, "'current' asks the database"},
      {{"-s", "att", "upgrade", "head:head", "--sql"}, 2, "nothing between"},
      {{"-s", "att", "upgrade", "nope", "--sql"}, 4, "Can't locate revision"},
      {{"-s", "att", "stamp", "--purge", "head", "--sql"}, 2, "--purge"},
      {{"--all", "upgrade", "head", "--sql"}, 2, "one service at a time"},
  }));
  CAPTURE(words);
  const ProcessResult result = workspace.offline(words);
  CAPTURE(result.err);
  CHECK(result.exit_code == code);
  CHECK(result.out.empty());
  CHECK_THAT(result.err, Contains(text));
}

TEST_CASE("what deed.toml and --tag hold is no SQL of a script") {
  Scripts workspace;
  workspace.service("own", R"(version_table = "public.\"it's $deed$; DROP TABLE kept; --\""
[database]
schemas = ["public", "\"s$query$; DROP TABLE kept; --\""]
)");
  workspace.database().sql("CREATE TABLE kept (i int)");
  const ProcessResult applied =
      workspace.apply({"-s", "own", "upgrade", "head", "--sql", "--tag", "'$deed$; DROP TABLE kept; -- service-example"});
  CAPTURE(applied.err);
  CHECK(applied.exit_code == 0);
  CHECK(workspace.database().value("SELECT to_regclass('kept')") == "kept");
  CHECK(workspace.database().value("SELECT tag FROM public.\"it's $deed$; DROP TABLE kept; --\"") ==
        "'$deed$; DROP TABLE kept; -- service-example");
  CHECK_THAT(workspace.deed({"-s", "own", "upgrade", "head"}).err, Contains("Nothing to do"));
}

TEST_CASE("a row of the ownership table is no SQL of a script") {
  Scripts workspace;
  REQUIRE(workspace.deed({"-s", "own", "upgrade", "head"}).exit_code == 0);
  workspace.database().sql(
      "CREATE FUNCTION evil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE public.pwned (i int); RETURN 1; END $$;"
      "INSERT INTO deed.ownership (service, kind, object) VALUES ('third', 'service', '(SELECT * FROM deed.version_own WHERE evil() = "
      "1)')");
  workspace.apply({"-s", "own", "stamp", "head:base", "--sql"});
  CHECK(workspace.database().value("SELECT to_regclass('pwned')").empty());
}

TEST_CASE("what a step leaves in the session does not change what the next one means") {
  Scripts workspace;
  REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  const std::string first = GENERATE(as<std::string>(), "CREATE TEMPORARY TABLE mine (id int, t text);",
                                     "DO $$ BEGIN EXECUTE 'SET sear' || 'ch_path = pg_catalog'; END $$;");
  workspace.next("-- deed:upgrade\n" + first + "\n\n-- deed:upgrade\nINSERT INTO mine VALUES (900, 'kept');");
  const ProcessResult applied = workspace.apply({"-s", "att", "upgrade", "bbbbbbbbbbbb:head", "--sql"});
  CAPTURE(applied.err);
  CHECK(applied.exit_code == 0);
  CHECK(workspace.database().value("SELECT t FROM public.mine WHERE id = 900") == "kept");
}

TEST_CASE("several statements that look like one are refused") {
  Scripts workspace;
  workspace.next("CREATE FUNCTION begin(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'; COMMIT; DELETE FROM datasets; COMMIT;");
  const ProcessResult script = workspace.offline({"-s", "att", "upgrade", "head", "--sql"});
  CHECK(script.exit_code == 6);
  CHECK_THAT(script.err, Contains("several statements"));
}

TEST_CASE("what no revision names as part of another's table is not claimed by a script") {
  Scripts workspace;
  REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  workspace.database().sql("CREATE TABLE part_2 PARTITION OF part FOR VALUES IN (2); INSERT INTO part VALUES (2)");
  workspace.next("-- deed:claim part_2\nDELETE FROM part_2;");
  const ProcessResult applied = workspace.apply({"-s", "att", "upgrade", "bbbbbbbbbbbb:head", "--sql"});
  CHECK(applied.exit_code == 3);
  CHECK_THAT(applied.err, Contains("may not be claimed, it belongs to own"));
  CHECK(workspace.database().value("SELECT count(*) FROM part_2") == "1");
  CHECK(workspace.deed({"-s", "att", "upgrade", "head"}).exit_code == 7);
}
