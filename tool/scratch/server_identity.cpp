#include "scratch/server_identity.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <vector>

#include "base/text.h"
#include "process/child_process.h"
#include "scratch/data_directory.h"

namespace deed::scratch {

namespace fs = std::filesystem;

namespace {

constexpr Duration kPatience(10'000);

// Which file this is and when it was last changed; nothing where it is not there.
std::optional<std::string> mark_of(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return std::nullopt;
  }
  return fmt::format("{} {} {} {} {}.{}\n", path.string(), status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec);
}

// All files below, in the order of their names.
bool add_tree(const fs::path& root, std::string& text) {
  std::vector<std::string> marks;
  std::error_code error;
  for (fs::recursive_directory_iterator it(root, error), end; !error && it != end; it.increment(error)) {
    if (const std::optional<std::string> mark = mark_of(it->path())) {
      marks.push_back(*mark);
    }
  }
  std::sort(marks.begin(), marks.end());
  text += join(marks, "");
  return !error;
}

// Where extensions lie is what pg_config says; without it nobody does.
bool add_shared_files(const ServerBinaries& binaries, std::string& text, const Cancellation& cancellation) {
  const std::string program = binaries.program("pg_config");
  if (::access(program.c_str(), X_OK) != 0) {
    return false;
  }
  for (const char* what : {"--sharedir", "--pkglibdir"}) {
    const process::ProgramOutcome answer = process::run_program({.arguments = {program, what}, .account = {}}, kPatience, cancellation);
    const fs::path directory(trim(answer.output));
    if (!answer.succeeded() || !directory.is_absolute() || !add_tree(directory, text)) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<std::string> server_identity(const ServerBinaries& binaries, const HostPaths& host, ServerFiles files,
                                           const Cancellation& cancellation) {
  const fs::path data = template_directory(binaries, host);
  std::string text = binaries.build + '\n';
  for (const fs::path& path :
       {fs::path(binaries.program("postgres")), data / "PG_VERSION", data / "postgresql.conf", data / "postgresql.auto.conf"}) {
    const std::optional<std::string> mark = mark_of(path);
    if (!mark) {
      return std::nullopt;
    }
    text += *mark;
  }
  if (files == ServerFiles::all && !add_shared_files(binaries, text, cancellation)) {
    return std::nullopt;
  }
  return text;
}

}  // namespace deed::scratch
