#include <catch2/catch.hpp>

#include "base/files.h"
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
    // The first run of all makes the template of the server's data; the second one keeps the model's form.
    check();
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

  static bool recalled(const ProcessResult& result) { return result.err.find(kRecalled) != std::string::npos; }

  std::vector<fs::path> kept() const {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(cache_.path() / "deed/models")) {
      files.push_back(entry.path());
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
