#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/cancellation.h"
#include "base/clock.h"
#include "process/child_process.h"
#include "scratch/account.h"
#include "scratch/server_address.h"
#include "scratch/server_binaries.h"

namespace deed::scratch {

// What a running server writes into postmaster.pid of its data directory.
struct PostmasterFile {
  pid_t process = 0;
  ServerAddress address;
  // It accepts connections.
  bool ready = false;
};

// Nothing where there is no such file, or it is not complete yet.
std::optional<PostmasterFile> read_postmaster_file(const std::filesystem::path& data);

// A server to start on a data directory.
struct Postmaster {
  ServerBinaries binaries;
  Account account;
  std::filesystem::path data;
  std::filesystem::path log;
  ServerAddress address;
  // "name=value"; a later one overrides an earlier one. listen_addresses is always empty.
  std::vector<std::string> settings;
  // Stays open in the server and in each of its processes: the lock that says the directory is in use.
  int lock = -1;
  bool background = false;
};

// Starts it and returns once it accepts connections. Throws Error(local_io) with the last lines of its log if it ends or is not ready
// within the patience.
std::unique_ptr<process::ChildProcess> start_server(const Postmaster& postmaster, Duration patience, const Cancellation& cancellation);

}  // namespace deed::scratch
