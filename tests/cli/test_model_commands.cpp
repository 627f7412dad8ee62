#include <catch2/catch.hpp>
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

// A service whose model a program prints: an executable file "print" in its directory, or what `command` says.
class Printed : public TestWorkspace {
 public:
  explicit Printed(const std::string& command = "[\"./print\", \"a model\"]") {
    service("gateway", "[models]\ncommand = " + command + "\n");
  }

  void program(const std::string& text) {
    write("services/gateway/print", text);
    std::filesystem::permissions(directory() / "print", std::filesystem::perms::owner_all);
  }

  std::filesystem::path directory() const { return path() / "services/gateway"; }
  ProcessResult check() { return deed({"-s", "gateway", "check"}); }
};

constexpr std::string_view kSqlAlchemy = "/usr/bin/python3";

bool has_sqlalchemy() { return run({std::string(kSqlAlchemy), "-c", "import sqlalchemy"}).exit_code == 0; }

// The first Python program in docs/models.md.
std::string documented_tables() {
  std::ifstream file(std::filesystem::path(DEED_SOURCE_DIR) / "docs/models.md");
  std::stringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  const std::size_t begin = all.find("```python\n") + 10;
  return all.substr(begin, all.find("```", begin) - begin);
}

}  // namespace

TEST_CASE("a model may be what a program prints") {
  Printed workspace;
  workspace.program(
      "#!/bin/sh\n"
      "read line && exit 9\n"
      "echo 'a warning' >&2\n"
      "echo \"-- $1, in $(basename $(pwd)), $KIND\"\n"
      "echo 'CREATE TABLE a (x int);'\n");
  const auto environment = workspace.options().environment;
  auto with_kind = environment;
  with_kind["KIND"] = "of the user";
  const ProcessResult written = workspace.deed_with({"-s", "gateway", "revision", "--autogenerate", "-m", "first"}, with_kind);
  CAPTURE(written.err);
  CHECK(written.exit_code == 0);
  CHECK_THAT(written.err, !Contains("a warning"));
  CHECK_THAT(workspace.newest_revision("gateway"), Contains("CREATE TABLE a"));
  CHECK(workspace.deed({"-s", "gateway", "upgrade", "head"}).exit_code == 0);
  CHECK(workspace.check().exit_code == 0);
}

TEST_CASE("only autogenerate and check run the program") {
  Printed workspace;
  workspace.program("#!/bin/sh\ntouch ran\necho 'CREATE TABLE a (x int);'\n");
  workspace.revision("gateway", "000000000001", "", "-- deed:upgrade\nCREATE TABLE a (x int);\n\n-- deed:downgrade\nDROP TABLE a;\n");
  for (const std::string command : {"upgrade head", "review", "current", "history", "heads", "status", "downgrade base", "upgrade head"}) {
    std::vector<std::string> words{"-s", "gateway"};
    std::istringstream stream(command);
    for (std::string word; stream >> word;) {
      words.push_back(word);
    }
    const ProcessResult result = workspace.deed(words);
    CAPTURE(command, result.err);
    CHECK(result.exit_code == 0);
  }
  CHECK(workspace.deed({"-s", "gateway", "revision", "-m", "by hand"}).exit_code == 0);
  CHECK_FALSE(std::filesystem::exists(workspace.directory() / "ran"));
  workspace.check();
  CHECK(std::filesystem::exists(workspace.directory() / "ran"));
}

TEST_CASE("a program that prints no model is an error that says what to try") {
  const auto [text, what, more] = GENERATE(table<std::string, std::string, std::string>({
      {"#!/bin/sh\nfor i in $(seq 30); do echo line $i >&2; done; printf 'the \\033[31mlast' >&2; exit 3", "failed with exit code 3",
       "stderr: the \\x1b[31mlast"},
      {"#!/bin/sh\nexit 1", "failed with exit code 1", "nothing on standard error"},
      {"#!/bin/sh\necho half; kill -9 $$", "was ended by signal 9", "by hand"},
      {"#!/bin/sh\nexit 0", "printed nothing", "on standard output"},
      {"#!/bin/sh\necho; echo 'no tables' >&2", "printed nothing", "stderr: no tables"},
      {"#!/bin/sh\nprintf 'CREATE TABLE a (x int);\\n\\000'", "a NUL byte", "UTF-8"},
      {"#!/bin/sh\nprintf 'CREATE TABLE a (x int);\\n-- \\344\\n'", "not UTF-8, in line 2", "PYTHONUTF8=1"},
      {"#!/bin/sh\nyes 'SELECT 1;'", "more than 64 MiB", "no data"},
      {"#!/bin/sh\nyes >&2", "more than 64 MiB", "no data"},
      {"echo 'CREATE TABLE a (x int);'", "did not run: The program cannot be started: Exec format error", "#! line"},
      {"#!/no/such/interpreter\n", "No such file or directory", "by hand"},
      {"#!/bin/sh\necho '-- nothing'", "The model of gateway declares nothing.", "models.command"},
      {"#!/bin/sh\necho 'CREATE TABLE a (x int);'; echo 'INFO done'", "output of \"./print a model\":2:1", "logs go to stderr"},
      {"#!/bin/sh\necho 'CREATE TABLE a (x int);'; echo '  CREATE TABLE b (x txt);'", "output of \"./print a model\":2:21",
       "\"txt\" does not exist"},
      {"#!/bin/sh\necho 'SELECT 1;'", "The model has a SELECT", "output of"},
  }));
  CAPTURE(text);
  Printed workspace;
  workspace.program(text);
  const ProcessResult result = workspace.check();
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.err, Contains(what) && Contains(more) && Contains("try: "));
  CHECK_THAT(result.err, !Contains("line 20\n"));
}

