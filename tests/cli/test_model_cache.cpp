#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <set>

#include "base/files.h"
#include "base/text.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

namespace fs = std::filesystem;

constexpr const char* kRecalled = "The model is as in an earlier run";

// A service `shop` with a model that nobody has applied, and a cache of its own.
class CachedShop : public TestWorkspace {
 public:
  CachedShop() {
    service("shop");
    model("shop", kModel);
    // Makes the template of the server's data too.
    REQUIRE_FALSE(recalled(check()));
  }

  ProcessResult check(const std::map<std::string, std::string>& environment = {}) {
    ProcessOptions as = options();
    as.environment["XDG_CACHE_HOME"] = cache_.path().string();
    as.environment["DEED_MODEL_CACHE"] = "";
    for (const auto& [name, value] : environment) {
      as.environment[name] = value;
    }
    return run({"deed", "-v", "-s", "shop", "check"}, as);
  }

  // With the model as it would be played where nothing is kept; how many of its statements were played.
  std::size_t check_changed(const std::string& text) {
    model("shop", text);
    const ProcessResult result = check();
    const ProcessResult played = check({{"DEED_MODEL_CACHE", "off"}});
    CAPTURE(text, result.err, played.err);
    CHECK(result.exit_code == played.exit_code);
    CHECK(result.out == played.out);
    const std::size_t number = result.err.find("statements ");
    return number == std::string::npos ? kAll : std::stoul(result.err.substr(number + 11));
  }

  static constexpr std::size_t kAll = 1000;

  // What is kept, as it was then.
  void remember() { fs::copy(cache_.path() / "deed/models", remembered_.path(), fs::copy_options::recursive); }
  void begin_again() const {
    for (const fs::directory_entry& entry : fs::directory_iterator(cache_.path() / "deed/models")) {
      fs::remove(entry.path());
    }
    fs::copy(remembered_.path(), cache_.path() / "deed/models", fs::copy_options::recursive);
  }

  static bool recalled(const ProcessResult& result) { return result.err.find(kRecalled) != std::string::npos; }

  std::vector<fs::path> kept() const {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(cache_.path() / "deed/models")) {
      // One more says which of them is the newest.
      if (entry.file_size() > 128) {
        files.push_back(entry.path());
      }
    }
    return files;
  }

  static inline const std::string kModel =
      "CREATE TYPE state AS ENUM ('open', 'closed');\n"
      "CREATE TABLE item (id bigserial PRIMARY KEY, name text NOT NULL, state state, price numeric CHECK (price > 0));\n"
      "CREATE INDEX item_name ON item (lower(name));\n"
      "CREATE VIEW open_item AS SELECT id, name FROM item WHERE state = 'open';\n"
      "COMMENT ON TABLE item IS 'what is sold';\n";

 private:
  TemporaryDirectory cache_;
  TemporaryDirectory remembered_;
};

}  // namespace

TEST_CASE("a model that was played before is recalled, with the same result") {
  CachedShop shop;
  const ProcessResult played = shop.check({{"DEED_MODEL_CACHE", "off"}});
  const ProcessResult recalled = shop.check();
  CHECK_FALSE(CachedShop::recalled(played));
  CHECK(CachedShop::recalled(recalled));
  CHECK(played.exit_code == 1);
  CHECK(recalled.exit_code == 1);
  CHECK_THAT(played.out, Contains("CREATE TABLE item"));
  CHECK(recalled.out == played.out);
  CHECK(shop.kept().size() == 1);
}

TEST_CASE("what an earlier run knows counts only while nothing has changed that it depends on") {
  CachedShop shop;
  REQUIRE(CachedShop::recalled(shop.check()));
  SECTION("another model") {
    shop.model("shop", CachedShop::kModel + "CREATE TABLE other (id int);\n");
    const ProcessResult result = shop.check();
    CHECK_FALSE(CachedShop::recalled(result));
    CHECK_THAT(result.out, Contains("CREATE TABLE other"));
    shop.model("shop", CachedShop::kModel);
    CHECK(CachedShop::recalled(shop.check()));
  }
  SECTION("another order") {
    const std::size_t view = CachedShop::kModel.find("CREATE VIEW");
    shop.model("shop", CachedShop::kModel.substr(0, view) + CachedShop::kModel.substr(CachedShop::kModel.find("COMMENT")) +
                           CachedShop::kModel.substr(view, CachedShop::kModel.find("COMMENT") - view));
    CHECK_FALSE(CachedShop::recalled(shop.check()));
  }
  SECTION("other schemas") {
    shop.service("shop", "[database]\nschemas = [\"shop\"]\n");
    shop.database().sql("CREATE SCHEMA shop");
    const ProcessResult result = shop.check();
    CHECK_FALSE(CachedShop::recalled(result));
    CHECK(result.exit_code == 1);
  }
  SECTION("an extension of the live database") {
    shop.database().sql("CREATE EXTENSION pgcrypto");
    CHECK_FALSE(CachedShop::recalled(shop.check()));
    // By pg_config the files are found that the extension depends on; the servers of scripts/servers have none.
    CHECK(CachedShop::recalled(shop.check()) == std::filesystem::exists(TestServer::get().server().binaries().program("pg_config")));
  }
  SECTION("a variable that reaches the session") { CHECK_FALSE(CachedShop::recalled(shop.check({{"PGTZ", "Asia/Tokyo"}}))); }
  SECTION("the template of the server's data") {
    const fs::path models = shop.kept().front().parent_path();
    for (const fs::directory_entry& entry : fs::directory_iterator(models.parent_path())) {
      if (entry.path().filename().string().starts_with("template-")) {
        fs::remove_all(entry.path());
      }
    }
    CHECK_FALSE(CachedShop::recalled(shop.check()));
    CHECK(CachedShop::recalled(shop.check()));
  }
  SECTION("a damaged file") {
    const fs::path file = shop.kept().front();
    fs::resize_file(file, fs::file_size(file) - 1);
    const ProcessResult result = shop.check();
    CHECK_FALSE(CachedShop::recalled(result));
    CHECK_THAT(result.out, Contains("CREATE TABLE item"));
    CHECK(CachedShop::recalled(shop.check()));
  }
}

