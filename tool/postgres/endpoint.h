#pragma once

#include <string>
#include <vector>

namespace deed::postgres {

// Where a session is or should be; no password. Host and port may be lists, between commas.
struct Endpoint {
  std::string host;
  std::string port;
  std::string database;
  std::string user;
};

// "db.example:5432 database shared": without the user.
std::string to_string(const Endpoint& endpoint);
// "h1:5432, h2:5433" or "/run/postgresql port 5432": the servers alone.
std::string servers_of(const Endpoint& endpoint);

}  // namespace deed::postgres
