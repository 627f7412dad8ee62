#include <catch2/catch.hpp>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

// One service `shop` whose model and database agree: item(id, name).
class Shop : public TestWorkspace {
 public:
  explicit Shop(const std::string& model_sql = kItem, const std::string& further = "") {
    service("shop", further);
    model("shop", model_sql);
    autogenerate_and_upgrade("first");
  }

  ProcessResult autogenerate(const std::string& message, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"revision", "--autogenerate", "-m", message});
    return deed(more);
  }

  void autogenerate_and_upgrade(const std::string& message) {
    const ProcessResult written = autogenerate(message);
    CAPTURE(written.err);
    REQUIRE(written.exit_code == 0);
    const ProcessResult upgraded = deed({"upgrade", "head"});
    CAPTURE(upgraded.err, newest_revision("shop"));
    REQUIRE(upgraded.exit_code == 0);
  }

  static inline const std::string kItem = "CREATE TABLE item (id bigint PRIMARY KEY, name text);\n";
};

}  // namespace

TEST_CASE("extensions of the live database, and their schemas, are given and nobody's difference") {
  Shop shop;
  const bool elsewhere = GENERATE(false, true);
  shop.database().sql(elsewhere ? "CREATE SCHEMA x; CREATE EXTENSION pgcrypto SCHEMA x" : "CREATE EXTENSION pgcrypto");
  const std::string owns = GENERATE(std::string(), std::string("[ownership]\nowns = [\"*.*\"]\n"));
  shop.service("shop", owns);
  if (!owns.empty()) {
    shop.autogenerate_and_upgrade("everything");
    CHECK_THAT(shop.newest_revision("shop"), !Contains("SCHEMA"));
  }
  const ProcessResult result = shop.deed({"check"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
}

TEST_CASE("a model may declare the schema that an extension of the live database is in") {
  Shop shop("CREATE SCHEMA x;\n" + Shop::kItem);
  shop.database().sql("CREATE EXTENSION pgcrypto SCHEMA x");
  CHECK(shop.deed({"check"}).exit_code == 0);
}

TEST_CASE("a sequence that the model attaches to a table needs no claim of its own") {
  Shop shop;
  shop.database().sql("CREATE TABLE \"user\" (id bigserial PRIMARY KEY)");
  // As pg_dump has it.
  const std::string dumped =
      "CREATE TABLE public.\"user\" (id bigint NOT NULL, email text);\n"
      "CREATE SEQUENCE public.user_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;\n"
      "ALTER SEQUENCE public.user_id_seq OWNED BY public.\"user\".id;\n"
      "ALTER TABLE ONLY public.\"user\" ALTER COLUMN id SET DEFAULT nextval('public.user_id_seq'::regclass);\n"
      "ALTER TABLE ONLY public.\"user\" ADD CONSTRAINT user_pkey PRIMARY KEY (id);\n";
  shop.model("shop", Shop::kItem + dumped);

  SECTION("of an own table") {
    shop.service("shop", "[ownership]\nowns = [\"user\"]\n");
    shop.autogenerate_and_upgrade("user");
    CHECK_THAT(shop.newest_revision("shop"), Contains("-- deed:claim public.\"user\"\nALTER TABLE \"user\" ADD COLUMN email text;"));
    CHECK(shop.deed({"check"}).exit_code == 0);
  }
  SECTION("of an ignored table") {
    shop.service("shop", "[autogenerate]\nignore = [\"user\"]\n");
    CHECK(shop.deed({"check"}).exit_code == 0);
  }
  SECTION("but a sequence of that name that is no table's is told") {
    shop.database().sql("DROP TABLE \"user\"; CREATE TABLE \"user\" (id bigint PRIMARY KEY); CREATE SEQUENCE user_id_seq");
    shop.service("shop", "[ownership]\nowns = [\"user\"]\n");
    const ProcessResult result = shop.autogenerate("user");
    CHECK(result.exit_code == 3);
    CHECK_THAT(result.err, Contains("public.user_id_seq exists in the database"));
  }
}

TEST_CASE("a renamed table or column keeps its rows where something new has the old name") {
  Shop shop;
  shop.database().sql("INSERT INTO item VALUES (1, 'a')");
  const std::string before = shop.database().dump();
  SECTION("a table") {
    shop.model("shop",
               "CREATE TABLE item (code int);\n-- deed:renamed-from item\nCREATE TABLE article (id bigint PRIMARY KEY, name text);\n");
    shop.autogenerate_and_upgrade("rename");
    CHECK(shop.database().value("SELECT name FROM article") == "a");
    CHECK(shop.database().value("SELECT count(*) FROM item") == "0");
  }
  SECTION("a column") {
    shop.model("shop", "CREATE TABLE item (id bigint PRIMARY KEY,\n  name int,\n  -- deed:renamed-from name\n  title text);\n");
    shop.autogenerate_and_upgrade("rename");
    CHECK(shop.database().value("SELECT title FROM item") == "a");
    CHECK(shop.database().value("SELECT name FROM item").empty());
  }
  CHECK(shop.deed({"check"}).exit_code == 0);
  CHECK(shop.deed({"downgrade", "-1"}).exit_code == 0);
  CHECK(shop.database().dump() == before);
  CHECK(shop.database().value("SELECT name FROM item") == "a");
}

TEST_CASE("a declared rename that misses its old name by a letter or the quotes is pointed out") {
  Shop shop("CREATE TABLE \"Item\" (id int, name text);\n");
  SECTION("a table") {
    shop.model("shop", "-- deed:renamed-from Item\nCREATE TABLE article (id int, name text);\n");
    CHECK_THAT(shop.deed({"check"}).err, Contains("public.article says that it was item") && Contains("deed:renamed-from \"Item\"?"));
  }
  SECTION("a column") {
    shop.model("shop", "CREATE TABLE \"Item\" (id int,\n  -- deed:renamed-from nam\n  title text);\n");
    CHECK_THAT(shop.deed({"check"}).err, Contains("deed:renamed-from name?"));
  }
  SECTION("nothing like it is dropped") {
    shop.model("shop", "CREATE TABLE \"Item\" (id int, name text,\n  -- deed:renamed-from heading\n  title text);\n");
    CHECK_THAT(shop.deed({"check"}).err, !Contains("Did you mean"));
  }
}

TEST_CASE("names that change places are refused, not dropped") {
  Shop shop("CREATE TABLE a (x int);\nCREATE TABLE b (y int);\n");
  shop.model("shop", "-- deed:renamed-from b\nCREATE TABLE a (y int);\n-- deed:renamed-from a\nCREATE TABLE b (x int);\n");
  const ProcessResult result = shop.autogenerate("swap");
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.err, Contains("circle") && Contains("public.a was public.b was public.a") && Contains("two revisions"));
}

TEST_CASE("a database that the files do not account for is not compared") {
  Shop shop;
  const std::string head = shop.deed({"heads"}).out.substr(0, 12);
  SECTION("ahead of the files") {
    shop.revision("shop", "ffffffffffff", head, "-- deed:upgrade\nALTER TABLE item ADD COLUMN newer int;\n\n-- deed:downgrade\n");
    REQUIRE(shop.deed({"upgrade", "head"}).exit_code == 0);
    shop.remove_revision("shop", "ffffffffffff");
    for (const ProcessResult& result : {shop.autogenerate("x"), shop.deed({"check"})}) {
      CHECK(result.exit_code == 19);
      CHECK_THAT(result.err, Contains("ahead of these files by 1 revision: ffffffffffff") && Contains("newer files"));
    }
  }
  SECTION("half-way up") {
    shop.revision("shop", "ffffffffffff", head, "-- deed:upgrade\nALTER TABLE item ADD COLUMN half int;\n\n-- deed:upgrade\nSELECT 1/0;\n");
    REQUIRE(shop.deed({"upgrade", "head"}).exit_code == 11);
    const ProcessResult result = shop.deed({"check"});
    CHECK(result.exit_code == 19);
    CHECK_THAT(result.err, Contains("half-way up") && Contains("deed -s shop upgrade ffffffffffff"));
  }
  SECTION("half-way down") {
    shop.revision(
        "shop", "ffffffffffff", head,
        "-- deed:upgrade\nSELECT 1;\n\n-- deed:downgrade\nALTER TABLE item ADD COLUMN half int;\n\n-- deed:downgrade\nSELECT 1/0;\n");
    REQUIRE(shop.deed({"upgrade", "head"}).exit_code == 0);
    REQUIRE(shop.deed({"downgrade", "-1"}).exit_code == 11);
    const ProcessResult result = shop.autogenerate("x");
    CHECK(result.exit_code == 19);
    CHECK_THAT(result.err, Contains("half-way down") && Contains("deed -s shop downgrade " + head));
  }
}

TEST_CASE("a rename on the command line that renames nothing is told") {
  Shop shop;
  shop.model("shop", "CREATE TABLE item (id bigint PRIMARY KEY, title text);\n");
  const auto [rename, why] = GENERATE(table<std::string, std::string>({
      {"foo:bar", "no table public.foo of this service is in the database"},
      {"iten:bar", "Did you mean 'item'?"},
      {"item:bar", "no table public.bar is in the model"},
      {"name:title", "no table public.name of this service is in the database"},
      {"items.name:title", "no table public.items is in the model. Did you mean 'item'?"},
      {"item.nam:title", "public.item has no column nam in the database. Did you mean 'name'?"},
      {"item.name:titel", "public.item has no column titel in the model. Did you mean 'title'?"},
      {"item.name:id", "the new name is in the database already"},
  }));
  const ProcessResult result = shop.autogenerate("x", {"--rename", rename});
  CAPTURE(rename);
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.err, Contains(why));
  CHECK(shop.autogenerate("x", {"--rename", "item.name:title"}).exit_code == 0);
}