TEST_CASE("of a model that has changed the changed part is played, with the same result as the whole") {
  CachedShop shop;
  const std::string rest = [] {
    std::string text;
    for (int i = 0; i < 20; ++i) {
      text += fmt::format("CREATE TABLE rest{0} (id serial PRIMARY KEY, n int);\nCREATE INDEX rest{0}_n ON rest{0} (n);\n", i);
    }
    return text;
  }();
  const auto made = [&](const std::string& statement) { return CachedShop::kModel + rest + statement; };
  const auto replaced = [](const std::string& text, const std::string& from, const std::string& to) {
    REQUIRE(text.find(from) != std::string::npos);
    return replace_all(text, from, to);
  };
  REQUIRE(shop.check_changed(made("")) == CachedShop::kAll);
  shop.remember();
  {
    INFO("a column more");
    shop.begin_again();
    CHECK(shop.check_changed(replaced(made(""), "rest7 (id", "rest7 (more date, id")) == 2);
  }
  {
    INFO("a table more, and less again");
    shop.begin_again();
    CHECK(shop.check_changed(made("CREATE TABLE more (id int GENERATED ALWAYS AS IDENTITY, of int REFERENCES rest3);\n")) == 3);
    CHECK(shop.check_changed(made("CREATE TABLE less (id int, of int REFERENCES rest4);\n")) == 3);
    CHECK(CachedShop::recalled(shop.check()));
  }
  {
    INFO("a table less");
    shop.begin_again();
    CHECK(shop.check_changed(
              replaced(made(""), "CREATE TABLE rest5 (id serial PRIMARY KEY, n int);\nCREATE INDEX rest5_n ON rest5 (n);\n", "")) == 0);
  }
  {
    INFO("most of them less");
    shop.begin_again();
    CHECK(shop.check_changed(CachedShop::kModel + "CREATE TABLE more (id int);\n") == CachedShop::kAll);
  }
  {
    INFO("a table less that another one refers to");
    shop.begin_again();
    REQUIRE(shop.check_changed(made("CREATE TABLE more (of int REFERENCES rest3);\n")) == 3);
    CHECK(shop.check_changed(replaced(made("CREATE TABLE more (of int REFERENCES rest3);\n"),
                                      "CREATE TABLE rest3 (id serial PRIMARY KEY, n int);\nCREATE INDEX rest3_n ON rest3 (n);\n", "")) ==
          CachedShop::kAll);
    CHECK_THAT(shop.check().err, Contains("rest3") && Contains("models/tables.sql:44"));
  }
  {
    INFO("another name");
    shop.begin_again();
    CHECK(shop.check_changed(replaced(made(""), "rest6", "other6")) == 2);
  }
  {
    INFO("an enum with those that use it");
    shop.begin_again();
    CHECK(shop.check_changed(replaced(made(""), "'closed'", "'sold', 'closed'")) == 5);
  }
  {
    INFO("comments, privileges, policies, triggers, views");
    shop.begin_again();
    const std::string function =
        "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO rest1 VALUES (1); RETURN NEW; END';\n";
    CHECK(shop.check_changed(made("COMMENT ON COLUMN rest1.n IS 'x';\nGRANT SELECT ON rest1_id_seq TO public;\n")) == 4);
    CHECK(shop.check_changed(made("GRANT SELECT (n) ON rest2 TO public;\nCREATE POLICY p ON rest2 USING (n > 1);\n")) == 6);
    CHECK(shop.check_changed(made(function + "CREATE TRIGGER noted BEFORE INSERT ON rest2 EXECUTE FUNCTION noted();\n")) == 6);
    CHECK(shop.check_changed(made("CREATE VIEW joined AS SELECT id, name FROM rest1 NATURAL JOIN item;\n")) == 9);
    CHECK(shop.check_changed(made("COMMENT ON INDEX rest1_pkey IS 'x';\nCREATE MATERIALIZED VIEW m AS SELECT n FROM rest1;\n")) == 4);
  }
  {
    INFO("families");
    shop.begin_again();
    const std::string family =
        "CREATE TABLE p (id int, n int) PARTITION BY LIST (id);\nCREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n";
    CHECK(shop.check_changed(made(family)) == 2);
    CHECK(shop.check_changed(made(family + "CREATE TABLE p2 PARTITION OF p DEFAULT;\n")) == 3);
    CHECK(shop.check_changed(made("CREATE TABLE h () INHERITS (rest9);\n")) == 3);
  }
  {
    INFO("names that PostgreSQL chooses by what is free");
    shop.begin_again();
    CHECK(shop.check_changed(made("CREATE TABLE a_b (c int REFERENCES rest1);\n")) == 3);
    CHECK(shop.check_changed(made("CREATE TABLE a_b (c int REFERENCES rest1);\nCREATE TABLE a (b_c int REFERENCES rest1);\n")) ==
          CachedShop::kAll);
  }
  {
    INFO("more parts than are kept");
    shop.begin_again();
    std::string more;
    std::set<std::size_t> played;
    for (int i = 0; i < 8; ++i) {
      more += fmt::format("CREATE TABLE more{} (id int);\n", i);
      played.insert(shop.check_changed(made(more)));
    }
    CHECK(*played.begin() == 1);
    // Where there are too many, those of all but the largest are played with the change, and not the whole model.
    CHECK(*played.rbegin() > 1);
    CHECK(*played.rbegin() <= 8);
  }
  {
    INFO("a file that was cut off");
    shop.begin_again();
    for (const fs::path& file : shop.kept()) {
      fs::resize_file(file, fs::file_size(file) - 1);
    }
    CHECK(shop.check_changed(replaced(made(""), "rest7 (id", "rest7 (more date, id")) == CachedShop::kAll);
  }
  {
    INFO("what cannot be divided");
    shop.begin_again();
    CHECK(shop.check_changed(made("CREATE FUNCTION lower(i int) RETURNS int LANGUAGE sql AS 'SELECT 1';\n")) == CachedShop::kAll);
    CHECK(shop.check_changed(made("CREATE TABLE more (id int);\n")) == 1);
  }
  {
    INFO("an error in it");
    shop.begin_again();
    CHECK(shop.check_changed(made("CREATE TABLE more (id nonsense);\n")) == CachedShop::kAll);
    CHECK_THAT(shop.check().err, Contains("models/tables.sql:46:23") && Contains("nonsense"));
  }
}

