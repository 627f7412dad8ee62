// What is around a run and must not decide about it: where its output goes, what the clock says, what a server says, a full disk.
#include <catch2/catch.hpp>
#include <sys/mount.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "base/text.h"
#include "scratch/account.h"
#include "support/private_server.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;
using Catch::StartsWith;

namespace {

constexpr const char* kSteps =
    "-- deed:upgrade\nCREATE TABLE t (a int);\nINSERT INTO t SELECT generate_series(1, 20);\n\n"
    "-- deed:upgrade repeat\nUPDATE t SET a = -a WHERE a IN (SELECT a FROM t WHERE a > 0 ORDER BY a LIMIT 5);\n\n"
    "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_a ON t (a);\n\n-- deed:downgrade\nDROP TABLE t;\n";

void make_service(TestWorkspace& workspace) {
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kSteps);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
                     "-- deed:upgrade\nCREATE TABLE u (a int);\n\n-- deed:downgrade\nDROP TABLE u;\n");
}

ProcessResult in_shell(const TestWorkspace& workspace, const std::string& command) {
  ProcessOptions options = workspace.options();
  options.environment["DEED"] = deed_program();
  return run({"sh", "-c", command}, options);
}

// A file system of a few megabytes that the server may write to.
class SmallDisk {
 public:
  static bool possible() { return ::geteuid() == 0; }

  explicit SmallDisk(const std::string& size) {
    const std::string options = "size=" + size + ",mode=0777";
    mounted_ = ::mount("tmpfs", directory_.path().c_str(), "tmpfs", 0, options.c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) {
      ::umount2(directory_.path().c_str(), MNT_DETACH);
    }
  }
  bool mounted() const { return mounted_; }
  std::filesystem::path path() const { return directory_.path(); }

 private:
  TemporaryDirectory directory_;
  bool mounted_ = false;
};

}  // namespace