TEST_CASE("renames that contradict each other, or the model, are told") {
  Shop shop;
  const auto [model, renames, why] = GENERATE(table<std::string, std::vector<std::string>, std::string>({
      {"a text, b text",
       {"item.name:a", "item.name:b"},
       "public.item.a and public.item.b both are to be public.item.name under a new name"},
      {"a text", {"item.name:a", "item.id:a"}, "public.item.name and public.item.id both are to become public.item.a."},
      {"id text, name bigint", {"item.name:id", "item.id:name"}, "Renames that go round in a circle"},
      {"id bigint, name text", {"item:item"}, "public.item is to be renamed, and has that name already."},
      {"id bigint,\n-- deed:renamed-from name\ntitle text", {"item.id:title"}, "both are to become public.item.title."},
  }));
  CAPTURE(model);
  shop.model("shop", "CREATE TABLE item (" + model + ");\n");
  std::vector<std::string> arguments;
  for (const std::string& rename : renames) {
    arguments.insert(arguments.end(), {"--rename", rename});
  }
  const ProcessResult result = shop.autogenerate("x", arguments);
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.err, Contains(why));
}

TEST_CASE("a role that nobody has made yet is told, and the revision written") {
  Shop shop;
  shop.model("shop",
             "CREATE TABLE item (id bigint PRIMARY KEY, name text);\nGRANT SELECT ON item TO \"nobody's role\", pg_monitor;\n"
             "ALTER TABLE item ENABLE ROW LEVEL SECURITY;\nCREATE POLICY p ON item TO nobodys_other USING (id > 0);\n"
             "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO nobodys_third;\n");
  const ProcessResult offline = shop.deed({"-s", "shop", "check", "--against", "history"});
  CAPTURE(offline.err);
  CHECK(offline.exit_code == 1);
  CHECK_THAT(offline.err, !Contains("names role"));
  const ProcessResult written = shop.autogenerate("x");
  CAPTURE(written.err);
  CHECK(written.exit_code == 0);
  CHECK_THAT(written.err, Contains("The model names role nobody's role, which is not on this server") &&
                              Contains("names role nobodys_other,") && Contains("names role nobodys_third,") &&
                              !Contains("names role pg_monitor"));
  CHECK_THAT(shop.newest_revision("shop"), Contains("TO \"nobody's role\";") && Contains("TO nobodys_other"));
  CHECK(shop.deed({"-s", "shop", "check", "--against", "history"}).exit_code == 0);
}

