#include "scratch/embedded_server.h"

#include <sys/stat.h>

#include "scratch/data_directory.h"
#include "scratch/postmaster.h"

namespace deed::scratch {

namespace fs = std::filesystem;

namespace {

// A busy machine has been seen to need seconds.
constexpr Duration kStartPatience(60'000);

// Nothing needs to survive, so nothing is written twice or waited for. The shared memory files lie in the data directory, so that they
// go with it; a model of thousands of tables is played in few transactions, which takes locks.
const std::vector<std::string> kThrowawaySettings{"fsync=off",
                                                  "full_page_writes=off",
                                                  "synchronous_commit=off",
                                                  "wal_level=minimal",
                                                  "max_wal_senders=0",
                                                  "autovacuum=off",
                                                  "shared_buffers=16MB",
                                                  "max_locks_per_transaction=2048",
                                                  "max_connections=20",
                                                  "jit=off",
                                                  "log_line_prefix=%m [%p] %d ",
                                                  "dynamic_shared_memory_type=mmap"};

LockedDirectory instance_directory(const HostPaths& host) {
  // Before the choice: what is left behind may be what fills the memory.
  for (const fs::path& parent : private_directories(host, "deed")) {
    sweep(parent);
  }
  LockedDirectory directory = LockedDirectory::create(private_directory(host, "deed", Placement::memory));
  if (server_account().is_other()) {
    // Lets the server pass through to its own directories.
    ::chmod(directory.path().c_str(), 0711);
  }
  return directory;
}

}  // namespace

EmbeddedServer::EmbeddedServer(const EmbeddedServerOptions& options, const HostPaths& host, const Cancellation& cancellation)
    : binaries_(find_server_binaries(options.wanted, host, cancellation)),
      directory_(instance_directory(host)),
      address_{directory_.path() / "socket"} {
  const Account account = server_account();
  const fs::path data = directory_.path() / "data";
  make_data_directory(data, binaries_, host, account, cancellation);
  make_directory(address_.socket_directory, account);
  Postmaster postmaster{binaries_, account, data, log_file(), address_, kThrowawaySettings, directory_.lock()};
  postmaster.settings.insert(postmaster.settings.end(), options.settings.begin(), options.settings.end());
  process_ = start_server(postmaster, kStartPatience, cancellation);
}

}  // namespace deed::scratch