TEST_CASE("output that goes nowhere stops no run half-way") {
  TestWorkspace workspace;
  make_service(workspace);
  const std::string where = GENERATE(as<std::string>(), ">/dev/full 2>/dev/full", ">&- 2>&-", "2>&1 | true", "2>&1 | head -n 1");
  CAPTURE(where);
  in_shell(workspace, "$DEED -v upgrade head " + where);
  // A pipe's reader may be gone before the run is.
  for (const Deadline deadline(Duration(20'000)); !deadline.passed();) {
    if (workspace.deed({"current"}).out == "bbbbbbbbbbbb (head)\n") {
      break;
    }
    no_cancellation().sleep(Duration(20));
  }
  CHECK(workspace.deed({"current"}).out == "bbbbbbbbbbbb (head)\n");
  CHECK(workspace.database().value("SELECT count(*) FROM deed.version_api WHERE event = 'upgraded'") == "2");
  CHECK(in_shell(workspace, "$DEED upgrade head >/dev/full 2>/dev/full").exit_code == 0);
}

TEST_CASE("a result that does not fit into its file is a failure, a reader that went away is not") {
  TestWorkspace workspace;
  make_service(workspace);
  for (const std::string command : {"history", "upgrade head --sql", "review", "--version"}) {
    CAPTURE(command);
    const ProcessResult full = in_shell(workspace, "$DEED " + command + " >/dev/full");
    CHECK(full.exit_code == 17);
    CHECK_THAT(full.err, Contains("The result could not be written: No space left on device."));
  }
  const ProcessResult gone = in_shell(workspace, "{ $DEED history; echo $? >code; } | true; cat code");
  CHECK(gone.out == "0\n");
}

TEST_CASE("a log that nobody takes costs lines, and neither locks nor a request to stop") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.revision(
      "api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
      "-- deed:upgrade\nALTER TABLE t ADD COLUMN b int;\n"
      "DO $$ BEGIN FOR i IN 1..5000 LOOP RAISE NOTICE 'line % of a log that is too long for its pipe', i; END LOOP; END $$;\n");
  // The reader sleeps: its end of the pipe stays open, and full.
  const ProcessResult result =
      in_shell(workspace, "exec 3>&1; { \"$DEED\" upgrade head 2>&1 >&3; echo \"exit code $?\" >&3; } | { sleep 8; cat > log; }");
  CHECK_THAT(result.out, Contains("exit code 0"));
  CHECK(workspace.database().value("SELECT count(*) FROM deed.version_api WHERE revision = 'bbbbbbbbbbbb'") == "1");
}

TEST_CASE("a working directory that is gone, or too few file descriptors, is no bug of deed") {
  // From the least with which the program starts: how many are open before differs.
  const std::string with_descriptors =
      "n=3; until (ulimit -n $n; \"$DEED\" --version) > /dev/null 2>&1; do n=$((n + 1)); done; ulimit -n $((n + {})); \"$DEED\" upgrade "
      "head";
  const std::string command = GENERATE_COPY(std::string("mkdir gone && cd gone && rmdir ../gone && \"$DEED\" heads"),
                                            replace_all(with_descriptors, "{}", "0"), replace_all(with_descriptors, "{}", "1"),
                                            replace_all(with_descriptors, "{}", "2"), replace_all(with_descriptors, "{}", "3"));
  CAPTURE(command);
  TestWorkspace workspace;
  make_service(workspace);
  const ProcessResult result = in_shell(workspace, command);
  CAPTURE(result.err);
  CHECK(result.exit_code == 17);
  CHECK_THAT(result.err, Contains("error: ") && !Contains("bug in deed"));
}

// The sanitizer reserves more than any limit gives.
#ifndef __SANITIZE_ADDRESS__
TEST_CASE("a machine without memory for a file is told as that") {
  TestWorkspace workspace;
  make_service(workspace);
  std::string big;
  big.resize(30'000'000, ' ');
  workspace.write("services/api/revisions/big.sql", big);
  // What the program itself takes differs: some limit in between lets it start, and not read the file.
  const ProcessResult result = in_shell(
      workspace,
      "for i in $(seq 20 10 400); do if (ulimit -v \"${i}000\"; \"$DEED\" --version) > /dev/null 2>&1; then ulimit -v \"${i}000\"; "
      "exec \"$DEED\" review; fi; done");
  CAPTURE(result.err);
  CHECK(result.exit_code == 17);
  CHECK_THAT(result.err, Contains("no memory left"));
}
#endif

TEST_CASE("a clock that is wrong by years changes nothing") {
  if (!std::filesystem::exists("/usr/bin/faketime")) {
    WARN("skipped: faketime is not installed");
    return;
  }
  TestWorkspace workspace;
  make_service(workspace);
  const std::string wrong = GENERATE(as<std::string>(), "-10 years", "+10 years");
  CAPTURE(wrong);
  const auto deed = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"faketime", "-f", wrong == "-10 years" ? "-10y" : "+10y", deed_program()});
    return run(words, workspace.options());
  };
  CHECK(deed({"upgrade", "+1"}).exit_code == 0);
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(deed({"upgrade", "head"}).exit_code == 0);
  CHECK(deed({"current"}).out == "bbbbbbbbbbbb (head)\n");
  // The rows have the server's time.
  CHECK(workspace.database().value("SELECT bool_and(at BETWEEN now() - interval '1 hour' AND now()) FROM deed.version_api") == "t");
  // Rows from a server whose clock went wrong stay in their order.
  workspace.database().sql("UPDATE deed.version_api SET at = at + (CASE WHEN position % 2 = 0 THEN 1 ELSE -1 END) * interval '10 years'");
  CHECK(deed({"downgrade", "-1"}).exit_code == 0);
  CHECK(workspace.deed({"current"}).out == "aaaaaaaaaaaa\n");
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
}

