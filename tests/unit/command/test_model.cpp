#include "command/model.h"
#include "command/model_text.h"
#include "unit/config/support.h"

using namespace deed;
using namespace deed::command;
using deed::config::check_error;
using deed::config::error_of;

namespace {

// A service whose model is in these files.
class ModelDirectory {
 public:
  ModelDirectory() {
    config_.directory = directory_.path();
    config_.file = {directory_ / "deed.toml", "deed.toml"};
    config_.models.files = {"models/*.sql", "models/*.toml"};
    write("empty.sql", "");
    write("empty.toml", "");
  }

  std::string path() const { return directory_.path().string() + "/"; }
  void write(const std::string& name, const std::string& text) { directory_.write("models/" + name, text); }
  Model load() const { return load_model_files(config_); }

  std::string texts() const {
    std::string result;
    for (const ModelStatement& entry : load().statements) {
      result += entry.statement.text.substr(0, entry.statement.text.find('\n')) + "\n";
    }
    return result;
  }

 private:
  config::Directory directory_;
  config::ServiceConfig config_;
};

std::string column(const std::string& further) { return "[[table]]\nname = \"t\"\n[[table.column]]\nname = \"c\"\n" + further; }

}  // namespace

TEST_CASE("in TOML files the order does not matter, and SQL files keep theirs") {
  ModelDirectory model;
  model.write("a.sql", "CREATE TABLE a (x int);\nCREATE TABLE b (x int);\n");
  model.write("a.toml", column("type = \"e\"\n[[table.foreign_key]]\ncolumns = [\"c\"]\nreferences = \"u\"\n"));
  model.write(
      "b.toml",
      "[[table]]\nname = \"u\"\n[[table.index]]\ncolumns = [\"x\"]\n[[enum]]\nname = \"e\"\nvalues = []\n[[schema]]\nname = \"s\"\n");
  CHECK(model.texts() ==
        "CREATE SCHEMA s\nCREATE TYPE e AS ENUM ()\nCREATE TABLE a (x int)\nCREATE TABLE b (x int)\nCREATE TABLE t (\nCREATE TABLE u (\n"
        "CREATE INDEX ON u (x)\nALTER TABLE t ADD FOREIGN KEY (c) REFERENCES u\n");
}

TEST_CASE("a DO in a model has to tell by its text what it makes, and to make what a model may have") {
  ModelDirectory model;
  SECTION("which it does") {
    model.write("a.sql",
                "DO $$ BEGIN\n  CREATE TYPE mood AS ENUM ('sad');\n  EXECUTE 'GRANT USAGE ON TYPE mood TO public';\n"
                "EXCEPTION WHEN duplicate_object THEN NULL;\nEND $$;\n");
    const Model read = model.load();
    REQUIRE(read.statements.size() == 1);
    CHECK(says(read.statements[0].statement, "grant"));
    CHECK(says(read.statements[0].statement, "do"));
    CHECK_FALSE(says(read.statements[0].statement, "revoke"));
    CHECK(declared_objects(read, {"public"}) == std::vector<ObjectName>{{ObjectKind::relation, "public", "mood"}});
  }
  SECTION("which it does not") {
    model.write("a.sql", "SET x = 1;\nDO $$ BEGIN EXECUTE format('CREATE TABLE %I (a int)', 't'); END $$;\n");
    check_error(error_of([&] { model.load(); }), model.path() + "models/a.sql:2:1", "whose text does not tell what it makes");
  }
  SECTION("rows") {
    model.write("a.sql", "DO $$ BEGIN INSERT INTO t VALUES (1); END $$;\n");
    check_error(error_of([&] { model.load(); }), model.path() + "models/a.sql:1:1", "an INSERT in a DO, which deed does not compare");
  }
}

