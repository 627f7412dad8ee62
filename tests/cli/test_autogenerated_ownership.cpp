// What autogenerate writes is what deed's own checks, guard and map accept, step by step and back.
#include <catch2/catch.hpp>

#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

class Shop : public TestWorkspace {
 public:
  explicit Shop(const std::string& settings = "") { service("shop", settings); }

  // What the model leads to, applied; and nothing is left to do.
  void reach(const std::string& model_sql, const std::vector<std::string>& further = {}) {
    model("shop", model_sql);
    std::vector<std::string> words{"-s", "shop", "revision", "--autogenerate", "-m", "x"};
    words.insert(words.end(), further.begin(), further.end());
    succeed(words);
    succeed({"-s", "shop", "review"});
    succeed({"-s", "shop", "upgrade", "head"});
    succeed({"-s", "shop", "check"});
    succeed({"-s", "shop", "check", "--against", "history"});
  }

  void there_and_back() {
    succeed({"-s", "shop", "downgrade", "-1"});
    succeed({"-s", "shop", "upgrade", "head"});
    succeed({"-s", "shop", "check"});
  }

  void succeed(const std::vector<std::string>& words) {
    const ProcessResult result = deed(words);
    CAPTURE(words, result.out, result.err, newest_revision("shop"));
    REQUIRE(result.exit_code == 0);
  }

  std::string owned() {
    return database().value("SELECT coalesce(string_agg(object, ' ' ORDER BY object), '') FROM deed.ownership WHERE kind = 'object'");
  }
};

}  // namespace

TEST_CASE("a partition of a partition is the table's at the top, however it is made") {
  Shop shop;
  const std::string storage = GENERATE(as<std::string>(), "", " WITH (fillfactor = 70)");
  const std::string tables =
      "CREATE TABLE m (id int, at date) PARTITION BY RANGE (at);\n"
      "CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY RANGE (id);\n"
      "CREATE TABLE m2a PARTITION OF m2 FOR VALUES FROM (1) TO (2)";
  shop.reach(tables + storage + ";\n");
  CHECK(shop.owned() == "public.m");
  shop.reach(tables + " WITH (fillfactor = 50);\n");
  shop.there_and_back();
}

TEST_CASE("partitions of partitions that stood before deed are adopted with their table") {
  Shop shop;
  const std::string tables =
      "CREATE TABLE m (id int, at date) PARTITION BY RANGE (at);\n"
      "CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY RANGE (id);\n"
      "CREATE TABLE m2a PARTITION OF m2 FOR VALUES FROM (1) TO (2);\n";
  shop.database().sql(tables);
  shop.reach(tables, {"--adopt"});
  shop.reach(tables + "ALTER TABLE m2a SET (fillfactor = 50);\n");
}

TEST_CASE("an extension whose name needs quotes is made and dropped by its service") {
  Shop shop;
  shop.reach("CREATE TABLE item (id int);\n");
  shop.reach("CREATE TABLE item (id int);\nCREATE EXTENSION \"uuid-ossp\";\n");
  CHECK_THAT(shop.owned(), Contains("extension:\"uuid-ossp\""));
  shop.there_and_back();
}

TEST_CASE("objects whose names need quotes are made and dropped by their service") {
  Shop shop;
  shop.reach("CREATE TABLE item (id int);\n");
  shop.reach(
      "CREATE TABLE item (id int);\nCREATE SCHEMA \"My Schema\";\nCREATE COLLATION \"My Schema\".\"my-C\" (locale = 'C');\n"
      "CREATE PUBLICATION \"my feed\" FOR TABLE item;\n");
  shop.there_and_back();
}

TEST_CASE("a range type is dropped with the cast to its multirange") {
  Shop shop;
  shop.reach("CREATE TABLE item (id int);\n");
  shop.reach("CREATE TABLE item (id int);\nCREATE TYPE span AS RANGE (subtype = int);\n");
  shop.there_and_back();
  shop.reach("CREATE TABLE item (id int);\n");
}

TEST_CASE("an extension with operator families goes as it came") {
  Shop shop;
  const std::string extension =
      GENERATE(as<std::string>(), "citext", "pg_trgm", "btree_gist", "btree_gin", "hstore", "ltree", "intarray", "isn", "cube", "seg");
  CAPTURE(extension);
  shop.reach("CREATE TABLE item (id int);\n");
  shop.reach("CREATE TABLE item (id int);\nCREATE EXTENSION " + extension + ";\n");
  shop.there_and_back();
}

