#pragma once

#include <filesystem>
#include <string>

#include "postgres/connection.h"

namespace deed::scratch {

// Where a private server listens: on a socket in this directory, and nowhere else.
struct ServerAddress {
  std::filesystem::path socket_directory;
  int port = 5432;

  // libpq's PG variables and service files cannot lead elsewhere: whatever could is set, if only to nothing.
  postgres::Parameters parameters(const std::string& database) const;
  // postgresql://postgres@/NAME?host=...&port=..., as DATABASE_URL has it.
  std::string url(const std::string& database) const;
};

// Whether a server can listen in this directory: the path of a socket has room for 107 bytes (unix(7)).
bool fits_socket(const std::filesystem::path& directory);
// Throws Error(config) if it cannot.
void require_socket_fits(const std::filesystem::path& directory);

}  // namespace deed::scratch
