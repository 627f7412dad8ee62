// Autogenerate and objects that belong to the whole database: whose they are, and what only a superuser may say.
#include <catch2/catch.hpp>

#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

const std::string kItem = "CREATE TABLE item (id bigint PRIMARY KEY, name text);\n";

class Shop : public TestWorkspace {
 public:
  explicit Shop(const std::string& settings = "") { service("shop", settings); }

  // What the model leads to, applied; and nothing is left to do.
  void reach(const std::string& model_sql) {
    model("shop", model_sql);
    succeed({"revision", "--autogenerate", "-m", "x"});
    succeed({"upgrade", "head"});
    succeed({"check"});
  }

  void succeed(const std::vector<std::string>& words) {
    const ProcessResult result = deed(words);
    CAPTURE(words, result.out, result.err);
    REQUIRE(result.exit_code == 0);
  }
};

}  // namespace

TEST_CASE("publications count from the first that the model declares; until then they are the administrator's") {
  Shop shop("[ownership]\nowns = [\"*.*\"]\n");
  shop.database().sql(kItem + "CREATE PUBLICATION feed FOR TABLE item");
  shop.reach(kItem + "CREATE TABLE log (line text);\n");
  CHECK_THAT(shop.newest_revision("shop"), !Contains("PUBLICATION"));

  shop.reach(kItem + "CREATE PUBLICATION news FOR TABLE item WITH (publish = 'insert');\nCOMMENT ON PUBLICATION news IS 'n';\n");
  CHECK_THAT(shop.newest_revision("shop"), Contains("DROP PUBLICATION feed;") && Contains("CREATE PUBLICATION news FOR TABLE item WITH"));
  shop.succeed({"downgrade", "-1"});
  CHECK(shop.database().value("SELECT string_agg(pubname, ',') FROM pg_publication") == "feed");
}

TEST_CASE("a publication that stands there and is nobody's is told with both ways out") {
  Shop shop;
  shop.database().sql("CREATE PUBLICATION feed");
  shop.model("shop", kItem + "CREATE PUBLICATION feed FOR TABLE item;\n");
  const ProcessResult result = shop.deed({"revision", "--autogenerate", "-m", "x"});
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.err, Contains("publication:feed exists in the database") && Contains("[autogenerate] ignore"));

  shop.service("shop", "[autogenerate]\nignore = [\"publication:feed\"]\n");
  shop.succeed({"revision", "--autogenerate", "-m", "x"});
  CHECK_THAT(shop.newest_revision("shop"), !Contains("PUBLICATION"));
}

TEST_CASE("what only a superuser may publish is played, unless an expression could call a function of the model") {
  if (server_major() < 15) {
    WARN("skipped: PostgreSQL 14 publishes no schemas");
    return;
  }
  Shop shop;
  shop.reach(
      "CREATE SCHEMA stock;\nCREATE TABLE stock.item (id int PRIMARY KEY);\nCREATE PUBLICATION stocks FOR TABLES IN SCHEMA stock;\n"
      "COMMENT ON PUBLICATION stocks IS 's';\n");
  CHECK_THAT(shop.newest_revision("shop"), Contains("-- Only a superuser may publish all tables or a whole schema.\nCREATE PUBLICATION"));

  shop.model("shop",
             "CREATE SCHEMA stock;\nCREATE TABLE item (id int PRIMARY KEY);\n"
             "CREATE PUBLICATION stocks FOR TABLE item WHERE (id > 1), TABLES IN SCHEMA stock;\n");
  const ProcessResult result = shop.deed({"revision", "--autogenerate", "-m", "x"});
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.err, Contains("superuser") && Contains("models/tables.sql:3:1"));
}

TEST_CASE("a publication of all tables is everybody's, and nothing that a service makes") {
  Shop shop;
  shop.model("shop", kItem + "CREATE PUBLICATION everything FOR ALL TABLES;\n");
  const ProcessResult result = shop.deed({"revision", "--autogenerate", "-m", "x"});
  CHECK(result.exit_code == 6);
  CHECK_THAT(result.err, Contains("every table of the database"));
}

TEST_CASE("LEAKPROOF is compared, and the model that says it gets no further rights by it") {
  Shop shop;
  const std::string function = "CREATE FUNCTION half(n integer DEFAULT 4) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n / 2';\n";
  shop.reach(function + "CREATE FUNCTION kept() RETURNS text LANGUAGE sql LEAKPROOF AS 'SELECT current_user::text';\n");
  CHECK_THAT(shop.newest_revision("shop"), Contains("-- Only a superuser may say LEAKPROOF.\nCREATE FUNCTION kept()"));
  shop.reach(function +
             "CREATE FUNCTION kept() RETURNS text LANGUAGE sql AS 'SELECT current_user::text';\n"
             "ALTER FUNCTION half LEAKPROOF;\n");
  CHECK_THAT(shop.newest_revision("shop"), Contains("-- Only a superuser may say LEAKPROOF.\nCREATE OR REPLACE FUNCTION half("));
  CHECK(shop.database().value("SELECT string_agg(proname, ',') FROM pg_proc WHERE proleakproof AND oid >= 16384") == "half");
  shop.succeed({"downgrade", "-1"});
  CHECK(shop.database().value("SELECT string_agg(proname, ',') FROM pg_proc WHERE proleakproof AND oid >= 16384") == "kept");
  shop.succeed({"upgrade", "head"});

  // PostgreSQL's own functions are not the model's to alter.
  shop.model("shop", function + "ALTER FUNCTION pg_catalog.query_to_xml(text, boolean, boolean, text) SECURITY DEFINER LEAKPROOF;\n");
  const ProcessResult result = shop.deed({"revision", "--autogenerate", "-m", "x"});
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.err, Contains("must be owner of function"));
}