TEST_CASE("the places of a model's statements, and what is ignored, are today's") {
  CachedShop shop;
  shop.model("shop", "-- a line more\n\n" + CachedShop::kModel);
  shop.service("shop", "[autogenerate]\nignore = [\"open_item\"]\n");
  // The definitions of another choice of objects were not asked for then.
  CHECK_FALSE(CachedShop::recalled(shop.check()));
  const ProcessResult result = shop.check();
  CHECK(CachedShop::recalled(result));
  CHECK_THAT(result.out, !Contains("open_item"));
  shop.database().sql("CREATE TABLE item (id int)");
  const ProcessResult refused = shop.check();
  CHECK(refused.exit_code == 3);
  CHECK_THAT(refused.err, Contains("models/tables.sql:4"));
}

TEST_CASE("a neighbour's table that the model refers to counts as it is now") {
  CachedShop shop;
  shop.service("account", "[ownership]\nowns = [\"account\"]\n");
  shop.revision("account", "aaaaaaaaaaaa", "",
                "-- deed:upgrade\nCREATE TABLE account (id bigint PRIMARY KEY);\n-- deed:share account with shop: reference\n\n"
                "-- deed:downgrade\nDROP TABLE account;\n");
  REQUIRE(shop.deed({"-s", "account", "upgrade", "head"}).exit_code == 0);
  shop.model("shop", CachedShop::kModel + "CREATE TABLE sale (id int PRIMARY KEY, account bigint REFERENCES account);\n");
  const auto check = [&] {
    ProcessResult result = shop.check();
    CAPTURE(result.err);
    CHECK_THAT(result.out, Contains("REFERENCES account"));
    return result;
  };
  CHECK_FALSE(CachedShop::recalled(check()));
  CHECK(CachedShop::recalled(check()));
  shop.database().sql("ALTER TABLE account ALTER id TYPE numeric");
  CHECK_FALSE(CachedShop::recalled(check()));
}

TEST_CASE("a model that says something else each day is played each time") {
  CachedShop shop;
  shop.model("shop", "CREATE TABLE item (id int, day date DEFAULT 'today');\n");
  shop.check();
  CHECK_FALSE(CachedShop::recalled(shop.check()));
  CHECK(shop.kept().size() == 1);
}

TEST_CASE("a model that PostgreSQL refuses is never recalled") {
  CachedShop shop;
  shop.model("shop", "CREATE TABLE item (id nonsense);\n");
  for (int i = 0; i < 2; ++i) {
    const ProcessResult result = shop.check();
    CHECK(result.exit_code == 3);
    CHECK_THAT(result.err, Contains("models/tables.sql:1:23") && Contains("nonsense"));
  }
}
