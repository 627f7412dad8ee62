// `Depends On` between services: what autogenerate writes of it lets a new database follow, whatever the order in which services run.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

// What the header line of a revision says; "" without one.
std::string depends_on(const std::string& revision) {
  const std::string word = "-- Depends On: ";
  const std::size_t begin = revision.find(word);
  return begin == std::string::npos ? "" : revision.substr(begin + word.size(), revision.find('\n', begin) - begin - word.size());
}

std::string share(const std::string& object, const std::string& access = "\"read\", \"reference\"") {
  return "[[ownership.share]]\nobject = \"" + object + "\"\nwith = \"orders\"\nallow = [" + access + "]\n";
}

// catalog shares, orders uses.
class Neighbours : public TestWorkspace {
 public:
  Neighbours() {
    service("catalog", share("product"));
    service("orders");
  }

  ProcessResult succeed(const std::vector<std::string>& words) {
    ProcessResult result = deed(words);
    CAPTURE(words, result.out, result.err, newest_revision("catalog"), newest_revision("orders"));
    REQUIRE(result.exit_code == 0);
    return result;
  }

  // Writes a revision that leads to the model, with its number at the end of its id; what it depends on.
  std::string generate(const std::string& service, const std::string& sql, const std::vector<std::string>& further = {}) {
    model(service, sql);
    const std::string id = std::string(11, service == "catalog" ? 'c' : 'd') + std::to_string(++count_);
    std::vector<std::string> words{"-s", service, "revision", "--autogenerate", "-m", "r", "--rev-id", id};
    words.insert(words.end(), further.begin(), further.end());
    warnings = succeed(words).err;
    return depends_on(revision_of(service, id));
  }

  std::string reach(const std::string& service, const std::string& sql, const std::vector<std::string>& further = {}) {
    std::string needs = generate(service, sql, further);
    succeed({"-s", service, "upgrade", "head"});
    return needs;
  }

  // The files alone lead there again, and review has nothing against them.
  void runs_anew() {
    succeed({"review"});
    for (const char* name : {"catalog", "orders"}) {
      succeed({"-s", name, "check"});
    }
    TestDatabase fresh;
    const ProcessResult result = deed_with({"--all", "upgrade", "heads", "--parallel", "2"}, {{"DATABASE_URL", fresh.url()}});
    CAPTURE(result.out, result.err);
    CHECK(result.exit_code == 0);
    succeed({"--all", "downgrade", "base"});
    succeed({"--all", "upgrade", "heads"});
  }

  std::string warnings;

 private:
  std::string revision_of(const std::string& service, const std::string& id) const {
    for (const auto& entry : std::filesystem::directory_iterator(path() / "services" / service / "revisions")) {
      if (entry.path().filename().string().find(id) != std::string::npos) {
        return read(entry.path());
      }
    }
    return "";
  }

  static std::string read(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  int count_ = 0;
};

const std::string kProduct = "CREATE TABLE product (id int PRIMARY KEY, title text);\n";
const std::string kSold = "CREATE VIEW sold AS SELECT id, title FROM product;\n";

}  // namespace

TEST_CASE("a revision depends on the neighbour's newest that changed what it uses") {
  Neighbours workspace;
  CHECK(workspace.reach("catalog", kProduct).empty());
  const std::string keyed = "CREATE TABLE product (id int PRIMARY KEY, title text, code int UNIQUE);\n";
  workspace.reach("catalog", keyed);
  workspace.reach("catalog", keyed + "CREATE TABLE other (id int);\n");
  SECTION("and not on the newest of all") {
    CHECK(workspace.reach("orders", "CREATE TABLE item (code int REFERENCES product (code));\n") == "catalog:ccccccccccc2");
  }
  SECTION("of several only on the one that comes behind the others") {
    workspace.service("catalog", share("product") + share("other"));
    workspace.reach("catalog", keyed + "CREATE TABLE other (id int);\n");
    CHECK(workspace.reach("orders", "CREATE VIEW mixed AS SELECT code, other.id FROM product, other;\n") == "catalog:ccccccccccc4");
  }
  workspace.runs_anew();
}

