#include "support/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <thread>

namespace deed::testing {

namespace {

// Files without a name instead of pipes: nothing blocks on a reader, and a test can look at any time.
Descriptor nameless_file(const std::string& content) {
  Descriptor file(::memfd_create("stream", MFD_CLOEXEC));
  if (!file.valid() || ::write(file.get(), content.data(), content.size()) != static_cast<ssize_t>(content.size())) {
    throw std::runtime_error("memfd_create failed");
  }
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

std::string content_of(const Descriptor& file) {
  std::string text;
  std::array<char, 65536> buffer{};
  ssize_t got = 0;
  while ((got = ::pread(file.get(), buffer.data(), buffer.size(), static_cast<off_t>(text.size()))) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return text;
}

std::vector<std::string> environment_of(const ProcessOptions& options) {
  const char* path = std::getenv("PATH");
  std::map<std::string, std::string> variables{{"PATH", path == nullptr ? "/usr/bin:/bin" : path},
                                               {"LC_ALL", "C.UTF-8"},
                                               {"HOME", DEED_TEST_CACHE},
                                               {"XDG_CACHE_HOME", DEED_TEST_CACHE},
                                               // Each run plays its model, also where an earlier one of the same test did.
                                               {"DEED_MODEL_CACHE", "off"}};
  for (const auto& [name, value] : options.environment) {
    variables[name] = value;
  }
  std::vector<std::string> result;
  for (const auto& [name, value] : variables) {
    result.push_back(name + '=' + value);
  }
  return result;
}

int exit_code(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) {
    result.push_back(text.data());
  }
  result.push_back(nullptr);
  return result;
}

}  // namespace

RunningProcess::RunningProcess(const std::vector<std::string>& command, const ProcessOptions& options)
    : out_(nameless_file("")), err_(nameless_file("")), deadline_(options.timeout) {
  const Descriptor input = nameless_file(options.input);
  std::vector<std::string> arguments = command;
  if (arguments.front() == "deed") {
    arguments.front() = DEED_BINARY;
  }
  std::vector<std::string> environment = environment_of(options);
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> envp = pointers(environment);
  id_ = ::fork();
  if (id_ == 0) {
    ::setpgid(0, 0);
    const bool entered = options.directory.empty() || ::chdir(options.directory.c_str()) == 0;
    if (entered && ::dup2(input.get(), 0) >= 0 && ::dup2(out_.get(), 1) >= 0 && ::dup2(err_.get(), 2) >= 0) {
      ::execvpe(argv.front(), argv.data(), envp.data());
    }
    ::_exit(127);
  }
  if (id_ < 0) {
    throw std::runtime_error("fork failed");
  }
  // Both sides do it, so that it is done whoever comes first.
  ::setpgid(id_, id_);
}

RunningProcess::~RunningProcess() {
  ::kill(-id_, SIGKILL);
  if (!reaped_) {
    ::waitpid(id_, &status_, 0);
  }
}

void RunningProcess::signal(int number) const { ::kill(id_, number); }

pid_t RunningProcess::child() const {
  std::ifstream file("/proc/" + std::to_string(id_) + "/task/" + std::to_string(id_) + "/children");
  pid_t child = 0;
  file >> child;
  return child;
}

std::string RunningProcess::out() const { return content_of(out_); }

std::string RunningProcess::err() const { return content_of(err_); }

bool RunningProcess::ended() {
  reaped_ = reaped_ || ::waitpid(id_, &status_, WNOHANG) == id_;
  return reaped_;
}

bool RunningProcess::wait_for_text(const std::string& text) {
  while (true) {
    // Looked at once more after the end: the text may be its last words.
    const bool last = ended() || deadline_.passed();
    if (out().find(text) != std::string::npos || err().find(text) != std::string::npos) {
      return true;
    }
    if (last) {
      return false;
    }
    std::this_thread::sleep_for(Duration(2));
  }
}

ProcessResult RunningProcess::wait() {
  ProcessResult result;
  while (!ended()) {
    if (deadline_.passed()) {
      result.timed_out = true;
      ::kill(-id_, SIGKILL);
      ::waitpid(id_, &status_, 0);
      reaped_ = true;
      break;
    }
    std::this_thread::sleep_for(Duration(1));
  }
  result.exit_code = exit_code(status_);
  result.out = out();
  result.err = err();
  return result;
}

std::string deed_program() { return DEED_BINARY; }

ProcessResult run(const std::vector<std::string>& command, const ProcessOptions& options) {
  return RunningProcess(command, options).wait();
}

int in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 1;
    try {
      code = body();
    } catch (const std::exception& error) {
      std::cerr << error.what() << std::endl;
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return exit_code(status);
}

}  // namespace deed::testing