TEST_CASE("a program that is not there is an error at its key") {
  const auto [command, what] = GENERATE(table<std::string, std::string>({
      {"[\"no-such-program\"]", "no directory of PATH has an executable 'no-such-program'"},
      {"[\"./print\"]", "there is no executable file './print'"},
      {"[\"/no/such/program\"]", "there is no executable file '/no/such/program'"},
      {"[\"models\"]", "no directory of PATH has an executable 'models'"},
      {"[\"echo hello\"]", "no directory of PATH has an executable 'echo hello'"},
  }));
  CAPTURE(command);
  Printed workspace(command);
  workspace.write("services/gateway/print", "not executable");
  const ProcessResult result = workspace.check();
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.err, Contains(what) && Contains("services/gateway/deed.toml:3:11") && Contains("try: "));
}

TEST_CASE("a program is looked for along PATH, and no shell reads its words") {
  Printed workspace("[\"my-print\", \"$HOME; touch shell\", \"*\"]");
  workspace.write("bin/my-print", "#!/bin/sh\n[ \"$1$2\" = '$HOME; touch shell*' ] && echo 'CREATE TABLE a (x int);'\n");
  std::filesystem::permissions(workspace.path() / "bin/my-print", std::filesystem::perms::owner_all);
  auto environment = workspace.options().environment;
  environment["PATH"] = "/nowhere:" + (workspace.path() / "bin").string() + ":" + system_path();
  const ProcessResult result = workspace.deed_with({"-s", "gateway", "check"}, environment);
  CAPTURE(result.err);
  CHECK(result.exit_code == 1);
  CHECK_FALSE(std::filesystem::exists(workspace.directory() / "shell"));
}

TEST_CASE("a program is ended with all that it started when deed is asked to stop") {
  const auto [signal, code] = GENERATE(table<int, int>({{SIGINT, 130}, {SIGTERM, 143}}));
  Printed workspace;
  workspace.program("#!/bin/sh\nsh -c 'trap \"\" TERM; echo $$ >child; while :; do sleep 1; done' &\nwait\nsleep 600\n");
  RunningProcess deed({"deed", "-s", "gateway", "check"}, workspace.options());
  const std::filesystem::path file = workspace.directory() / "child";
  std::string child;
  for (int i = 0; i < 2000 && child.empty(); ++i) {
    std::ifstream(file) >> child;
    run({"sleep", "0.01"});
  }
  REQUIRE_FALSE(child.empty());
  deed.signal(signal);
  const ProcessResult result = deed.wait();
  CHECK(result.exit_code == code);
  // Killed; a zombie until whoever inherits it looks.
  std::string state = "R";
  for (int i = 0; i < 500 && state != "" && state != "Z"; ++i) {
    std::istringstream status(run({"ps", "-o", "stat=", "-p", child}).out);
    state.clear();
    status >> state;
    state = state.substr(0, 1);
    run({"sleep", "0.01"});
  }
  CHECK((state.empty() || state == "Z"));
}

