#pragma once

#include <memory>
#include <optional>

#include "scratch/embedded_server.h"
#include "scratch/scratch_database.h"

namespace deed::scratch {

struct ScratchSettings {
  // `[scratch] url`; without it an embedded server is started.
  std::optional<postgres::Parameters> server{};
  // The live server's major version: two versions word definitions differently.
  WantedServer wanted{};
};

// The server on which scratch databases are made: `[scratch] url`, or one of deed's own.
class ScratchServer {
 public:
  // Throws Error(config) where the server of `[scratch] url` has another major version than is wanted, and as EmbeddedServer and
  // Connection::open do.
  ScratchServer(const ScratchSettings& settings, const HostPaths& host, const Cancellation& cancellation);

  // Any of its databases, for CREATE DATABASE.
  const postgres::Parameters& parameters() const { return parameters_; }
  // It must not outlive this server.
  ScratchDatabase create_database(IdSource& ids) const { return ScratchDatabase(parameters_, ids, *cancellation_, owner_); }

 private:
  const Cancellation* cancellation_;
  std::unique_ptr<EmbeddedServer> embedded_;
  postgres::Parameters parameters_;
  // Of databases on the embedded server: its own role may do anything, also to this machine.
  std::string owner_;
};

}  // namespace deed::scratch