TEST_CASE("a table that comes in another schema is told to lose its rows") {
  TestWorkspace workspace;
  workspace.service("shop");
  workspace.model("shop", "CREATE SCHEMA app;\nCREATE TABLE t (a int);\nCREATE TABLE u (a int);\n");
  REQUIRE(workspace.deed({"revision", "--autogenerate", "-m", "first"}).exit_code == 0);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.model("shop", "CREATE SCHEMA app;\nCREATE TABLE app.t (a int);\nCREATE TABLE u (a int);\nCREATE TABLE app.u (a int);\n");
  const ProcessResult written = workspace.deed({"revision", "--autogenerate", "-m", "second"});
  CHECK(written.exit_code == 0);
  CHECK_THAT(written.err, Contains("Table app.t may be public.t in another schema") && Contains("ALTER TABLE public.t SET SCHEMA app") &&
                              !Contains("app.u may be"));
}

TEST_CASE("a schema of the service that its model has left is dropped, though deed.toml lists it") {
  TestWorkspace workspace;
  workspace.service("shop", "[database]\nschemas = [\"public\", \"app\", \"given\"]\n");
  workspace.database().sql("CREATE SCHEMA given");
  workspace.model("shop", "CREATE SCHEMA app;\nCREATE TABLE app.t (a int);\nCREATE TABLE t (a int);\n");
  REQUIRE(workspace.deed({"revision", "--autogenerate", "-m", "first"}).exit_code == 0);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.model("shop", "CREATE TABLE app.t (a int);\nCREATE TABLE t (a int);\n");
  CHECK(workspace.deed({"check"}).exit_code == 0);

  workspace.model("shop", "CREATE TABLE t (a int);\n");
  const ProcessResult written = workspace.deed({"revision", "--autogenerate", "-m", "second"});
  CAPTURE(written.err);
  REQUIRE(written.exit_code == 0);
  CHECK_THAT(workspace.newest_revision("shop"), Contains("DROP SCHEMA app;") && !Contains("DROP SCHEMA given"));
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(workspace.deed({"check"}).exit_code == 0);
  CHECK(workspace.deed({"check", "--against", "history"}).exit_code == 0);
  CHECK(workspace.deed({"downgrade", "-1"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT count(*) FROM app.t") == "0");
}

TEST_CASE("a directive of a model that has no effect is an error with its place") {
  Shop shop;
  const auto [model, place, why] = GENERATE(table<std::string, std::string, std::string>({
      {"-- deed:renamed-from\nCREATE TABLE t (a int);\n", ":1:1", "needs the old name"},
      {"-- deed:renamed-from a b\nCREATE TABLE t (a int);\n", ":1:1", "needs the old name"},
      {"-- deed:renamed-form old\nCREATE TABLE t (a int);\n", ":1:1", "'renamed-form'. Did you mean 'renamed-from'?"},
      {"CREATE TABLE t (a int);\n-- deed:renamed-from i\nCREATE INDEX j ON t (a);\n", ":2:1", "above a table, a column"},
      {"CREATE TABLE t (a int);\n-- deed:renamed-from x\n", ":2:1", "above a table, a column"},
      {"CREATE TABLE t (\n  a int, -- deed:renamed-from x\n  b int);\n", ":2:10", "above a table, a column"},
      {"CREATE TABLE t (a int,\n  -- deed:renamed-from x\n  CHECK (a > 0));\n", ":2:3", "above a table, a column"},
  }));
  shop.model("shop", model);
  const ProcessResult result = shop.autogenerate("x");
  CAPTURE(model);
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.err, Contains("models/tables.sql" + place) && Contains(why));
}

TEST_CASE("what is beside an own table is compared, but a trigger of a function that is not the service's is another's") {
  Shop shop;
  shop.database().sql(
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER watch BEFORE INSERT ON item FOR "
      "EACH ROW EXECUTE FUNCTION f(); ALTER TABLE item SET (fillfactor = 70)");
  const ProcessResult result = shop.deed({"check"});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, Contains("ALTER TABLE item RESET (fillfactor);") && !Contains("watch"));
}

TEST_CASE("a table with something that is not compared is not dropped") {
  Shop shop;
  shop.database().sql("CREATE INDEX item_plus ON item ((id + 1)); ALTER INDEX item_plus ALTER COLUMN 1 SET STATISTICS 100");
  SECTION("the table stays") {
    shop.model("shop", Shop::kItem + "CREATE INDEX item_plus ON item ((id + 1));\n");
    const ProcessResult result = shop.deed({"check"});
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, Contains("WARN") && Contains("public.item has statistics target of index item_plus"));
  }
  SECTION("the table is to be dropped") {
    shop.model("shop", "CREATE TABLE other (a int);\n");
    const ProcessResult result = shop.autogenerate("x");
    CHECK(result.exit_code == 3);
    CHECK_THAT(result.err, Contains("public.item has statistics target of index item_plus"));
  }
}