TEST_CASE("a model may come from SQLAlchemy, with a stub of a neighbour's table") {
  if (!has_sqlalchemy()) {
    WARN("skipped: " << kSqlAlchemy << " has no sqlalchemy (apt-get install python3-sqlalchemy)");
    return;
  }
  TestWorkspace workspace;
  workspace.service("service-selection", "[[ownership.share]]\nobject = \"datasets\"\nwith = \"bookmarks\"\nallow = [\"reference\"]\n");
  workspace.model("service-selection", "CREATE TABLE datasets (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);\n");
  CHECK(workspace.deed({"-s", "service-selection", "revision", "--autogenerate", "-m", "datasets"}).exit_code == 0);
  CHECK(workspace.deed({"-s", "service-selection", "upgrade", "head"}).exit_code == 0);

  CHECK(workspace.deed({"init", "services/bookmarks", "--service", "bookmarks", "--template", "sqlalchemy"}).exit_code == 0);
  workspace.service("bookmarks", "[models]\ncommand = [\"/usr/bin/python3\", \"-B\", \"print_ddl.py\"]\n");
  workspace.write("services/bookmarks/tables.py", documented_tables());
  const ProcessResult written = workspace.deed({"-s", "bookmarks", "revision", "--autogenerate", "-m", "bookmarks"});
  CAPTURE(written.err);
  REQUIRE(written.exit_code == 0);
  const std::string revision = workspace.newest_revision("bookmarks");
  CAPTURE(revision);
  CHECK_THAT(revision, Contains("CREATE TABLE bookmark (") && Contains("CREATE TYPE bookmark_state AS ENUM ('open', 'done')") &&
                           Contains("REFERENCES datasets (id) ON DELETE CASCADE") && Contains("CREATE INDEX bookmark_note_idx") &&
                           Contains("'Shown as it is, also 100%.'") && Contains("Depends On: service-selection:"));
  CHECK_THAT(revision, !Contains("TABLE datasets") && !Contains("datasets_id_seq") && !Contains("%%"));

  REQUIRE(workspace.deed({"-s", "bookmarks", "upgrade", "head"}).exit_code == 0);
  const ProcessResult check = workspace.deed({"--all", "check"});
  CAPTURE(check.out, check.err);
  CHECK(check.exit_code == 0);
  CHECK(
      workspace.database().value("SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'datasets'::regclass "
                                 "AND attnum > 0") == "id,name");
}

TEST_CASE("a TOML model takes the same path: renames, stubs in a neighbour's schema, places of errors") {
  TestWorkspace workspace;
  workspace.service(
      "catalog",
      "[database]\nschemas = [\"catalog\"]\n[[ownership.share]]\nobject = \"datasets\"\nwith = \"*\"\nallow = [\"reference\"]\n");
  workspace.model("catalog", "CREATE SCHEMA catalog;\nCREATE TABLE datasets (id bigint PRIMARY KEY);\n");
  workspace.service("report", "[models]\nfiles = [\"models/*.toml\"]\n");
  const std::string stub =
      "[[table]]\nname = \"catalog.datasets\"\nprimary_key = [\"id\"]\ncolumn = [{ name = \"id\", type = \"bigint\" }]\n";
  const auto model = [&](const std::string& name, const std::string& further) {
    workspace.write("services/report/models/usage.toml",
                    "[[table]]\nname = \"usage\"\n" + further + "[[table.column]]\nname = \"" + name +
                        "\"\ntype = \"bigint\"\n[[table.foreign_key]]\nname = \"usage_fkey\"\ncolumns = [\"" + name +
                        "\"]\nreferences = \"catalog.datasets\"\n" + stub);
  };
  const auto autogenerate = [&](const std::string& service) {
    const ProcessResult written = workspace.deed({"-s", service, "revision", "--autogenerate", "-m", "next"});
    CAPTURE(written.err);
    CHECK(written.exit_code == 0);
    CHECK(workspace.deed({"-s", service, "upgrade", "head"}).exit_code == 0);
    return workspace.newest_revision(service);
  };
  autogenerate("catalog");
  model("dataset", "");
  CHECK_THAT(autogenerate("report"), Contains("CREATE TABLE usage") && !Contains("CREATE SCHEMA") && !Contains("TABLE catalog.datasets"));

  workspace.write("services/report/models/usage.toml",
                  "[[table]]\nname = \"usage\"\n[[table.column]]\nname = \"dataset_id\"\n" +
                      std::string("renamed_from = \"dataset\"\ntype = \"bigint\"\n[[table.foreign_key]]\n") +
                      "name = \"usage_fkey\"\ncolumns = [\"dataset_id\"]\nreferences = \"catalog.datasets\"\n" + stub);
  CHECK_THAT(autogenerate("report"), Contains("RENAME COLUMN dataset TO dataset_id") && !Contains("DROP COLUMN"));
  CHECK(workspace.deed({"--all", "check"}).exit_code == 0);

  model("dataset_id", "primary_key = [\"datasetid\"]\n");
  const ProcessResult mistaken = workspace.deed({"-s", "report", "check"});
  CHECK(mistaken.exit_code == 3);
  CHECK_THAT(mistaken.err, Contains("models/usage.toml:3:16") && Contains("Did you mean 'dataset_id'?"));
}
