#pragma once

#include <memory>
#include <optional>
#include <string>

#include "postgres/connection.h"
#include "process/child_process.h"
#include "support/temporary_directory.h"

namespace deed::testing {

// A PostgreSQL server as a network has it: it listens at a port of 127.0.0.1, speaks TLS with a certificate for `localhost`, and wants
// passwords there; by its socket everybody comes in. Its databases are postgres and shared, its roles with a password app and
// tls_only (which is let in with TLS alone). It has room for few connections.
class NetworkServer {
 public:
  NetworkServer();

  // Not running at first.
  void start();
  void stop();

  int port() const { return port_; }
  // Connections that any role may take. Many more than a test needs at once: a backend that was refused or left holds its own for a moment.
  static constexpr int kUnreserved = 30;
  std::string socket_directory() const { return socket().string(); }
  // app's: every character that a URL, a file or a shell takes for something else.
  static const std::string& password();
  // "postgresql+asyncpg://app:...@127.0.0.1:PORT/shared" with the password percent-encoded.
  std::string url(const std::string& database = "shared", const std::string& host = "127.0.0.1") const;
  // What a superuser does by the socket.
  postgres::Connection connect(const std::string& database = "postgres") const;
  void sql(const std::string& statement) const;

  // Certificates of authorities: of the one that signed the server's, and of another one.
  std::string authority() const { return files_.path() / "ca.pem"; }
  std::string other_authority() const { return files_.path() / "other.pem"; }

 private:
  std::filesystem::path socket() const { return directory_.path() / "socket"; }
  void make_certificates();
  void furnish();

  TemporaryDirectory directory_;
  TemporaryDirectory files_;
  int port_;
  bool furnished_ = false;
  std::unique_ptr<process::ChildProcess> process_;
};

// The server of this test process, running; ends with it.
NetworkServer& network_server();

}  // namespace deed::testing