TEST_CASE("a view of the service goes when the model no longer has it, unless it is ignored by name") {
  Shop shop(Shop::kItem);
  shop.revision("shop", "eeeeeeeeeeee", shop.deed({"heads"}).out.substr(0, 12),
                "-- deed:upgrade\nCREATE VIEW item_names AS SELECT name FROM item;\n");
  REQUIRE(shop.deed({"upgrade", "head"}).exit_code == 0);
  const ProcessResult dropped = shop.deed({"check"});
  CHECK(dropped.exit_code == 1);
  CHECK_THAT(dropped.out, Contains("DROP VIEW item_names;"));
  shop.service("shop", "[autogenerate]\nignore = [\"item_names\"]\n");
  CHECK(shop.deed({"check"}).exit_code == 0);
}

TEST_CASE("a neighbour's objects of every kind are not seen, and one's own come back the same") {
  Shop shop;
  shop.service("stock", "");
  shop.model("stock",
             "CREATE FUNCTION stock_watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\n"
             "CREATE DOMAIN stock_code AS text CHECK (VALUE <> '');\nCREATE TYPE stock_place AS (a int, b text);\n"
             "CREATE TABLE stock_item (id int PRIMARY KEY, code stock_code, place stock_place);\n"
             "CREATE TRIGGER watch BEFORE INSERT ON stock_item FOR EACH ROW EXECUTE FUNCTION stock_watch();\n"
             "ALTER TABLE stock_item ENABLE ROW LEVEL SECURITY;\nCREATE POLICY all_rows ON stock_item USING (true);\n"
             "CREATE VIEW stock_codes AS SELECT code FROM stock_item;\n"
             "CREATE MATERIALIZED VIEW stock_kept AS SELECT code FROM stock_codes;\nCREATE INDEX ON stock_kept (code);\n"
             "GRANT SELECT ON stock_codes TO PUBLIC;\n");
  REQUIRE(shop.deed({"-s", "stock", "revision", "--autogenerate", "-m", "x"}).exit_code == 0);
  REQUIRE(shop.deed({"-s", "stock", "upgrade", "head"}).exit_code == 0);
  CHECK(shop.deed({"-s", "stock", "check"}).exit_code == 0);
  CHECK(shop.deed({"-s", "shop", "check"}).exit_code == 0);
  REQUIRE(shop.deed({"-s", "stock", "downgrade", "base"}).exit_code == 0);
  CHECK(shop.database().value("SELECT count(*) FROM pg_proc WHERE proname = 'stock_watch'") == "0");
}

