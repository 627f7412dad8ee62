#include "process/child_process.h"

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
#include "base/files.h"
#include "base/text.h"

namespace deed::process {

namespace {

enum class Stage { become_user, enter_directory, redirect, execute };

// What a child that could not become the program writes to its parent.
struct StartFailure {
  Stage stage = Stage::execute;
  int error = 0;
};

// All that the child needs, made before the fork: after it only async-signal-safe calls are allowed.
struct Preparation {
  const char* file = nullptr;
  std::vector<char*> arguments{};
  std::vector<char*> environment{};
  pid_t parent = 0;
  bool change_user = false;
  int report = -1;
};

const std::vector<std::string> kServerEnvironment{"LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin", "TZ=UTC"};

// As execve() wants them: pointers into the texts, which must outlive them.
std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) {
    result.push_back(text.data());
  }
  result.push_back(nullptr);
  return result;
}

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
  if (program.role == ProgramRole::server) {
    ::umask(077);
  }
  accept_all_signals();
  if (preparation.change_user) {
    const gid_t group = program.account.group;
    require(::setgroups(1, &group) == 0 && ::setgid(group) == 0 && ::setuid(program.account.user) == 0, Stage::become_user);
  }
  if (!program.background) {
    // After setuid(), which clears it. If deed was killed before this line, nobody will send the signal.
    ::prctl(PR_SET_PDEATHSIG, program.role == ProgramRole::server ? SIGQUIT : SIGTERM);
    if (::getppid() != preparation.parent) {
      ::_exit(127);
    }
  }
  require(::chdir(program.directory.c_str()) == 0, Stage::enter_directory);
  const int input = program.input >= 0 ? program.input : ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int errors = program.errors >= 0 ? program.errors : program.output;
  require(input >= 0 && ::dup2(input, 0) >= 0 && ::dup2(program.output, 1) >= 0 && ::dup2(errors, 2) >= 0, Stage::redirect);
  close_on_exec_all_but(program.inherited);
  ::execve(preparation.file, preparation.arguments.data(), preparation.environment.data());
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
  std::array<char, 65536> buffer{};
  ssize_t got = 0;
  while ((got = ::pread(fd, buffer.data(), buffer.size(), static_cast<off_t>(text.size()))) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return text;
}

// A file without a name that holds the text: a pipe could block while the program writes.
int input_file(std::string_view text) {
  const int fd = ::memfd_create("input", MFD_CLOEXEC);
  std::size_t written = 0;
  while (fd >= 0 && written < text.size()) {
    const ssize_t count = ::pwrite(fd, text.data() + written, text.size() - written, static_cast<off_t>(written));
    if (count <= 0 && errno != EINTR) {
      throw Error(ErrorKind::local_io,
                  {.what = fmt::format("A program's input cannot be kept: {}.", std::strerror(errno)), .hint = "Free some memory."});
    }
    written += count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  return fd;
}

std::size_t size_of(int fd) {
  struct stat status {};
  return fd >= 0 && ::fstat(fd, &status) == 0 ? static_cast<std::size_t>(status.st_size) : 0;
}

}  // namespace

ChildProcess::ChildProcess(const Program& program) : role_(program.role) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw start_error(program, {Stage::redirect, errno});
  }
  const Descriptor from_child(ends[0]);
  Descriptor to_parent(ends[1]);
  std::vector<std::string> arguments = program.arguments;
  std::vector<std::string> environment = program.environment.value_or(kServerEnvironment);
  const Preparation preparation{.file = program.file.empty() ? arguments.front().c_str() : program.file.c_str(),
                                .arguments = pointers(arguments),
                                .environment = pointers(environment),
                                .parent = ::getpid(),
                                .change_user = program.account.is_other(),
                                .report = to_parent.get()};
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
    const bool server = role_ == ProgramRole::server;
    stop(server ? SIGQUIT : SIGTERM, Duration(server ? 10'000 : 2'000));
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

void ChildProcess::send(int signal) const noexcept {
  // It leads a process group of its own.
  ::kill(role_ == ProgramRole::of_user ? -id_ : id_, signal);
}

void ChildProcess::stop(int signal, Duration patience) noexcept {
  if (status()) {
    return;
  }
  send(signal);
  const bool ended = wait(patience);
  if (!ended || role_ == ProgramRole::of_user) {
    send(SIGKILL);
  }
  if (!ended) {
    wait(patience);
  }
}

ProgramOutcome run_program(Program program, Duration patience, const Cancellation& cancellation, std::string_view input) {
  const Descriptor words(input.empty() ? -1 : input_file(input));
  program.input = words.get();
  const Descriptor output(::memfd_create("output", MFD_CLOEXEC));
  const Descriptor errors(program.role == ProgramRole::of_user ? ::memfd_create("errors", MFD_CLOEXEC) : -1);
  program.output = output.get();
  program.errors = errors.get();
  ChildProcess child(program);
  const Deadline deadline(patience);
  while (!child.wait(Duration(5))) {
    cancellation.check();
    if (size_of(output.get()) > kLargestFile || size_of(errors.get()) > kLargestFile) {
      child.stop(SIGKILL, Duration(10'000));
      return {.end = ProgramEnd::too_talkative};
    }
    if (deadline.passed()) {
      throw Error(ErrorKind::local_io, {.what = fmt::format("The program did not end within {}.", to_string(patience)),
                                        .where = one_line(program.arguments.front()),
                                        .hint = "Run the same command again when the machine is less busy."});
    }
  }
  if (size_of(output.get()) > kLargestFile) {
    return {.end = ProgramEnd::too_talkative};
  }
  const int status = child.status().value_or(1);
  ProgramOutcome outcome{.output = read_from_start(output.get()), .errors = read_from_start(errors.get())};
  outcome.end = WIFEXITED(status) ? ProgramEnd::exited : ProgramEnd::by_signal;
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
  return outcome;
}

std::optional<std::filesystem::path> find_program(const std::string& name, std::string_view path, const std::filesystem::path& directory) {
  const auto is_program = [](const std::filesystem::path& file) {
    return file_kind(file) == FileKind::regular && ::access(file.c_str(), X_OK) == 0;
  };
  std::vector<std::string_view> places = split(path, ':');
  if (name.find('/') != std::string::npos) {
    places = {""};
  }
  for (const std::string_view place : places) {
    // An absolute part replaces what stands before it.
    const std::filesystem::path file = directory / place / name;
    if (is_program(file)) {
      return file;
    }
  }
  return std::nullopt;
}

}  // namespace deed::process