TEST_CASE("a Job whose neighbour lacks the column in use waits for it") {
  Neighbours workspace;
  workspace.reach("catalog", kProduct);
  workspace.reach("catalog", "CREATE TABLE product (id int PRIMARY KEY, title text, code int);\n");
  workspace.reach("orders", "CREATE VIEW sold AS SELECT code FROM product;\n");
  TestDatabase fresh;
  const std::map<std::string, std::string> there{{"DATABASE_URL", fresh.url()}};
  REQUIRE(workspace.deed_with({"-s", "catalog", "upgrade", "+1"}, there).exit_code == 0);
  const ProcessResult early = workspace.deed_with({"-s", "orders", "upgrade", "head", "--wait-dependencies", "1s"}, there);
  CAPTURE(early.err);
  CHECK(early.exit_code == 79);
  REQUIRE(workspace.deed_with({"-s", "catalog", "upgrade", "head"}, there).exit_code == 0);
  CHECK(workspace.deed_with({"-s", "orders", "upgrade", "head"}, there).exit_code == 0);
}

TEST_CASE("what a neighbour uses is renamed behind its revision") {
  Neighbours workspace;
  workspace.reach("catalog", kProduct);
  workspace.reach("orders", kSold);
  SECTION("a column") {
    CHECK(workspace.reach("catalog", "CREATE TABLE product (\n  id int PRIMARY KEY,\n  -- deed:renamed-from title\n  name text);\n") ==
          "orders:ddddddddddd2");
  }
  SECTION("a table") {
    workspace.service("catalog", share("goods"));
    CHECK(workspace.reach("catalog", "-- deed:renamed-from product\nCREATE TABLE goods (id int PRIMARY KEY, title text);\n") ==
          "orders:ddddddddddd2");
  }
  workspace.succeed({"review"});
  TestDatabase fresh;
  const ProcessResult result = workspace.deed_with({"--all", "upgrade", "heads"}, {{"DATABASE_URL", fresh.url()}});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
}

TEST_CASE("what a neighbour has let go of is dropped behind the revision that did") {
  Neighbours workspace;
  workspace.reach("catalog", kProduct);
  workspace.reach("orders", "CREATE TABLE item (id int);\n" + kSold);
  workspace.reach("orders", "CREATE TABLE item (id int);\n");
  SECTION("a column") { CHECK(workspace.reach("catalog", "CREATE TABLE product (id int PRIMARY KEY);\n") == "orders:ddddddddddd3"); }
  SECTION("a table") {
    workspace.service("catalog");
    CHECK(workspace.reach("catalog", "CREATE TABLE other (id int);\n") == "orders:ddddddddddd3");
  }
  SECTION("the share") {
    workspace.service("catalog");
    CHECK(workspace.reach("catalog", kProduct) == "orders:ddddddddddd3");
  }
  workspace.runs_anew();
}

TEST_CASE("a neighbour's revisions that have no files here are read from its history") {
  Neighbours workspace;
  workspace.reach("catalog", kProduct);
  workspace.reach("catalog", "CREATE TABLE product (id int PRIMARY KEY, title text, code int);\n");
  std::filesystem::rename(workspace.path() / "services" / "catalog", workspace.path() / "catalog-elsewhere");
  CHECK(workspace.reach("orders", "CREATE VIEW sold AS SELECT code FROM product;\n") == "catalog:ccccccccccc2");
}

TEST_CASE("what a neighbour without files here has used is taken away with a warning") {
  Neighbours workspace;
  workspace.reach("catalog", kProduct);
  workspace.reach("orders", kSold);
  std::filesystem::rename(workspace.path() / "services" / "orders", workspace.path() / "orders-elsewhere");
  CHECK(workspace.reach("catalog", "CREATE TABLE product (\n  id int PRIMARY KEY,\n  -- deed:renamed-from title\n  name text);\n").empty());
  CHECK_THAT(workspace.warnings, Contains("-- Depends On: orders:ddddddddddd2"));
}

TEST_CASE("what no neighbour uses is changed without waiting for anybody") {
  Neighbours workspace;
  workspace.reach("catalog", kProduct + "CREATE TABLE other (id int, a int);\n");
  workspace.reach("orders", kSold);
  CHECK(workspace.reach("catalog", "CREATE TABLE product (id int PRIMARY KEY, title text, code int);\nCREATE TABLE other (id int);\n")
            .empty());
}

