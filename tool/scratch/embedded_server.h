#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/cancellation.h"
#include "postgres/connection.h"
#include "process/child_process.h"
#include "scratch/locked_directory.h"
#include "scratch/server_address.h"
#include "scratch/server_binaries.h"

namespace deed::scratch {

struct EmbeddedServerOptions {
  WantedServer wanted{};
  // "name=value", stronger than deed's own settings.
  std::vector<std::string> settings{};
};

// A private PostgreSQL server that lives as long as this object: its data lies in memory where there is room, it listens on a unix
// socket that only this user can open, and never on TCP. However deed ends, SIGKILL included, the server ends with it; a directory
// that is left then is removed by the next start.
class EmbeddedServer {
 public:
  // Returns once the server accepts connections: about 0.1 s, 0.7 s when the template has to be made first.
  // The thread that makes it must live as long as the server is needed. Throws Error(config) where no server is installed or none can
  // run, Error(local_io) with the end of its log if it does not start.
  EmbeddedServer(const EmbeddedServerOptions& options, const HostPaths& host, const Cancellation& cancellation);
  EmbeddedServer(const EmbeddedServer&) = delete;
  EmbeddedServer& operator=(const EmbeddedServer&) = delete;

  const ServerBinaries& binaries() const { return binaries_; }
  // For any of its databases; `postgres` is there from the start.
  const ServerAddress& address() const { return address_; }
  const std::filesystem::path& directory() const { return directory_.path(); }
  std::filesystem::path log_file() const { return directory_.path() / "log"; }
  pid_t process() const { return process_->id(); }

 private:
  // The process ends before its directory is removed.
  ServerBinaries binaries_;
  LockedDirectory directory_;
  ServerAddress address_;
  std::unique_ptr<process::ChildProcess> process_;
};

}  // namespace deed::scratch
