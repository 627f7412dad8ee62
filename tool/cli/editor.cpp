#include "cli/editor.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"
#include "base/text.h"

namespace deed::cli {

namespace {

std::string editor_of(const config::Environment& environment) {
  for (const char* name : {"VISUAL", "EDITOR"}) {
    if (const auto found = environment.find(name); found != environment.end() && !found->second.empty()) {
      return found->second;
    }
  }
  return "vi";
}

}  // namespace

void open_in_editor(const std::string& path, const config::Environment& environment) {
  const std::string editor = editor_of(environment);
  // Through the shell: `code --wait` is an editor too. The path stays an argument.
  const std::string script = editor + " \"$1\"";
  const char* const words[] = {"/bin/sh", "-c", script.c_str(), "sh", path.c_str(), nullptr};
  pid_t child = 0;
  int status = -1;
  const int failed = ::posix_spawn(&child, words[0], nullptr, nullptr, const_cast<char* const*>(words), ::environ);
  if (failed == 0) {
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
  }
  if (failed != 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw Error(ErrorKind::usage,
                {.what = fmt::format("The editor `{}` failed.", one_line(editor)), .where = path, .hint = "Set VISUAL or EDITOR."});
  }
}

}  // namespace deed::cli