TEST_CASE("a neighbour's function that keeps the old name in its text is told of") {
  Neighbours workspace;
  workspace.reach("catalog", kProduct);
  workspace.reach("orders",
                  "CREATE FUNCTION titles() RETURNS SETOF text LANGUAGE sql AS 'SELECT title FROM product';\n"
                  "CREATE FUNCTION ids() RETURNS SETOF int LANGUAGE sql AS 'SELECT id FROM product';\n");
  workspace.reach("catalog", "CREATE TABLE product (\n  id int PRIMARY KEY,\n  -- deed:renamed-from title\n  name text);\n");
  CHECK_THAT(workspace.warnings, Contains("function:public.titles of orders has title in its text") && !Contains("public.ids"));
}

TEST_CASE("a view made anew keeps what depends on the revision that first shared it") {
  Neighbours workspace;
  workspace.service("catalog", share("listed", "\"read\""));
  workspace.reach("catalog", kProduct + "CREATE VIEW listed AS SELECT id, title FROM product;\n");
  workspace.reach("orders", "CREATE FUNCTION titles() RETURNS SETOF text LANGUAGE sql AS 'SELECT title FROM listed';\n");
  CHECK(workspace.reach("catalog", kProduct + "CREATE VIEW listed AS SELECT title, id FROM product;\n") == "orders:ddddddddddd2");
  workspace.runs_anew();
}

TEST_CASE("review says of a name that is gone who took it away, and never to claim it") {
  TestWorkspace workspace;
  workspace.service("catalog");
  workspace.service("orders");
  const std::string gone = GENERATE(as<std::string>(), "ALTER TABLE product RENAME TO goods;", "DROP TABLE product;");
  CAPTURE(gone);
  workspace.revision("catalog", "aaaaaaaaaaaa", "",
                     "-- deed:upgrade\nCREATE TABLE product (id int PRIMARY KEY);\n-- deed:share product with orders: read\n\n-- "
                     "deed:downgrade\nDROP TABLE product;\n");
  workspace.revision("catalog", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
                     "-- deed:upgrade\n" + gone + "\n\n-- deed:downgrade irreversible reason=\"x\"\n");
  workspace.revision("orders", "dddddddddddd", "\nDepends On: catalog:aaaaaaaaaaaa",
                     "-- deed:upgrade\nCREATE VIEW sold AS SELECT id FROM product;\n\n-- deed:downgrade\nDROP VIEW sold;\n");
  const ProcessResult result = workspace.deed_with({"review"}, {});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out,
             Contains("which revision catalog:bbbbbbbbbbbb") && Contains("-- Depends On: orders:dddddddddddd") && !Contains("deed:claim"));
  workspace.remove_revision("catalog", "bbbbbbbbbbbb");
  workspace.revision("catalog", "bbbbbbbbbbbb", "aaaaaaaaaaaa\nDepends On: orders:dddddddddddd",
                     "-- deed:upgrade\n" + gone + "\n\n-- deed:downgrade irreversible reason=\"x\"\n");
  CHECK(workspace.deed_with({"review"}, {}).exit_code == 0);
}

TEST_CASE("a model that refers to what a neighbour has renamed, or has still to make, is told so") {
  Neighbours workspace;
  workspace.reach("catalog", kProduct);
  const std::vector<std::string> words{"-s", "orders", "revision", "--autogenerate", "-m", "x"};
  workspace.service("catalog", share("goods"));
  workspace.generate("catalog", "-- deed:renamed-from product\nCREATE TABLE goods (id int PRIMARY KEY, title text);\n" +
                                    std::string("CREATE TABLE late (id int);\n"));
  workspace.model("orders", "CREATE VIEW sold AS SELECT id FROM late;\n");
  const ProcessResult pending = workspace.deed(words);
  CHECK(pending.exit_code == 3);
  CHECK_THAT(pending.err, Contains("public.late, which revision catalog:ccccccccccc2 makes") && Contains("deed -s catalog upgrade heads"));
  // A stub for it would be made as the service's own.
  workspace.model("orders", "CREATE TABLE late (id int);\nCREATE VIEW sold AS SELECT id FROM late;\n");
  const ProcessResult stub = workspace.deed(words);
  CHECK(stub.exit_code == 3);
  CHECK_THAT(stub.err,
             Contains("The model declares public.late, which revision catalog:ccccccccccc2 makes, and which is not in this database"));
  workspace.succeed({"-s", "catalog", "upgrade", "head"});
  workspace.model("orders", kSold);
  const ProcessResult renamed = workspace.deed(words);
  CHECK(renamed.exit_code == 3);
  CHECK_THAT(renamed.err, Contains("public.product, which revision catalog:ccccccccccc2 renames to public.goods"));
}
