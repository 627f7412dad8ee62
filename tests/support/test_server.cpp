#include "support/test_server.h"

#include <cstdlib>
#include <optional>

#include "base/files.h"

namespace deed::testing {

namespace {

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

// Room for many runners at once, for prepared transactions, and for a dump of a thousand tables.
const std::vector<std::string> kSettings{"max_connections=100", "max_locks_per_transaction=1024", "max_prepared_transactions=10",
                                         "log_line_prefix=%m [%p] %d (%a) "};

}  // namespace

TestServer& TestServer::get() {
  static TestServer server;
  return server;
}

TestServer::TestServer() : server_({test_wanted(), kSettings}, test_host(), no_cancellation()) {}

postgres::Connection TestServer::connect(const std::string& database) const {
  return postgres::Connection::open(server_.address().parameters(database), no_cancellation());
}

std::string TestServer::log() const { return read_file(server_.log_file(), ErrorKind::local_io); }

const Cancellation& no_cancellation() {
  static const Cancellation never;
  return never;
}

scratch::HostPaths test_host() {
  scratch::HostPaths host = scratch::host_paths(environment);
  host.cache = DEED_TEST_CACHE "/deed";
  return host;
}

scratch::WantedServer test_wanted() { return {.bin = environment("DEED_TEST_BIN").value_or("")}; }

}  // namespace deed::testing
