// Databases that were dumped, restored in whole or in part, or cloned: the history tells what is there, whatever their OIDs are.
#include <catch2/catch.hpp>

#include "support/private_server.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

class Restored : public TestWorkspace {
 public:
  Restored() {
    service("api");
    service("neighbour");
    revision("neighbour", "0123456789ab", "",
             "-- deed:upgrade\nCREATE TABLE partner (id int PRIMARY KEY);\n-- deed:share partner with api: reference\n");
    revision("api", "aaaaaaaaaaaa", "\nDepends On: neighbour:0123456789ab",
             "-- deed:upgrade\nCREATE TABLE t (a int PRIMARY KEY, p int REFERENCES partner);\nINSERT INTO t VALUES (1);\n\n"
             "-- deed:downgrade\nDROP TABLE t;\n");
    // Stopped after its first step, in the middle of the second.
    revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
             "-- deed:upgrade\nALTER TABLE t ADD COLUMN b int;\n\n-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_b ON t (b);\n"
             "CREATE UNIQUE INDEX CONCURRENTLY t_c ON t ((1));\n\n-- deed:downgrade\nALTER TABLE t DROP COLUMN b;\n");
    server_.sql("postgres", "CREATE DATABASE origin");
    REQUIRE(at("origin", {"--all", "upgrade", "0123456789ab"}).exit_code == 2);
    REQUIRE(at("origin", {"-s", "neighbour", "upgrade", "head"}).exit_code == 0);
    REQUIRE(at("origin", {"-s", "api", "upgrade", "aaaaaaaaaaaa"}).exit_code == 0);
    server_.sql("origin", "INSERT INTO t VALUES (2)");
    REQUIRE(at("origin", {"-s", "api", "upgrade", "head"}).exit_code == 11);
    dump_ = (path() / "dump").string();
    server_.run_client("pg_dump", {"-U", "postgres", "-Fc", "-f", dump_, "origin"});
  }

  PrivateServer& server() { return server_; }
  const std::string& dump() const { return dump_; }
  ProcessResult at(const std::string& database, const std::vector<std::string>& words) {
    return deed_with(words, {{"DATABASE_URL", server_.address().url(database)}});
  }
  void restore(const std::string& database, std::vector<std::string> words) {
    // Other OIDs than the original's.
    server_.sql("postgres", "CREATE DATABASE " + database);
    server_.sql(database, "CREATE TABLE shift (a int); CREATE TABLE shift2 (a int); DROP TABLE shift, shift2");
    if (words.size() > 1 && words[1] == "deed") {
      server_.sql(database, "CREATE SCHEMA deed");
    }
    words.insert(words.begin(), {"-U", "postgres", "-d", database});
    words.push_back(dump_);
    server_.run_client("pg_restore", words);
  }

 private:
  PrivateServer server_;
  std::string dump_;
};

}  // namespace

TEST_CASE("a database that was restored in whole, or cloned, goes on where the original stopped") {
  Restored workspace;
  const bool cloned = GENERATE(false, true);
  CAPTURE(cloned);
  if (cloned) {
    workspace.server().sql("postgres", "CREATE DATABASE copy TEMPLATE origin");
  } else {
    workspace.restore("copy", {});
  }
  CHECK(workspace.at("copy", {"-s", "api", "current"}).out == "aaaaaaaaaaaa\nbbbbbbbbbbbb (step 1 of 2) (head)\n");
  workspace.server().sql("copy", "DELETE FROM t WHERE a = 2");
  const ProcessResult result = workspace.at("copy", {"-s", "api", "upgrade", "head"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(workspace.server().value("copy", "SELECT bool_and(indisvalid) FROM pg_index WHERE indrelid = 't'::regclass") == "t");
  CHECK(workspace.at("copy", {"-s", "api", "downgrade", "base"}).exit_code == 0);
  // The neighbour's are still the neighbour's.
  workspace.revision("api", "cccccccccccc", "bbbbbbbbbbbb", "-- deed:upgrade\nDROP TABLE partner;\n");
  CHECK(workspace.at("copy", {"-s", "api", "upgrade", "head"}).exit_code == 6);
}

TEST_CASE("a database that was dumped into a server of a newer major version goes on where the original stopped") {
  const int major = GENERATE(16, 17, 18);
  const std::optional<scratch::ServerBinaries> newer = fetched_server(major);
  if (!newer || major <= server_major()) {
    WARN("skipped: PostgreSQL " << major << " is not there, or no newer than the test server's; `scripts/servers " << major
                                << "` fetches one");
    return;
  }
  Restored workspace;
  PrivateServer upgraded(*newer, {});
  upgraded.sql("postgres", "CREATE DATABASE copy");
  upgraded.run_client("pg_restore", {"-U", "postgres", "-d", "copy", workspace.dump()});
  const std::map<std::string, std::string> url{{"DATABASE_URL", upgraded.address().url("copy")}};
  CHECK(workspace.deed_with({"-s", "api", "current"}, url).out == "aaaaaaaaaaaa\nbbbbbbbbbbbb (step 1 of 2) (head)\n");
  upgraded.sql("copy", "DELETE FROM t WHERE a = 2");
  const ProcessResult result = workspace.deed_with({"-s", "api", "upgrade", "head"}, url);
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(upgraded.value("copy", "SELECT bool_and(indisvalid) FROM pg_index WHERE indrelid = 't'::regclass") == "t");
  CHECK(workspace.deed_with({"-s", "api", "downgrade", "base"}, url).exit_code == 0);
  // The neighbour's are still the neighbour's.
  workspace.revision("api", "cccccccccccc", "bbbbbbbbbbbb",
                     "-- deed:upgrade\nDO $$ BEGIN EXECUTE 'ALTER TABLE part' || 'ner ADD x int'; END $$;\n");
  CHECK(workspace.deed_with({"-s", "api", "upgrade", "head"}, url).exit_code == 7);
}

TEST_CASE("a database that was restored in part is a contradiction, never an empty one") {
  Restored workspace;
  // Objects without deed's schema, all objects without any rows, one of deed's tables without the others.
  const std::vector<std::string> words =
      GENERATE(std::vector<std::string>{"-n", "public"}, std::vector<std::string>{"-s"},
               std::vector<std::string>{"-n", "deed", "-t", "ownership"}, std::vector<std::string>{"-n", "deed", "-t", "version_api"});
  CAPTURE(words);
  workspace.restore("part", words);
  const std::string before = workspace.server().run_client("pg_dump", {"-U", "postgres", "-s", "part"});
  const ProcessResult result = workspace.at("part", {"-s", "api", "upgrade", "head"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 10);
  CHECK(normalised_dump(workspace.server().run_client("pg_dump", {"-U", "postgres", "-s", "part"})) == normalised_dump(before));
}
