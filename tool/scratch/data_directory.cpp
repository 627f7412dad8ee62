#include "scratch/data_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/sha256.h"
#include "base/text.h"
#include "process/child_process.h"
#include "scratch/copy_tree.h"
#include "scratch/io_error.h"
#include "scratch/locked_directory.h"
#include "scratch/server_log.h"

namespace deed::scratch {

namespace fs = std::filesystem;

namespace {

constexpr Duration kInitdbPatience(300'000);

// Small segments make a template of 29 MB instead of 39. What these say must be all that initdb's result depends on: they name it.
const std::vector<std::string>& initdb_options() {
  static const std::vector<std::string> options{
      fmt::format("--username={}", kServerRole), "--auth=trust", "--no-sync", "--no-locale", "--encoding=UTF8", "--wal-segsize=1"};
  return options;
}

// From this user or from root, who may have put it into an image; nobody else's, as a data directory can make its server run any code.
bool usable(const fs::path& directory) {
  struct stat status {};
  return ::stat(directory.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && (status.st_uid == ::geteuid() || status.st_uid == 0) &&
         (status.st_mode & S_IWOTH) == 0 && fs::exists(directory / "PG_VERSION");
}

void run_initdb(const fs::path& target, const ServerBinaries& binaries, const Account& account, const Cancellation& cancellation) {
  if (account.name.empty()) {
    throw Error(ErrorKind::config,
                {.what = fmt::format("initdb refuses to run as user {}, whom the system's user database does not know.", account.user),
                 .where = binaries.program("initdb"),
                 .hint = "Run `deed dev start` once as a user with a name, with the same XDG_CACHE_HOME (in the image's build, say): its "
                         "template works for any user. Or give this user a name in /etc/passwd."});
  }
  process::Program initdb{
      .arguments = {binaries.program("initdb"), "--pgdata=" + target.string()}, .account = account, .directory = target};
  initdb.arguments.insert(initdb.arguments.end(), initdb_options().begin(), initdb_options().end());
  const process::ProgramOutcome outcome = process::run_program(std::move(initdb), kInitdbPatience, cancellation);
  if (!outcome.succeeded()) {
    throw Error(ErrorKind::local_io, {.what = "initdb could not make a data directory.",
                                      .where = one_line(target.string()),
                                      .hint = "Check free space and permissions, and that the server's packages are complete.",
                                      .details = last_lines(outcome.output)});
  }
}

// Others see it whole or not at all, also after a crash of the machine. Of several at once the first one wins.
void publish(const fs::path& made, const fs::path& as) {
  std::error_code error;
  const fs::path unfinished = as.parent_path() / "unfinished";
  fs::create_directories(unfinished, error);
  // Whatever the umask is: a template that is made in an image's build is for any user.
  ::chmod(as.parent_path().c_str(), 0755);
  sweep(unfinished);
  const auto place = LockedDirectory::try_create(unfinished);
  if (!place) {
    return;
  }
  const fs::path copy = place->path() / "data";
  const CopyOwner readable_by_all{{::geteuid(), ::getegid()}, 0755, 0644};
  fs::create_directory(copy, error);
  if (error || copy_tree(made, copy, readable_by_all)) {
    return;
  }
  fs::permissions(copy, fs::perms(readable_by_all.directory_mode), error);
  const Descriptor directory(::open(copy.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!error && ::syncfs(directory.get()) == 0) {
    fs::rename(copy, as, error);
  }
}

}  // namespace

fs::path template_directory(const ServerBinaries& binaries, const HostPaths& host) {
  const std::string key = sha256(binaries.build + '\n' + join(initdb_options(), "\n"));
  return host.cache / fmt::format("template-{}-{}", binaries.version, key.substr(0, 12));
}

void make_data_directory(const fs::path& target, const ServerBinaries& binaries, const HostPaths& host, const Account& account,
                         const Cancellation& cancellation) {
  make_directory(target, account);
  const fs::path cached = template_directory(binaries, host);
  if (!usable(cached)) {
    run_initdb(target, binaries, account, cancellation);
    publish(target, cached);
    return;
  }
  if (const std::error_code error = copy_tree(cached, target, {.account = account})) {
    throw io_error(cached, "The template of a server's data cannot be copied", error,
                   "Check free space and permissions; the template may be removed, it is made again.");
  }
}

}  // namespace deed::scratch