TEST_CASE("differences are logged in Alembic's words") {
  Shop shop("CREATE TABLE \"user\" (id int PRIMARY KEY, a text, b text, x int, n int DEFAULT 1);\nCREATE TABLE gone (a int);\n");
  shop.model("shop",
             "CREATE TABLE \"user\" (id bigint PRIMARY KEY, a text NOT NULL, b text, y text, n int DEFAULT 2, UNIQUE (a, b));\n"
             "CREATE INDEX user_b_a ON \"user\" (b, lower(a));\nCOMMENT ON COLUMN \"user\".b IS 'second';\n"
             "CREATE TABLE session (id serial PRIMARY KEY, user_id bigint REFERENCES \"user\");\n");
  const ProcessResult result = shop.autogenerate("x");
  CHECK(result.exit_code == 0);
  for (const std::string line :
       {"added table 'session'", "removed table 'gone'", "added column 'user.y'", "removed column 'user.x'",
        "type change from integer to bigint on 'user.id'", "NOT NULL on column 'user.a'", "server default on column 'user.n'",
        "column comment 'user.b'", "added index 'user_b_a' on '(b, lower(a))'", "added unique constraint 'user_a_b_key' on '(a, b)'"}) {
    CHECK_THAT(result.err, Contains("[deed.autogenerate] Detected " + line + "\n"));
  }
  CHECK_THAT(result.err, !Contains("ALTER") && !Contains("session_id_seq"));
  CHECK_THAT(result.out, Catch::StartsWith("  Generating ") && Catch::EndsWith(" ...  done\n"));
}

TEST_CASE("a possible rename is told with both ways to say so") {
  Shop shop;
  shop.model("shop", "CREATE TABLE item (id bigint PRIMARY KEY, title text);\n");
  CHECK_THAT(shop.autogenerate("x").err,
             Contains("would lose its values") && Contains("-- deed:renamed-from name above it") && Contains("--rename item.name:title"));
}

TEST_CASE("somebody at a terminal is asked whether it is a rename, and what is one is looked into again") {
  Shop shop("CREATE TABLE client (id bigint PRIMARY KEY, a int, b int, c int, mail text);\nCREATE TYPE mood AS ENUM ('sad', 'glad');\n");
  shop.model(
      "shop",
      "CREATE TABLE customer (id bigint PRIMARY KEY, a int, b int, c int, email text);\nCREATE TYPE mood AS ENUM ('blue', 'glad');\n");
  const auto answered = [&](const std::string& answers) {
    ProcessOptions options = shop.options();
    options.input = answers;
    return run({"script", "-qec", deed_program() + " -s shop revision --autogenerate -m asked", "/dev/null"}, options);
  };
  SECTION("yes") {
    const ProcessResult result = answered("y\nYes\ny\n");
    CAPTURE(result.out);
    CHECK_THAT(result.out, Contains("Is value blue of public.mood the former sad under a new name? [y/N]"));
    CHECK_THAT(shop.newest_revision("shop"), Contains("ALTER TABLE client RENAME TO customer;") &&
                                                 Contains("ALTER TABLE customer RENAME COLUMN mail TO email;") &&
                                                 Contains("ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';") && !Contains("DROP"));
  }
  SECTION("no") {
    const ProcessResult result = answered("n\n\n");
    CAPTURE(result.out);
    CHECK_THAT(result.out, Contains("may be client under a new name"));
    CHECK_THAT(shop.newest_revision("shop"), Contains("DROP TABLE client;") && !Contains("RENAME TO customer"));
  }
}