TEST_CASE("what PostgreSQL's grammar does not read as the value's form is refused at its key") {
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"type = \"text NOT NULL\"", "models/m.toml:5:8", "`table.column.type` is not the name of a type"},
      {"type = \"int PRIMARY KEY\"", "models/m.toml:5:8", "is not the name of a type"},
      {"type = \"text COLLATE c\"", "models/m.toml:5:8", "is not the name of a type"},
      {"type = \"int DEFAULT 1\"", "models/m.toml:5:8", "is not the name of a type"},
      {"type = \"text\"\ndefault = \"1 NOT NULL\"", "models/m.toml:6:11", "`table.column.default` is not an SQL expression"},
      {"type = \"text\"\ndefault = \"1 AS x\"", "models/m.toml:6:11", "is not an SQL expression"},
      {"type = \"text\"\ngenerated = \"1 STORED\"", "models/m.toml:6:13", "`table.column.generated` is not an SQL expression"},
      {"type = \"text\"\n[[table.check]]\nexpression = \"1 >\"", "models/m.toml:7:14", "`table.check.expression` is not an SQL"},
      {"type = \"text\"\n[[table.index]]\ncolumns = [\"c\", \"select\"]", "models/m.toml:7:17", "`table.index.columns` is not a column"},
      {"type = \"text\"\n[[table.index]]\ncolumns = [\"c INCLUDE c\"]", "models/m.toml:7:12", "is not a column or expression of an index"},
      {"type = \"text\"\n[[table.index]]\ncolumns = [\"c\"]\nwhere = \"c = 1 ORDER BY 1\"", "models/m.toml:8:9", "`table.index.where`"},
  }));
  CAPTURE(text);
  ModelDirectory model;
  model.write("m.toml", column(text));
  check_error(error_of([&] { model.load(); }), model.path() + where, what, "Write it as it stands in SQL");
}

TEST_CASE("a model file with another ending is refused") {
  config::Directory directory;
  directory.write("m.sql.toml.txt", "");
  config::ServiceConfig config;
  config.directory = directory.path();
  config.models.files = {"m.sql.toml.txt"};
  check_error(error_of([&] { load_model_files(config); }), directory.path().string() + "/m.sql.toml.txt", "end in .sql or .toml",
              "Rename it");
}

TEST_CASE("what a program prints beside statements is refused where it stands") {
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"CREATE TABLE a (x int);\nCREATE TABLE\n", "output of \"x\":2:13", "cannot be read"},
      {"CREATE TABLE a (x int)\nCREATE TABLE b (x int)\n", "output of \"x\":2:1", "cannot be read"},
      {"2026-01-01 INFO engine: BEGIN (implicit)\nCREATE TABLE a (x int);", "output of \"x\":1:1", "cannot be read"},
      {"\\echo hello\nCREATE TABLE a (x int);", "output of \"x\":1:1", "This is no SQL: \\echo hello"},
      {"it's done", "output of \"x\":1:3", "never ends"},
  }));
  CAPTURE(text);
  Model model;
  check_error(error_of([&] { read_model_text(text, "output of \"x\"", TextOrigin::program, {"public"}, model); }), where, what,
              "logs go to stderr");
}

TEST_CASE("roles are the server's, and no part of a model") {
  Model model;
  read_model_text(
      "CREATE ROLE app;\nGRANT app TO me;\nCREATE TABLE a (x int);\n"
      "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE app; END IF; END $$;\n"
      "DO $$ BEGIN EXECUTE format('GRANT app TO %I', current_user); END $$;\n",
      "x", TextOrigin::file, {"public"}, model);
  CHECK(model.statements.size() == 1);
  CHECK(model.skipped == std::map<std::string, std::size_t>{{"CREATE ROLE", 1}, {"DO about roles", 2}, {"GRANT ROLE", 1}});
  for (const std::string block : {"EXECUTE format('GRANT %s TO me', 'app')", "CREATE ROLE app; EXECUTE format('DROP TABLE %I', 'a')",
                                  "CREATE ROLE app; CREATE ROLE b; DELETE FROM a"}) {
    CAPTURE(block);
    CHECK(error_of([&] { read_model_text("DO $$ BEGIN " + block + "; END $$;", "x", TextOrigin::file, {"public"}, model); }).kind() ==
          ErrorKind::config);
  }
}

TEST_CASE("what cannot be read is shown where the grammar stops") {
  const auto [text, where] = GENERATE(table<std::string, std::string>({
      {"CREATE TABLE a (x int;\nCREATE TABLE b (x int);", "m.sql:1:22"},
      {"CREATE TABLE a (x int);\n\n  CREATE TABLE b (\n    x int\n    y int);", "m.sql:5:5"},
      {"-- caf\u00e9\nCREATE TABLE \"caf\u00e9\" (\"\u00e9\" int PRIMARY KEI);", "m.sql:2:38"},
      {"CREATE TABLE a (x int);\r\nCREATE TABEL b (x int);", "m.sql:2:8"},
  }));
  CAPTURE(text);
  Model model;
  check_error(error_of([&] { read_model_text(text, "m.sql", TextOrigin::file, {"public"}, model); }), where, "cannot be read",
              "Correct it");
}

