#include "scratch/workspace_server.h"

#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "base/error.h"
#include "base/identifier.h"
#include "base/sha256.h"
#include "base/text.h"
#include "scratch/data_directory.h"
#include "scratch/file_lock.h"
#include "scratch/io_error.h"

namespace deed::scratch {

namespace fs = std::filesystem;

namespace {

constexpr Duration kPoll(5);
constexpr Duration kPatience(60'000);

// Apart from these PostgreSQL's own: what is kept is written safely.
const std::vector<std::string> kSettings{"max_locks_per_transaction=256", "log_line_prefix=%m [%p] %d "};

// Whether this process works in the data directory, as a server does: its number alone may have passed to anybody.
bool works_in(pid_t process, const fs::path& data) {
  std::error_code error;
  const fs::path at = fs::read_symlink(fmt::format("/proc/{}/cwd", process), error);
  return !error && fs::equivalent(at, data, error);
}

void remove_tree(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) {
    throw io_error(path, "This cannot be removed", error, "Check its permissions, and that nobody uses it.");
  }
}

fs::path real_path(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  return error ? fs::absolute(path).lexically_normal() : real;
}

// The major version that a data directory belongs to; nothing where there is no data.
std::optional<int> major_of(const fs::path& data) {
  std::ifstream file(data / "PG_VERSION");
  int major = 0;
  return file >> major ? std::optional(major) : std::nullopt;
}

// PostgreSQL takes any living process with the number that a crashed server left for that server, and refuses to start. With the lock
// held it is none of deed's; a number that nobody has stays, as the new server removes the shared memory that belongs to it.
void remove_misleading_number(const fs::path& data) {
  const auto left = read_postmaster_file(data);
  if (!left || (::kill(left->process, 0) != 0 && errno == ESRCH)) {
    return;
  }
  if (works_in(left->process, data)) {
    throw Error(ErrorKind::config, {.what = fmt::format("Process {} is a server on this data, and deed did not start it.", left->process),
                                    .where = one_line(data.string()),
                                    .hint = "Stop it in the way it was started (pg_ctl stop)."});
  }
  std::error_code ignored;
  fs::remove(data / "postmaster.pid", ignored);
}

// Makes it under another name first: a start that is killed leaves nothing that looks like data.
void make_lasting_data(const fs::path& data, const ServerBinaries& binaries, const HostPaths& host, const Cancellation& cancellation) {
  const fs::path unfinished = data.string() + ".new";
  remove_tree(unfinished);
  remove_tree(data);
  make_data_directory(unfinished, binaries, host, server_account(), cancellation);
  std::error_code error;
  fs::rename(unfinished, data, error);
  if (error) {
    throw io_error(data, "The data directory cannot be named", error);
  }
}

void ensure_database(const ServerAddress& address, const std::string& database, const Cancellation& cancellation) {
  postgres::Connection connection = postgres::Connection::open(address.parameters("postgres"), cancellation);
  // Two starts at once may both find it missing.
  connection.execute("SELECT pg_catalog.pg_advisory_lock(pg_catalog.hashtext($1))", {database});
  if (connection.execute("SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1", {database}).empty()) {
    connection.execute("CREATE DATABASE " + quote_identifier(database));
  }
}

void require_version(const fs::path& data, const WantedServer& wanted) {
  if (const auto kept = major_of(data); kept && wanted.major && *kept != *wanted.major) {
    throw Error(ErrorKind::config, {.what = fmt::format("The data of this workspace's server belongs to PostgreSQL {}, but {} is wanted.",
                                                        *kept, *wanted.major),
                                    .where = one_line(data.string()),
                                    .hint = "Remove the data with `deed dev stop --remove`, or start without a version."});
  }
}

void require_database_name(const std::string& name) {
  if (name.empty() || name.size() > kLongestIdentifier) {
    throw Error(ErrorKind::usage, {.what = fmt::format("'{}' cannot name a database.", one_line(name)),
                                   .hint = fmt::format("A name has 1 to {} bytes.", kLongestIdentifier)});
  }
}

}  // namespace

WorkspaceServer::WorkspaceServer(const HostPaths& host, const fs::path& workspace)
    : host_(host),
      workspace_(real_path(workspace)),
      key_(sha256(workspace_.string()).substr(0, 12)),
      directory_(host.cache / "dev" / key_) {}

StartResult WorkspaceServer::start(const WantedServer& wanted, const std::string& database, const Cancellation& cancellation) {
  require_database_name(database);
  require_version(data(), wanted);
  const Deadline deadline(kPatience);
  while (!deadline.passed()) {
    prepare_directory();
    if (const Descriptor lock = try_lock_file(lock_file(), LockMode::exclusive); lock.valid()) {
      return {StartOutcome::started, start_locked(wanted, database, lock, cancellation)};
    }
    if (const auto server = running()) {
      ensure_database(server->address, database, cancellation);
      return {StartOutcome::was_running, *server};
    }
    cancellation.sleep(kPoll);
  }
  throw Error(ErrorKind::local_io,
              {.what = fmt::format("Somebody else has been starting or stopping this server for {}.", to_string(kPatience)),
               .where = one_line(directory_.string()),
               .hint = "Look at its log there, and run the same command again."});
}

void WorkspaceServer::prepare_directory() const {
  std::error_code error;
  fs::create_directories(directory_, error);
  if (error) {
    throw io_error(directory_, "The directory cannot be made", error, "Set XDG_CACHE_HOME to a directory that you may write to.");
  }
  require_private(directory_);
  const bool other = server_account().is_other();
  ::chmod(directory_.c_str(), other ? 0711 : 0700);
  if (other) {
    // root's umask may be strict, and the server has to pass through to its data.
    ::chmod(host_.cache.c_str(), 0755);
    ::chmod(directory_.parent_path().c_str(), 0755);
  }
}

ServerBinaries WorkspaceServer::binaries_for_data(const WantedServer& wanted, const Cancellation& cancellation) const {
  const std::optional<int> kept = major_of(data());
  return find_server_binaries({.major = kept ? kept : wanted.major, .bin = wanted.bin}, host_, cancellation);
}

fs::path WorkspaceServer::socket_directory() const {
  fs::path beside_data = directory_ / "socket";
  return fits_socket(beside_data) ? beside_data : private_directory(host_, "deed-dev", Placement::disk) / key_;
}

RunningServer WorkspaceServer::start_locked(const WantedServer& wanted, const std::string& database, const Descriptor& lock,
                                            const Cancellation& cancellation) {
  // For people who look into the cache.
  std::ofstream(directory_ / "workspace") << workspace_.string() << '\n';
  const ServerBinaries binaries = binaries_for_data(wanted, cancellation);
  const Account account = server_account();
  if (!major_of(data())) {
    make_lasting_data(data(), binaries, host_, cancellation);
  }
  remove_misleading_number(data());
  const ServerAddress address{socket_directory()};
  remove_tree(address.socket_directory);
  make_directory(address.socket_directory, account);
  std::error_code ignored;
  fs::rename(log(), directory_ / "log.old", ignored);
  const auto process = start_server({binaries, account, data(), log(), address, kSettings, lock.get(), true}, kPatience, cancellation);
  ensure_database(address, database, cancellation);
  process->release();
  return {process->id(), binaries.major, address, log()};
}

StopOutcome WorkspaceServer::stop(KeptData kept, const Cancellation& cancellation) {
  const Deadline deadline(kPatience);
  StopOutcome outcome = StopOutcome::was_not_running;
  Descriptor lock;
  while (fs::exists(directory_) && !(lock = try_lock_file(lock_file(), LockMode::exclusive)).valid()) {
    if (const auto server = described(); server && outcome == StopOutcome::was_not_running) {
      // Fast shutdown: open transactions are rolled back.
      ::kill(server->process, SIGINT);
      outcome = StopOutcome::stopped;
    }
    if (deadline.passed()) {
      throw Error(ErrorKind::local_io, {.what = fmt::format("The server did not stop within {}.", to_string(kPatience)),
                                        .where = one_line(directory_.string()),
                                        .hint = "Look at its log there, and run the same command again."});
    }
    cancellation.sleep(kPoll);
  }
  if (kept == KeptData::remove) {
    remove_tree(socket_directory());
    remove_tree(directory_);
  }
  return outcome;
}

std::optional<RunningServer> WorkspaceServer::running() const {
  if (!fs::exists(lock_file()) || try_lock_file(lock_file(), LockMode::shared).valid()) {
    return std::nullopt;
  }
  const auto file = read_postmaster_file(data());
  return file && file->ready ? described() : std::nullopt;
}

std::optional<RunningServer> WorkspaceServer::described() const {
  const auto file = read_postmaster_file(data());
  if (!file || !works_in(file->process, data())) {
    return std::nullopt;
  }
  return RunningServer{file->process, major_of(data()).value_or(0), file->address, log()};
}

}  // namespace deed::scratch
