#include "scratch/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/text.h"

namespace deed::scratch {

namespace {

enum class Stage { become_user, enter_directory, redirect, execute };

// What a child that could not become the program writes to its parent.
struct StartFailure {
  Stage stage = Stage::execute;
  int error = 0;
};

// All that the child needs, made before the fork: after it only async-signal-safe calls are allowed.
struct Preparation {
  std::vector<char*> arguments{};
  pid_t parent = 0;
  bool change_user = false;
  int report = -1;
};

constexpr std::array<const char*, 4> kEnvironment{"LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin", "TZ=UTC", nullptr};

[[noreturn]] void give_up(int report, Stage stage) {
  const StartFailure failure{stage, errno};
  [[maybe_unused]] const ssize_t written = ::write(report, &failure, sizeof failure);
  ::_exit(127);
}

// Also what the caller of deed left open: a background server must not hold the pipe that somebody waits on.
void close_on_exec_all_but(int inherited) {
  if (::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0) {
    constexpr int highest = 4096;
    for (int fd = 3; fd < highest; ++fd) {
      ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
  }
  if (inherited >= 0) {
    ::fcntl(inherited, F_SETFD, 0);
  }
}

// A shell's background job ignores SIGQUIT, and what is ignored stays ignored after exec: the server would miss the signal of deed's death
// until it has a handler of its own.
void accept_all_signals() {
  for (int number = 1; number < NSIG; ++number) {
    ::signal(number, SIG_DFL);
  }
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void become(const Program& program, const Preparation& preparation) {
  const auto require = [&](bool done, Stage stage) {
    if (!done) {
      give_up(preparation.report, stage);
    }
  };
  ::setsid();
  ::umask(077);
  accept_all_signals();
  if (preparation.change_user) {
    const gid_t group = program.account.group;
    require(::setgroups(1, &group) == 0 && ::setgid(group) == 0 && ::setuid(program.account.user) == 0, Stage::become_user);
  }
  if (!program.background) {
    // After setuid(), which clears it. If deed was killed before this line, nobody will send the signal.
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (::getppid() != preparation.parent) {
      ::_exit(127);
    }
  }
  require(::chdir(program.directory.c_str()) == 0, Stage::enter_directory);
  const int empty = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  require(empty >= 0 && ::dup2(empty, 0) >= 0 && ::dup2(program.output, 1) >= 0 && ::dup2(program.output, 2) >= 0, Stage::redirect);
  close_on_exec_all_but(program.inherited);
  ::execve(preparation.arguments.front(), preparation.arguments.data(), const_cast<char* const*>(kEnvironment.data()));
  give_up(preparation.report, Stage::execute);
}

Error start_error(const Program& program, const StartFailure& failure) {
  const std::string& path = program.arguments.front();
  const std::string reason = std::strerror(failure.error);
  const std::string& user = program.account.name;
  switch (failure.stage) {
    case Stage::become_user:
      return Error(ErrorKind::local_io, {.what = fmt::format("deed cannot become user '{}' to start a server: {}.", user, reason),
                                         .where = one_line(path),
                                         .hint = "PostgreSQL refuses to run as root. Run deed as another user, or let it change users."});
    case Stage::enter_directory:
      return Error(ErrorKind::local_io,
                   {.what = fmt::format("User '{}' cannot enter the server's directory: {}.", user, reason),
                    .where = one_line(program.directory.string()),
                    .hint = "Set TMPDIR (for `dev`: XDG_CACHE_HOME) to a directory that every user may pass through."});
    case Stage::redirect:
    case Stage::execute: break;
  }
  return Error(ErrorKind::local_io, {.what = fmt::format("The program cannot be started: {}.", reason),
                                     .where = one_line(path),
                                     .hint = "Check that it and its directory may be read and executed."});
}

std::string read_from_start(int fd) {
  std::string text;
  std::array<char, 4096> buffer{};
  ssize_t got = 0;
  while ((got = ::pread(fd, buffer.data(), buffer.size(), static_cast<off_t>(text.size()))) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return text;
}

}  // namespace

ChildProcess::ChildProcess(const Program& program) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw start_error(program, {Stage::redirect, errno});
  }
  const Descriptor from_child(ends[0]);
  Descriptor to_parent(ends[1]);
  std::vector<std::string> arguments = program.arguments;
  Preparation preparation{.parent = ::getpid(), .change_user = program.account.is_other(), .report = to_parent.get()};
  for (std::string& argument : arguments) {
    preparation.arguments.push_back(argument.data());
  }
  preparation.arguments.push_back(nullptr);
  id_ = ::fork();
  if (id_ == 0) {
    become(program, preparation);
  }
  if (id_ < 0) {
    throw start_error(program, {Stage::execute, errno});
  }
  to_parent.reset();
  // The pipe closes when the program starts; before that it tells what went wrong.
  StartFailure failure;
  ssize_t got = 0;
  while ((got = ::read(from_child.get(), &failure, sizeof failure)) < 0 && errno == EINTR) {
  }
  if (got > 0) {
    wait(Duration(1000));
    throw start_error(program, failure);
  }
}

ChildProcess::~ChildProcess() {
  if (!released_) {
    stop(SIGQUIT, Duration(10'000));
  }
}

std::optional<int> ChildProcess::status() {
  int status = 0;
  if (!status_) {
    const pid_t ended = ::waitpid(id_, &status, WNOHANG);
    // ECHILD: whoever started deed ignores SIGCHLD, and the kernel keeps no status then.
    if (ended == id_ || (ended < 0 && errno == ECHILD)) {
      status_ = status;
    }
  }
  return status_;
}

bool ChildProcess::wait(Duration patience) {
  const Deadline deadline(patience);
  while (!status()) {
    if (deadline.passed()) {
      return false;
    }
    std::this_thread::sleep_for(Duration(1));
  }
  return true;
}

void ChildProcess::stop(int signal, Duration patience) noexcept {
  if (status()) {
    return;
  }
  ::kill(id_, signal);
  if (!wait(patience)) {
    ::kill(id_, SIGKILL);
    wait(patience);
  }
}

ProgramOutcome run_program(Program program, Duration patience, const Cancellation& cancellation) {
  const Descriptor output(::memfd_create("output", MFD_CLOEXEC));
  program.output = output.get();
  ChildProcess child(program);
  const Deadline deadline(patience);
  while (!child.wait(Duration(5))) {
    cancellation.check();
    if (deadline.passed()) {
      throw Error(ErrorKind::local_io, {.what = fmt::format("The program did not end within {}.", to_string(patience)),
                                        .where = one_line(program.arguments.front()),
                                        .hint = "Run the same command again when the machine is less busy."});
    }
  }
  const int status = child.status().value_or(1);
  return {WIFEXITED(status) && WEXITSTATUS(status) == 0, read_from_start(output.get())};
}

}  // namespace deed::scratch