TEST_CASE("text search dictionaries and configurations are the service's like its tables") {
  Shop shop;
  const std::string dictionary = "CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, accept = false);\n";
  shop.reach(kItem + dictionary +
             "CREATE TEXT SEARCH CONFIGURATION words (PARSER = \"default\");\n"
             "ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR word WITH words, simple;\n"
             "CREATE INDEX item_words ON item USING gin (to_tsvector('words', name));\n");
  shop.model("shop", kItem + dictionary);
  const ProcessResult result = shop.deed({"revision", "--autogenerate", "-m", "x"});
  CHECK_THAT(result.err, Contains("removed text search configuration 'words'") && !Contains("dictionary"));
  shop.succeed({"upgrade", "head"});
  shop.succeed({"downgrade", "-1"});
  CHECK(shop.database().value("SELECT count(*) FROM ts_debug('words', 'a')") == "1");

  shop.service("stock");
  shop.model("stock", "CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);\n");
  CHECK(shop.deed({"-s", "stock", "revision", "--autogenerate", "-m", "x"}).exit_code == 6);
}

TEST_CASE("a collation that columns keep is made anew beside them") {
  Shop shop;
  shop.reach("CREATE COLLATION sorted (LOCALE = 'C');\nCREATE TABLE item (id bigint PRIMARY KEY, name text COLLATE sorted);\n");
  shop.model("shop", "CREATE COLLATION sorted (LOCALE = 'POSIX');\nCREATE TABLE item (id bigint PRIMARY KEY, name text COLLATE sorted);\n");
  shop.succeed({"revision", "--autogenerate", "-m", "x"});
  shop.succeed({"review"});
  shop.succeed({"upgrade", "head"});
  shop.succeed({"check"});
  CHECK(shop.database().value("SELECT collcollate FROM pg_collation WHERE collname = 'sorted'") == "POSIX");
  shop.succeed({"downgrade", "-1"});
  shop.succeed({"upgrade", "head"});
}

TEST_CASE("what neighbours have built on something that is to be dropped or converted is told before the upgrade fails") {
  Shop shop("[[ownership.share]]\nobject = \"item\"\nwith = \"report\"\nallow = [\"read\", \"reference\"]\n");
  const std::string kept = "CREATE TABLE kept (id int PRIMARY KEY, name text);\nCREATE VIEW kept_names AS SELECT name FROM kept;\n";
  shop.reach(kItem + kept);
  shop.service("report");
  shop.model("report",
             "CREATE VIEW item_names AS SELECT name FROM item;\nCREATE TABLE line (item bigint CONSTRAINT line_item REFERENCES item);\n"
             "CREATE FUNCTION first_item() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT min(id) FROM item; END;\n");
  shop.succeed({"-s", "report", "revision", "--autogenerate", "-m", "x"});
  shop.succeed({"-s", "report", "upgrade", "head"});

  const auto said = [&](const std::string& model) {
    shop.model("shop", model);
    const ProcessResult result = shop.deed({"-s", "shop", "check"});
    CAPTURE(result.out, result.err);
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.out, !Contains("CASCADE"));
    CHECK_THAT(result.err, !Contains("view public.kept_names"));
    return result.err;
  };
  const std::string column = said("CREATE TABLE item (id bigint PRIMARY KEY);\n" + kept);
  CHECK_THAT(column, Contains("The view public.item_names, of report, stands on column name on public.item") &&
                         Contains("report drops or changes it first") && !Contains("line_item"));
  CHECK_THAT(said("CREATE TABLE item (id numeric PRIMARY KEY, name text);\n" + kept),
             Contains("foreign key line_item of table public.line, of report") && Contains("function function:public.first_item"));
  CHECK_THAT(said("CREATE TABLE item (id bigint, name text);\n" + kept), Contains("stands on constraint item_pkey on public.item"));
  CHECK_THAT(said(kept), Contains("item_names") && Contains("line_item") && Contains("first_item"));

  shop.database().sql("CREATE VIEW strange AS SELECT name FROM kept_names");
  CHECK_THAT(said(kItem), Contains("view public.strange, which no service owns, stands on public.kept_names"));
}

TEST_CASE("what is not compared is kept by hand where ignore lists it, by name or by kind") {
  Shop shop("[ownership]\nowns = [\"*.*\"]\n");
  shop.reach(kItem);
  shop.database().sql(
      "CREATE TYPE pair AS (a int, b int); CREATE CAST (pair AS text) WITH INOUT;"
      "CREATE FUNCTION audit() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
      "CREATE EVENT TRIGGER audit ON sql_drop EXECUTE FUNCTION audit()");
  const ProcessResult told = shop.deed({"check"});
  CHECK(told.exit_code == 3);
  CHECK_THAT(told.err, Contains("is a cast") && Contains("event_trigger:audit") && Contains("[autogenerate] ignore"));
  shop.service("shop",
               "[ownership]\nowns = [\"*.*\"]\n[autogenerate]\n"
               "ignore = [\"cast:*\", \"event_trigger:audit\", \"function:audit\", \"pair\"]\n");
  shop.succeed({"check"});
}