TEST_CASE("an extension in the step is no licence to alter PostgreSQL's catalogue") {
  Shop shop;
  shop.revision("shop", "dddddddddddd", "", "-- deed:upgrade\nCREATE TABLE orders (id int);\n");
  shop.succeed({"-s", "shop", "upgrade", "head"});
  // Somebody else's code, which no text of the revision shows.
  shop.database().sql(
      "CREATE FUNCTION wipe() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE pg_catalog.pg_depend SET deptype = deptype WHERE objid = "
      "(SELECT min(objid) FROM pg_catalog.pg_depend WHERE objid > 0); RETURN new; END';"
      "CREATE TRIGGER wipe BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION wipe()");
  shop.revision("shop", "eeeeeeeeeeee", "dddddddddddd", "-- deed:upgrade\nCREATE EXTENSION cube;\nINSERT INTO orders VALUES (1);\n");
  const ProcessResult result = shop.deed({"-s", "shop", "upgrade", "head"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 7);
  CHECK_THAT(result.err, Contains("catalogue by hand"));
}

TEST_CASE("a function's name is the service's until the last of its overloads is dropped") {
  Shop shop;
  const std::string item = "CREATE TABLE item (id int);\n";
  const auto function = [](const std::string& arguments) {
    return "CREATE FUNCTION f(" + arguments + ") RETURNS int LANGUAGE sql AS 'SELECT 1';\n";
  };
  shop.reach(item + function("int") + function("text") + function("a bigint[], OUT b int"));
  shop.reach(item + function("int") + function("a bigint[], OUT b int"));
  CHECK_THAT(shop.owned(), Contains("function:public.f"));
  SECTION("all at once") {
    shop.reach(item);
    CHECK_THAT(shop.owned(), !Contains("function:public.f"));
    shop.there_and_back();
  }
  SECTION("for others of that name") {
    shop.reach(item + function("date") + function("time"));
    CHECK_THAT(shop.owned(), Contains("function:public.f"));
    shop.there_and_back();
  }
}

namespace {

// A service whose neighbour `gw` may read what it says.
std::string shared(const std::string& object) {
  return "[[ownership.share]]\nobject = \"" + object + "\"\nwith = \"gw\"\nallow = [\"read\"]\n";
}

}  // namespace

TEST_CASE("what is dropped and made anew stays shared") {
  struct Case {
    std::string object;
    std::string from;
    std::string to;
  };
  const auto given = GENERATE(values<Case>({
      {"vw", "CREATE TABLE t (id int PRIMARY KEY, v varchar(5));\nCREATE VIEW vw AS SELECT id, v FROM t;\n",
       "CREATE TABLE t (id int PRIMARY KEY, v text);\nCREATE VIEW vw AS SELECT id, v FROM t;\n"},
      {"vw", "CREATE TABLE t (id int PRIMARY KEY, v varchar(5));\nCREATE MATERIALIZED VIEW vw AS SELECT id, v FROM t;\n",
       "CREATE TABLE t (id int PRIMARY KEY, v text);\nCREATE MATERIALIZED VIEW vw AS SELECT id, v FROM t;\n"},
      {"function:f", "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';\n",
       "CREATE FUNCTION f(a int) RETURNS text LANGUAGE sql AS 'SELECT ''1''';\n"},
      {"t", "CREATE TABLE t (id int, v text);\n", "CREATE TABLE t (id int, v text) PARTITION BY RANGE (id);\n"},
      {"colour", "CREATE TYPE colour AS ENUM ('red', 'green');\nCREATE TABLE t (id int, c colour);\n",
       "CREATE TYPE colour AS ENUM ('red');\nCREATE TABLE t (id int, c colour);\n"},
  }));
  CAPTURE(given.object, given.to);
  Shop shop(shared(given.object));
  const std::string share = "SELECT object || ' ' || with_service || ' ' || kind FROM deed.ownership WHERE kind = 'share'";
  shop.reach(given.from);
  const std::string before = shop.database().value(share);
  shop.reach(given.to);
  CHECK(shop.database().value(share) == before);
  shop.there_and_back();
  CHECK(shop.database().value(share) == before);
}

TEST_CASE("a share goes with its table's new name") {
  Shop shop(shared("tt"));
  shop.reach("CREATE TABLE tt (id int PRIMARY KEY);\n");
  shop.service("shop", shared("tt2"));
  shop.reach("CREATE TABLE tt2 (id int PRIMARY KEY);\n", {"--rename", "tt:tt2"});
  CHECK_THAT(shop.newest_revision("shop"), !Contains("-- deed:unshare"));
  CHECK(shop.database().value("SELECT object FROM deed.ownership WHERE kind = 'share'") == "public.tt2");
  shop.there_and_back();
}

TEST_CASE("a table that is renamed is no longer shared where deed.toml no longer says so") {
  Shop shop(shared("tt"));
  shop.reach("CREATE TABLE tt (id int PRIMARY KEY);\n");
  shop.service("shop");
  shop.reach("CREATE TABLE tt2 (id int PRIMARY KEY);\n", {"--rename", "tt:tt2"});
  CHECK(shop.database().value("SELECT count(*) FROM deed.ownership WHERE kind = 'share'") == "0");
  shop.there_and_back();
}

TEST_CASE("sequences of columns with long names are their table's") {
  Shop shop;
  const std::string name = GENERATE(std::string(60, 'a'), std::string(), std::string("ä"));
  const std::string table = name == "ä" ? "\"x" + std::string(30, 'o') + "öööööööööö\"" : std::string(50, 't');
  const std::string column = name == "ä" ? "\"ääääääääääääääääääää\"" : name.empty() ? "c" : name;
  shop.reach("CREATE TABLE " + table + " (" + column + " serial);\n");
  shop.reach("CREATE TABLE " + table + " (" + column + " bigserial);\n");
  shop.there_and_back();
}

TEST_CASE("an identity column's sequence has the name that the model says") {
  Shop shop;
  shop.reach("CREATE TABLE t (id int NOT NULL, v text);\n");
  shop.database().sql("INSERT INTO t VALUES (3, 'x')");
  shop.reach("CREATE TABLE t (id int NOT NULL GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME my_seq), v text);\n");
  shop.there_and_back();
}
