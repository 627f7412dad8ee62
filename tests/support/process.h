#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/descriptor.h"

namespace deed::testing {

struct ProcessOptions {
  // Added to a small environment of its own: PATH, LC_ALL, HOME and XDG_CACHE_HOME in the build directory, DEED_MODEL_CACHE off. Nothing
  // else of the test's own environment arrives.
  std::map<std::string, std::string> environment{};
  // The test's own where it is empty.
  std::filesystem::path directory{};
  std::string input{};
  Duration timeout{60'000};
};

struct ProcessResult {
  // 128 + signal for a process that a signal ended, as a shell has it.
  int exit_code = 0;
  std::string out;
  std::string err;
  bool timed_out = false;
};

// A process that a test started. "deed" as the first argument is the program just built; others are looked for along PATH.
// It leads a process group; what is left of the group is killed at the end of the scope.
class RunningProcess {
 public:
  explicit RunningProcess(const std::vector<std::string>& command, const ProcessOptions& options = {});
  ~RunningProcess();
  RunningProcess(const RunningProcess&) = delete;
  RunningProcess& operator=(const RunningProcess&) = delete;

  pid_t id() const { return id_; }
  // Its only child; 0 without one.
  pid_t child() const;
  // To the process, not to its group.
  void signal(int number) const;
  bool running() { return !ended(); }
  // What it wrote so far.
  std::string out() const;
  std::string err() const;
  // Whether standard output or error holds the text before the process ends or the timeout passes.
  bool wait_for_text(const std::string& text);
  // Waits for its end, and kills the group at the timeout.
  ProcessResult wait();

 private:
  bool ended();

  pid_t id_ = -1;
  Descriptor out_;
  Descriptor err_;
  Deadline deadline_;
  int status_ = 0;
  bool reaped_ = false;
};

// Where the program just built is: for a shell that has to call it.
std::string deed_program();

// Runs a command to its end.
ProcessResult run(const std::vector<std::string>& command, const ProcessOptions& options = {});

// Runs `body` in a forked copy of this process and returns its exit code, 128 + signal, or 1 for an exception: for what needs another
// user, or an owner to kill. No Catch assertion belongs into it.
int in_child(const std::function<int()>& body);

}  // namespace deed::testing
