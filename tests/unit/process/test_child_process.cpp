#include <catch2/catch.hpp>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/text.h"
#include "process/child_process.h"
#include "support/process.h"
#include "support/temporary_directory.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::process;
using namespace deed::testing;

namespace {

Program program(const std::vector<std::string>& arguments) { return {.arguments = arguments, .account = {::geteuid(), ::getegid()}}; }

std::string output_of(const Program& program) { return run_program(program, Duration(10'000), no_cancellation()).output; }

}  // namespace

TEST_CASE("a program has an environment of its own") {
  ::setenv("PGDATA", "/somewhere", 1);
  CHECK(output_of(program({"/usr/bin/env"})) == "LC_ALL=C\nPATH=/usr/local/bin:/usr/bin:/bin\nTZ=UTC\n");
}

TEST_CASE("a program ignores and blocks no signal, whatever its starter does") {
  const int code = in_child([] {
    ::signal(SIGQUIT, SIG_IGN);
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    const std::string text = output_of(program({"/bin/grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"}));
    return text == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n" ? 0 : 1;
  });
  CHECK(code == 0);
}

TEST_CASE("a program has none of its starter's open files but the one it is given") {
  const Descriptor hidden(::open("/dev/zero", O_RDONLY));
  const Descriptor given(::open("/dev/full", O_RDONLY | O_CLOEXEC));
  Program list = program({"/bin/ls", "-l", "/proc/self/fd"});
  list.inherited = given.get();
  const std::string output = output_of(list);
  CHECK(output.find("/dev/zero") == std::string::npos);
  CHECK(output.find("/dev/full") != std::string::npos);
}

TEST_CASE("a program that cannot be executed is an error that says why") {
  try {
    output_of(program({"/no/such/program"}));
    FAIL("it ran");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::local_io);
    CHECK(error.text().what == "The program cannot be started: No such file or directory.");
    CHECK(error.text().where == "/no/such/program");
  }
}

TEST_CASE("a program in a directory that its user may not enter is an error that names it") {
  Program elsewhere = program({"/bin/true"});
  elsewhere.directory = "/no/such/directory";
  try {
    output_of(elsewhere);
    FAIL("it ran");
  } catch (const Error& error) {
    CHECK(error.text().where == "/no/such/directory");
  }
}

TEST_CASE("a program that takes too long is ended and reported") {
  CHECK_THROWS_WITH(run_program(program({"/bin/sleep", "600"}), Duration(50), no_cancellation()), "The program did not end within 50ms.");
}

TEST_CASE("a failing program is told from one that succeeds") {
  CHECK(run_program(program({"/bin/true"}), Duration(10'000), no_cancellation()).succeeded());
  CHECK_FALSE(run_program(program({"/bin/false"}), Duration(10'000), no_cancellation()).succeeded());
}

namespace {

Program of_user(const std::string& script) {
  Program result = program({"sh", "-c", script});
  result.file = "/bin/sh";
  result.role = ProgramRole::of_user;
  result.environment = std::vector<std::string>{"PATH=/usr/bin:/bin", "NAME=a value"};
  return result;
}

}  // namespace

TEST_CASE("a user's program has the environment it is given, and its standard error apart") {
  const ProgramOutcome outcome =
      run_program(of_user("echo $0 $NAME $PGDATA; echo oops >&2; cat; exit 3"), Duration(10'000), no_cancellation());
  CHECK(outcome.output == "sh a value\n");
  CHECK(outcome.errors == "oops\n");
  CHECK(outcome.end == ProgramEnd::exited);
  CHECK(outcome.code == 3);
  CHECK_FALSE(outcome.succeeded());
}

TEST_CASE("a user's program keeps the umask, a server's files are private") {
  const mode_t before = ::umask(027);
  CHECK(run_program(of_user("umask"), Duration(10'000), no_cancellation()).output == "0027\n");
  ::umask(before);
  CHECK(output_of(program({"/bin/sh", "-c", "umask"})) == "0077\n");
}

TEST_CASE("a program that a signal ended is told from one that failed") {
  const ProgramOutcome outcome = run_program(of_user("kill -TERM $$"), Duration(10'000), no_cancellation());
  CHECK(outcome.end == ProgramEnd::by_signal);
  CHECK(outcome.code == SIGTERM);
}

TEST_CASE("a program that writes without end is ended") {
  CHECK(run_program(of_user("yes"), Duration(60'000), no_cancellation()).end == ProgramEnd::too_talkative);
  CHECK(run_program(of_user("yes >&2"), Duration(60'000), no_cancellation()).end == ProgramEnd::too_talkative);
}

TEST_CASE("a program is looked for as execvp() looks, but from its own directory") {
  const TemporaryDirectory directory;
  for (const std::string name : {"tool", "bin/tool", "other/tool", "other/second"}) {
    std::filesystem::permissions(directory.write(name, "#!/bin/sh\n"), std::filesystem::perms::owner_all);
  }
  directory.write("bin/second", "not executable");
  std::filesystem::create_directory(directory.path() / "bin/sh");
  const auto found = [&](const std::string& name, const std::string& path) {
    const auto file = find_program(name, path, directory.path());
    return file ? file->string() : "";
  };
  const std::string here = directory.path().string();
  CHECK(found("tool", here + "/bin:" + here + "/other") == here + "/bin/tool");
  CHECK(found("tool", "other:bin") == here + "/other/tool");
  CHECK(found("second", "bin:other") == here + "/other/second");
  CHECK(found("sh", "bin:/bin") == "/bin/sh");
  CHECK(found("bin/tool", "/bin") == here + "/bin/tool");
  CHECK(found("./tool", "") == here + "/./tool");
  CHECK(found("/bin/sh", "") == "/bin/sh");
  CHECK(found("tool", "/nowhere:/bin") == "");
  CHECK(found("bin", ".") == "");
}