TEST_CASE("a name that PostgreSQL would cut is refused where it stands") {
  const std::string longest(63, 'a');
  const auto [text, where] = GENERATE_COPY(table<std::string, std::string>({
      {"CREATE TABLE t (\n  " + longest + "b int);", "m.sql:2:3"},
      {"CREATE TABLE \"" + longest + " \" (x int);", "m.sql:1:14"},
      {"CREATE TABLE t (x int);\nCREATE INDEX " + longest + "_ ON t (x);", "m.sql:2:14"},
  }));
  CAPTURE(text);
  Model model;
  check_error(error_of([&] { read_model_text(text, "m.sql", TextOrigin::file, {"public"}, model); }), where,
              "A name of 64 bytes, which PostgreSQL would cut: " + longest, "at most 63 bytes");
  Model fits;
  read_model_text("CREATE TABLE " + longest + " (\"" + longest.substr(1) + "\"\"\" int); -- " + longest + longest, "m.sql",
                  TextOrigin::file, {"public"}, fits);
  CHECK(fits.statements.size() == 1);
}

TEST_CASE("IF NOT EXISTS of what the model has made is told with both places") {
  const auto [text, told] = GENERATE(table<std::string, std::string>({
      {"CREATE TABLE t (a int);\nCREATE TABLE IF NOT EXISTS t (b int);",
       "The model makes public.t at m.sql:1:1 and once more at m.sql:2:1"},
      {"CREATE SEQUENCE IF NOT EXISTS t;\nCREATE TABLE IF NOT EXISTS t (b int);", "once more at m.sql:2:1"},
      {"CREATE TABLE t (a int);\nDROP TABLE t;\nCREATE TABLE IF NOT EXISTS t (b int);", ""},
      {"CREATE TABLE t (a int);\nALTER TABLE t RENAME TO u;\nCREATE TABLE IF NOT EXISTS t (b int);", ""},
      {"DROP TABLE IF EXISTS t;\nCREATE TABLE IF NOT EXISTS t (b int);", ""},
      {"CREATE SCHEMA IF NOT EXISTS s;\nCREATE SCHEMA IF NOT EXISTS s;", ""},
      {"CREATE VIEW v AS SELECT 1 AS a;\nCREATE OR REPLACE VIEW v AS SELECT 1 AS a, 2 AS b;", ""},
      {"CREATE TABLE t (a int);\nCREATE TABLE s.t (a int);", ""},
  }));
  CAPTURE(text);
  Model model;
  read_model_text(text, "m.sql", TextOrigin::file, {"public"}, model);
  const std::vector<std::string> found = declared_twice(model, {"public"});
  CHECK(found.size() == (told.empty() ? 0 : 1));
  CHECK((found.empty() ? "" : found.front()).find(told) != std::string::npos);
}

TEST_CASE("a policy of a model names its roles") {
  Model model;
  check_error(error_of([&] {
                read_model_text("CREATE TABLE t (a text);\nCREATE POLICY p ON t TO app, CURRENT_USER USING (a = current_user);", "m.sql",
                                TextOrigin::file, {"public"}, model);
              }),
              "m.sql:2:1", "a policy for CURRENT_USER", "Name the role");
  read_model_text("CREATE POLICY p ON t TO app USING (a = current_user);", "m.sql", TextOrigin::file, {"public"}, model);
}

TEST_CASE("what no service may do is refused with its reason, and not sent into revisions by hand") {
  Model model;
  check_error(
      error_of([&] { read_model_text("CREATE TABLE t (a int);\nDROP DATABASE other;", "m.sql", TextOrigin::file, {"public"}, model); }),
      "m.sql:2:1", "a DROP DATABASE. It concerns the whole server", "a revision cannot have it either");
}

TEST_CASE("default privileges without a schema are refused where they stand") {
  Model model;
  check_error(error_of([&] {
                read_model_text("CREATE TABLE t (a int);\nALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO a;", "m.sql", TextOrigin::file,
                                {"public"}, model);
              }),
              "m.sql:2:1", "ALTER DEFAULT PRIVILEGES without IN SCHEMA", "a revision cannot have it either");
}

TEST_CASE("a program may be pg_dump") {
  Model model;
  read_model_text("\\restrict abc\nSET row_security = off;\nCREATE TABLE a (x int);\nALTER TABLE a OWNER TO me;\n\\unrestrict abc\n", "x",
                  TextOrigin::program, {"public"}, model);
  CHECK(model.statements.size() == 1);
  CHECK(model.skipped == std::map<std::string, std::size_t>{{"backslash line", 2}, {"OWNER TO", 1}, {"SET", 1}});
}