TEST_CASE("what a model has for nothing is told") {
  Shop shop;
  shop.database().sql("CREATE TABLE theirs (a int)");
  shop.service("shop", "[autogenerate]\nignore = [\"theirs\"]\n");
  shop.model("shop", "SET check_function_bodies = false;\nSET row_security = off;\n" + Shop::kItem +
                         "ALTER TABLE item OWNER TO postgres;\nCREATE TABLE theirs (a int);\n");
  const ProcessResult result = shop.deed({"check"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.err, Contains("1 OWNER TO, 2 SET"));
  CHECK_THAT(result.err, Contains("The model declares public.theirs, which [autogenerate] ignore covers"));
}

TEST_CASE("privileges count from the first word that the model says of them; until then what is made anew keeps its own") {
  Shop shop;
  shop.database().sql("CREATE ROLE shop_reader");
  shop.database().sql("GRANT SELECT ON item TO shop_reader");
  CHECK(shop.deed({"check"}).exit_code == 0);
  shop.model("shop", Shop::kItem + "CREATE VIEW names AS SELECT name FROM item;\nGRANT SELECT ON names TO shop_reader;\n");
  const ProcessResult result = shop.deed({"check"});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out,
             Contains("GRANT SELECT ON TABLE names TO shop_reader;") && Contains("REVOKE SELECT ON TABLE item FROM shop_reader;"));
  shop.service("shop", "[autogenerate]\nprivileges = \"none\"\n");
  CHECK_THAT(shop.deed({"check"}).out, Contains("CREATE VIEW names") && !Contains("shop_reader"));
  shop.service("shop", "[autogenerate]\nprivileges = \"all\"\n");
  shop.model("shop", Shop::kItem);
  CHECK_THAT(shop.deed({"check"}).out, Contains("REVOKE SELECT ON TABLE item FROM shop_reader;"));
  shop.database().sql("REVOKE SELECT ON item FROM shop_reader; DROP ROLE shop_reader");
}

TEST_CASE("attributes inside of arrays and other types cannot be put into other places: an error, and nothing is guessed") {
  Shop shop;
  const std::string holder =
      GENERATE("CREATE TABLE item (at place[]);\n", "CREATE TYPE stop AS (at place);\nCREATE TABLE item (at stop);\n");
  shop.model("shop", "CREATE TYPE place AS (x int, y int);\n" + holder);
  REQUIRE(shop.autogenerate("first").exit_code == 0);
  REQUIRE(shop.deed({"upgrade", "head"}).exit_code == 0);
  shop.model("shop", "CREATE TYPE place AS (y bigint, x int);\n" + holder);
  const ProcessResult refused = shop.autogenerate("second");
  CHECK(refused.exit_code == 3);
  CHECK_THAT(refused.err, Contains("public.place cannot become what the model says while columns have it: public.item.at") &&
                              Contains("Make a type of another name"));
}

