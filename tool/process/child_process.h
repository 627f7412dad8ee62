#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancellation.h"
#include "base/clock.h"
#include "process/account.h"

namespace deed::process {

// Whose a program is.
enum class ProgramRole {
  // PostgreSQL's: its files are for its own user only.
  server,
  // The user's: it keeps the umask, and what it starts in turn is ended with it.
  of_user,
};

// A program to start.
struct Program {
  // The first one is the program's path, unless `file` is.
  std::vector<std::string> arguments;
  std::filesystem::path file{};
  Account account;
  std::filesystem::path directory = "/";
  ProgramRole role = ProgramRole::server;
  // "NAME=value". Not given: LC_ALL, PATH and TZ only, as no PG variable of the caller may reach a server.
  std::optional<std::vector<std::string>> environment{};
  // What standard input reads; empty where it is not given.
  int input = -1;
  // Receives standard output, and standard error where `errors` does not.
  int output = -1;
  int errors = -1;
  // A descriptor that stays open in it, beside standard input, output and error.
  int inherited = -1;
  // Whether it goes on when deed ends; otherwise the kernel sends it SIGQUIT (a user's: SIGTERM) then, however deed ends.
  bool background = false;
};

// A running program, in a session of its own: a terminal's Ctrl-C does not reach it. Ended at the end of the scope.
class ChildProcess {
 public:
  // Throws Error(local_io) that names the step which failed: becoming the other user, entering the directory, executing.
  // The thread that starts a program that is not a background one must outlive it: the kernel takes the thread for the parent.
  explicit ChildProcess(const Program& program);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t id() const { return id_; }
  // The status as waitpid() has it, once it has ended.
  std::optional<int> status();
  // Waits until it has ended, no longer than the duration; false if it still runs.
  bool wait(Duration patience);
  // Sends the signal and waits; SIGKILL when that takes longer than the patience. To all that a user's program started, too.
  void stop(int signal, Duration patience) noexcept;
  // Leaves it running; it is nobody's child when deed ends.
  void release() { released_ = true; }

 private:
  void send(int signal) const noexcept;

  pid_t id_ = -1;
  ProgramRole role_;
  std::optional<int> status_;
  bool released_ = false;
};

enum class ProgramEnd {
  exited,
  by_signal,
  // It was ended because it wrote more than deed reads.
  too_talkative,
};

struct ProgramOutcome {
  ProgramEnd end = ProgramEnd::exited;
  // The exit code or the signal's number.
  int code = 0;
  // Standard output, with standard error in it for a server's program.
  std::string output{};
  // Standard error of a user's program.
  std::string errors{};

  bool succeeded() const { return end == ProgramEnd::exited && code == 0; }
};

// Runs a program to its end and returns what it wrote. Throws Error(local_io) if it cannot start or takes longer than the patience.
// `input` is what it reads on standard input.
ProgramOutcome run_program(Program program, Duration patience, const Cancellation& cancellation, std::string_view input = "");

// Where a program's file is: a name without a slash is looked for along `path` ("/usr/bin:/bin"), whose relative parts, like a name
// with a slash, begin at `directory`. Nothing where no such file can be executed.
std::optional<std::filesystem::path> find_program(const std::string& name, std::string_view path, const std::filesystem::path& directory);

}  // namespace deed::process