TEST_CASE("what a server says is shown, and obeyed by nobody") {
  TestWorkspace workspace;
  workspace.service("api");
  const std::string hostile = "E'one\\n::error file=x::two\\r\\x1b[31m\\x07three\\n##[error]four'";
  const bool fails = GENERATE(false, true);
  CAPTURE(fails);
  workspace.revision("api", "aaaaaaaaaaaa", "",
                     "-- deed:upgrade\nDO $$ BEGIN RAISE " + std::string(fails ? "EXCEPTION" : "WARNING") + " USING MESSAGE = " + hostile +
                         ", DETAIL = " + hostile + ", HINT = " + hostile + "; END $$;\n");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == (fails ? 11 : 0));
  CHECK_THAT(result.err, Contains("three") && !Contains("\x1b") && !Contains("\x07") && !Contains("\r") && !Contains("\n::error") &&
                             !Contains("\n##[error]"));
}

TEST_CASE("a step that does not fit on the disk is rolled back, and runs when there is room") {
  if (!SmallDisk::possible()) {
    WARN("skipped: only root may make a small disk");
    return;
  }
  const SmallDisk disk("24m");
  if (!disk.mounted()) {
    WARN("skipped: no file system may be mounted here");
    return;
  }
  PrivateServer server;
  scratch::make_directory(disk.path() / "space", scratch::server_account());
  server.sql("postgres", "CREATE TABLESPACE small LOCATION '" + (disk.path() / "space").string() + "'; CREATE DATABASE d");
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE before (a int);\n");
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
                     "-- deed:upgrade\nCREATE TABLE t (a int, pad text) TABLESPACE small;\n"
                     "INSERT INTO t SELECT i, repeat('x', 500) FROM generate_series(1, 8000) i;\n\n"
                     "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_pad ON t (pad, a) TABLESPACE small;\n");
  const std::string url = server.address().url("d");
  const auto deed = [&] { return workspace.deed_with({"upgrade", "head"}, {{"DATABASE_URL", url}}); };
  const std::filesystem::path ballast = disk.path() / "ballast";
  const auto fill = [&](int megabytes) {
    return run({"dd", "if=/dev/zero", "of=" + ballast.string(), "bs=1M", "count=" + std::to_string(megabytes)}).exit_code;
  };
  REQUIRE(fill(21) == 0);
  const ProcessResult full = deed();
  CHECK(full.exit_code == 78);
  CHECK_THAT(full.err, Contains("No space left on device") && Contains("Nothing of this step is left in the database."));
  CHECK(server.value("d", "SELECT to_regclass('t') IS NULL AND to_regclass('before') IS NOT NULL") == "t");
  CHECK(server.value("d", "SELECT string_agg(revision, ' ') FROM deed.version_api") == "aaaaaaaaaaaa");

  // Room for the table, and not for its index.
  REQUIRE(fill(17) == 0);
  const ProcessResult index = deed();
  CHECK(index.exit_code == 78);
  CHECK(server.value("d", "SELECT count(*) FROM t") == "8000");
  CHECK(server.value("d", "SELECT to_regclass('t_pad') IS NULL") == "t");
  std::filesystem::remove(ballast);
  CHECK(deed().exit_code == 0);
  CHECK(server.value("d", "SELECT indisvalid FROM pg_index WHERE indexrelid = 't_pad'::regclass") == "t");
}

TEST_CASE("a URL file that is replaced while deed waits for the server is read again") {
  TestWorkspace workspace;
  make_service(workspace);
  workspace.write("url", "postgresql://postgres@/postgres?host=/nowhere\n");
  ProcessOptions options = workspace.options();
  options.environment = {{"DATABASE_URL_FILE", (workspace.path() / "url").string()}};
  RunningProcess waiting({"deed", "upgrade", "head"}, options);
  REQUIRE(waiting.wait_for_text("Trying again within 30s"));
  workspace.write("url", workspace.database().url() + "\n");
  CHECK(waiting.wait().exit_code == 0);
  CHECK(workspace.deed({"current"}).out == "bbbbbbbbbbbb (head)\n");
}