TEST_CASE("a model whose last GRANT is gone is told that privileges are no longer compared") {
  Shop shop;
  shop.model("shop", Shop::kItem + "GRANT SELECT ON item TO pg_monitor;\n");
  REQUIRE(shop.autogenerate("grant").exit_code == 0);
  REQUIRE(shop.deed({"upgrade", "head"}).exit_code == 0);
  CHECK_THAT(shop.deed({"check"}).err, !Contains("not compared"));
  shop.model("shop", Shop::kItem);
  const ProcessResult result = shop.deed({"check"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.err, Contains("the model says nothing of privileges: they are not compared") && Contains("privileges = \"all\""));
  shop.service("shop", "[autogenerate]\nprivileges = \"none\"\n");
  CHECK_THAT(shop.deed({"check"}).err, !Contains("not compared"));
}

TEST_CASE("default privileges of the role that deed connects as are the same with and without its name") {
  Shop shop;
  const std::string role = shop.database().value("SELECT quote_ident(current_user)");
  shop.model("shop", Shop::kItem + "CREATE SCHEMA app;\nALTER DEFAULT PRIVILEGES FOR ROLE " + role +
                         " IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;\n");
  const ProcessResult written = shop.autogenerate("default privileges");
  CAPTURE(written.err);
  REQUIRE(written.exit_code == 0);
  CHECK_THAT(shop.newest_revision("shop"), Contains("ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;"));
  REQUIRE(shop.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(shop.deed({"check"}).exit_code == 0);
  CHECK(shop.deed({"check", "--drift"}).exit_code == 0);
}

TEST_CASE("what is made anew gets no more from default privileges of others than it had, up and down") {
  Shop shop;
  const std::string made = GENERATE("IN SCHEMA public GRANT", "GRANT");
  CAPTURE(made);
  shop.model("shop", Shop::kItem + "CREATE VIEW shown AS SELECT id, name FROM item;\n");
  REQUIRE(shop.autogenerate("first").exit_code == 0);
  REQUIRE(shop.deed({"upgrade", "head"}).exit_code == 0);
  shop.database().sql("ALTER DEFAULT PRIVILEGES " + made + " SELECT, INSERT ON TABLES TO pg_monitor; GRANT SELECT ON shown TO pg_monitor");
  shop.model("shop", Shop::kItem + "CREATE VIEW shown AS SELECT name, id FROM item;\nCREATE TABLE further (id bigint);\n");
  const ProcessResult written = shop.autogenerate("second");
  CAPTURE(written.err);
  REQUIRE(written.exit_code == 0);
  const auto granted = [&](const std::string& table) {
    return shop.database().value(
        "SELECT string_agg(privilege_type, ',' ORDER BY privilege_type) FROM pg_class, aclexplode(relacl) "
        "WHERE relname = '" +
        table + "' AND grantee = 'pg_monitor'::regrole");
  };
  REQUIRE(shop.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(granted("shown") == "SELECT");
  // A new one gets what the administrator wants all to have.
  CHECK(granted("further") == "INSERT,SELECT");
  REQUIRE(shop.deed({"downgrade", "-1"}).exit_code == 0);
  CHECK(granted("shown") == "SELECT");
  shop.database().sql("ALTER DEFAULT PRIVILEGES " + std::string(made == "GRANT" ? "" : "IN SCHEMA public ") +
                      "REVOKE SELECT, INSERT ON TABLES FROM pg_monitor");
}

TEST_CASE("a table that the model refers to and may not is told with its owner and the way out") {
  Shop shop;
  const std::string refers = Shop::kItem + "CREATE TABLE line (\n  id int,\n  other int REFERENCES other (id)\n);\n";
  shop.model("shop", refers);
  SECTION("nobody's") {
    shop.database().sql("CREATE TABLE other (id int PRIMARY KEY)");
    const ProcessResult result = shop.autogenerate("x");
    CHECK(result.exit_code == 3);
    CHECK_THAT(result.err, Contains("The model refers to public.other, which is in the database, and no service owns it") &&
                               Contains("models/tables.sql:4:3") && Contains("owns") && Contains("ignore"));
  }
  SECTION("another's") {
    shop.service("stock", "");
    shop.model("stock", "CREATE TABLE other (id int PRIMARY KEY);\n");
    REQUIRE(shop.deed({"-s", "stock", "revision", "--autogenerate", "-m", "x"}).exit_code == 0);
    REQUIRE(shop.deed({"-s", "stock", "upgrade", "head"}).exit_code == 0);
    const ProcessResult result = shop.deed({"-s", "shop", "revision", "--autogenerate", "-m", "x"});
    CHECK(result.exit_code == 6);
    CHECK_THAT(result.err, Contains("The model refers to public.other, which belongs to stock") && Contains("models/tables.sql:4:") &&
                               Contains("[[ownership.share]] in its deed.toml") && Contains("deed -s stock revision --autogenerate"));
  }
}

TEST_CASE("what a model drops first counts for nothing, and what it drops again is not there") {
  Shop shop("CREATE SCHEMA audit;\nCREATE TABLE audit.log (id int);\nCREATE VIEW v AS SELECT id FROM audit.log;\n");
  // As pg_dump --clean --if-exists prints it.
  shop.model("shop",
             "DROP VIEW IF EXISTS public.v;\nDROP TABLE IF EXISTS audit.log;\nDROP SCHEMA IF EXISTS audit CASCADE;\nCREATE SCHEMA audit;\n"
             "CREATE TABLE audit.log (id integer);\nCREATE VIEW public.v AS SELECT log.id FROM audit.log;\n");
  const ProcessResult same = shop.deed({"check"});
  CAPTURE(same.err, same.out);
  CHECK(same.exit_code == 0);
  shop.model("shop", "CREATE SCHEMA audit;\nCREATE TABLE audit.log (id int);\nCREATE VIEW v AS SELECT id FROM audit.log;\nDROP VIEW v;\n");
  shop.autogenerate_and_upgrade("without");
  CHECK(shop.database().value("SELECT to_regclass('public.v') IS NULL AND to_regclass('audit.log') IS NOT NULL") == "t");
}

TEST_CASE("a type that a DO makes where it is missing is as good as one that is made outright") {
  Shop shop("CREATE TYPE mood AS ENUM ('sad', 'glad');\nCREATE TABLE person (mood mood);\n");
  const std::string type =
      "DO $$ BEGIN\n  CREATE TYPE mood AS ENUM ('sad', 'glad'@);\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND $$;\n";
  const auto with = [&](const std::string& values) { return std::string(type).replace(type.find('@'), 1, values); };
  shop.model("shop", with("") + with(", 'mad'") + "CREATE TABLE person (mood mood);\n");
  CHECK(shop.deed({"check"}).exit_code == 0);
  shop.model("shop", with(", 'mad'") + "CREATE TABLE person (mood mood);\nDO $$ BEGIN CREATE TABLE pet (name text); END $$;\n");
  shop.autogenerate_and_upgrade("more");
  CHECK(shop.database().value("SELECT enum_range(NULL::mood)::text || (SELECT service FROM deed.ownership WHERE object = 'public.pet')") ==
        "{sad,glad,mad}shop");
}

TEST_CASE("a statement that no model has is named as people say it") {
  Shop shop;
  shop.model("shop", Shop::kItem + "INSERT INTO item VALUES (1, 'a');\n");
  CHECK_THAT(shop.autogenerate("x").err, Contains("The model has an INSERT, which is about rows"));
}

TEST_CASE("a type that the model lacks is told") {
  Shop shop;
  shop.model("shop", "CREATE TABLE public.item (id bigint NOT NULL, role public.role_t);\n");
  const ProcessResult result = shop.autogenerate("x");
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.err, Contains("role_t") && Contains("has to be in the model too") && Contains("pg_dump -t"));
}

TEST_CASE("partitions made at run time are left alone where ignore covers them, and dropped only where a model could know them") {
  const std::string log = "CREATE TABLE log (day int NOT NULL) PARTITION BY RANGE (day);\n";
  Shop shop(log + "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10);\n");
  shop.database().sql("CREATE TABLE log_p2 PARTITION OF log FOR VALUES FROM (10) TO (20); INSERT INTO log VALUES (15)");
  SECTION("no pattern of the service covers it") { CHECK(shop.deed({"check"}).exit_code == 0); }
  SECTION("owns covers it") {
    shop.service("shop", "[ownership]\nowns = [\"log*\"]\n");
    shop.autogenerate_and_upgrade("claim");
    const ProcessResult result = shop.deed({"check"});
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.out, Contains("DROP TABLE log_p2;"));
  }
  SECTION("so does ignore, and what the parent gets comes to it") {
    shop.service("shop", "[autogenerate]\nignore = [\"log_p*\"]\n[ownership]\nowns = [\"log*\"]\n");
    shop.model("shop", log + "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10);\nALTER TABLE log ADD note text;\n" +
                           "CREATE INDEX ON log (note);\n");
    shop.autogenerate_and_upgrade("note");
    CHECK_THAT(shop.newest_revision("shop"), !Contains("log_p2"));
    CHECK(shop.database().value("SELECT count(*) FROM pg_indexes WHERE tablename = 'log_p2'") == "1");
    CHECK(shop.deed({"check"}).exit_code == 0);
    REQUIRE(shop.deed({"downgrade", "-1"}).exit_code == 0);
    CHECK(shop.database().value("SELECT sum(day) FROM log") == "15");
  }
}

TEST_CASE("a partition comes, leaves concurrently and goes by upgrade and downgrade, and so does another partitioning") {
  const std::string log =
      "CREATE TABLE log (id int NOT NULL, day int NOT NULL) PARTITION BY RANGE (day);\n"
      "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10);\n";
  Shop shop(log);
  shop.database().sql("INSERT INTO log VALUES (1, 5)");
  const std::string before = shop.database().dump();
  SECTION("a partition more") { shop.model("shop", log + "CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM (10) TO (20);\n"); }
  SECTION("by hash") {
    shop.model("shop",
               "CREATE TABLE log (id int NOT NULL, day int NOT NULL) PARTITION BY HASH (id);\n"
               "CREATE TABLE log_h PARTITION OF log FOR VALUES WITH (MODULUS 1, REMAINDER 0);\n");
  }
  SECTION("not at all") { shop.model("shop", "CREATE TABLE log (id int NOT NULL, day int NOT NULL);\n"); }
  shop.autogenerate_and_upgrade("partitions");
  CHECK(shop.database().value("SELECT id FROM log") == "1");
  CHECK(shop.deed({"check"}).exit_code == 0);
  REQUIRE(shop.deed({"downgrade", "-1"}).exit_code == 0);
  CHECK(shop.database().dump() == before);
  CHECK(shop.database().value("SELECT id FROM log") == "1");
}

TEST_CASE("a column that moves up from a child into its parent keeps its values, and comes back with them") {
  Shop shop("CREATE TABLE base (id int);\nCREATE TABLE child (note text) INHERITS (base);\n");
  shop.database().sql("INSERT INTO base VALUES (1); INSERT INTO child VALUES (2, 'kept')");
  shop.model("shop", "CREATE TABLE base (id int, note text);\nCREATE TABLE child () INHERITS (base);\n");
  shop.autogenerate_and_upgrade("up");
  const std::string rows = "SELECT string_agg(concat(id, ':', note), ' ' ORDER BY id) FROM base";
  CHECK(shop.database().value(rows) == "1: 2:kept");
  CHECK(shop.deed({"check"}).exit_code == 0);
  const std::string is_local = "SELECT attislocal FROM pg_attribute WHERE attrelid = 'child'::regclass AND attname = 'note'";
  CHECK(shop.database().value(is_local) == "f");
  REQUIRE(shop.deed({"downgrade", "-1"}).exit_code == 0);
  CHECK(shop.database().value("SELECT note FROM child") == "kept");
  REQUIRE(shop.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(shop.database().value(rows) == "1: 2:kept");
}
