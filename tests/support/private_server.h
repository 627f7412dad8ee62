#pragma once

#include <memory>
#include <string>
#include <vector>

#include "process/child_process.h"
#include "scratch/server_address.h"
#include "scratch/server_binaries.h"
#include "support/temporary_directory.h"

namespace deed::testing {

// A PostgreSQL server that a test may stop in the middle of things and start again with what is left, on a unix socket of its own.
class PrivateServer {
 public:
  // "name=value". Runs when it is made.
  explicit PrivateServer(std::vector<std::string> settings = {});
  // Of other programs than the test server's.
  PrivateServer(scratch::ServerBinaries binaries, std::vector<std::string> settings);
  // A standby of the other one.
  PrivateServer(const PrivateServer& primary, std::vector<std::string> settings);

  void start();
  // As `pg_ctl stop -m immediate`: no session is ended in order, and the next start recovers from the write-ahead log.
  void stop_at_once();
  // Replays the write-ahead log no more, and takes writes.
  void promote() const;

  const scratch::ServerAddress& address() const { return address_; }
  postgres::Connection connect(const std::string& database = "postgres") const;
  // In a session of its own; the first column of the first row.
  std::string value(const std::string& database, const std::string& query) const;
  // Statements one by one.
  void sql(const std::string& database, const std::string& statements) const;
  // Runs a program of this server's version, with -h and -p for this server.
  std::string run_client(const std::string& name, std::vector<std::string> words) const;

 private:
  std::filesystem::path data() const { return directory_.path() / "data"; }

  TemporaryDirectory directory_;
  scratch::ServerBinaries binaries_;
  scratch::ServerAddress address_;
  std::vector<std::string> settings_;
  std::unique_ptr<process::ChildProcess> process_;
};

}  // namespace deed::testing
