#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/cancellation.h"
#include "base/clock.h"
#include "scratch/account.h"

namespace deed::scratch {

// A program to start. Its environment is LC_ALL, PATH and TZ only: no PG variable of the caller reaches it.
struct Program {
  // The first one is the program's path.
  std::vector<std::string> arguments;
  Account account;
  std::filesystem::path directory = "/";
  // Receives standard output and standard error.
  int output = -1;
  // A descriptor that stays open in it, beside standard input (empty), output and error.
  int inherited = -1;
  // Whether it goes on when deed ends; otherwise the kernel sends it SIGQUIT then, however deed ends.
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
  // Sends the signal and waits; SIGKILL when that takes longer than the patience.
  void stop(int signal, Duration patience) noexcept;
  // Leaves it running; it is nobody's child when deed ends.
  void release() { released_ = true; }

 private:
  pid_t id_ = -1;
  std::optional<int> status_;
  bool released_ = false;
};

struct ProgramOutcome {
  bool succeeded = false;
  std::string output;
};

// Runs a program to its end and returns what it wrote. Throws Error(local_io) if it cannot start or takes longer than the patience.
ProgramOutcome run_program(Program program, Duration patience, const Cancellation& cancellation);

}  // namespace deed::scratch
