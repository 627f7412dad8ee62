#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include "base/cancellation.h"
#include "base/descriptor.h"
#include "scratch/postmaster.h"
#include "scratch/server_address.h"
#include "scratch/server_binaries.h"

namespace deed::scratch {

struct RunningServer {
  pid_t process = 0;
  int major = 0;
  ServerAddress address;
  std::filesystem::path log;
};

enum class StartOutcome { started, was_running };
struct StartResult {
  StartOutcome outcome = StartOutcome::started;
  RunningServer server;
};

enum class StopOutcome { stopped, was_not_running };
enum class KeptData { keep, remove };

// The embedded server by hand (`deed dev`): one per workspace directory. It goes on when deed ends, and its data stays in the cache until
// it is removed. Whether it runs is told by a lock that the server's processes hold, never by a process number: after a crash or a
// reboot that number may belong to anybody.
class WorkspaceServer {
 public:
  // Touches nothing yet.
  WorkspaceServer(const HostPaths& host, const std::filesystem::path& workspace);

  // Starts it unless it runs, and creates the database unless it is there. Data that is kept decides the major version; Throws
  // Error(config) where another one is wanted, and as EmbeddedServer does.
  StartResult start(const WantedServer& wanted, const std::string& database, const Cancellation& cancellation);
  // Stops it without waiting for its clients. Throws Error(local_io) if that takes more than a minute.
  StopOutcome stop(KeptData data, const Cancellation& cancellation);
  // Nothing while it does not accept connections.
  std::optional<RunningServer> running() const;

  // Where its data, its log and its lock lie.
  const std::filesystem::path& directory() const { return directory_; }

 private:
  RunningServer start_locked(const WantedServer& wanted, const std::string& database, const Descriptor& lock,
                             const Cancellation& cancellation);
  void prepare_directory() const;
  ServerBinaries binaries_for_data(const WantedServer& wanted, const Cancellation& cancellation) const;
  std::filesystem::path socket_directory() const;
  // What the server wrote about itself, if that process lives.
  std::optional<RunningServer> described() const;
  std::filesystem::path data() const { return directory_ / "data"; }
  std::filesystem::path log() const { return directory_ / "log"; }
  std::filesystem::path lock_file() const { return directory_ / "lock"; }

  HostPaths host_;
  std::filesystem::path workspace_;
  // Twelve hex digits that stand for the workspace's path.
  std::string key_;
  std::filesystem::path directory_;
};

}  // namespace deed::scratch
