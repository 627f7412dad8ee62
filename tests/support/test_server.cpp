#include "support/test_server.h"

#include <cstdlib>
#include <filesystem>
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

int server_major() { return TestServer::get().server().binaries().major; }

bool is_beyond_server(const Error& error) { return server_major() < 15 && (error.sqlstate() == "42601" || error.sqlstate() == "42704"); }

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

std::string system_path() {
  const std::filesystem::path bin = test_wanted().bin;
  return (bin.empty() ? "" : bin.string() + ":") + "/usr/bin:/bin";
}

std::optional<scratch::ServerBinaries> fetched_server(int major) {
  const std::string name = std::to_string(major);
  const std::filesystem::path servers = environment("DEED_TEST_SERVERS").value_or(DEED_TEST_CACHE "/../servers");
  const scratch::ServerBinaries binaries{.directory = servers / name / "bin", .major = major, .version = name, .build = "fetched " + name};
  return std::filesystem::exists(binaries.program("postgres")) ? std::optional(binaries) : std::nullopt;
}

std::string client_program(const std::string& name) {
  const std::filesystem::path beside = TestServer::get().server().binaries().program(name);
  return std::filesystem::exists(beside) ? beside.string()
                                         : scratch::find_server_binaries({}, test_host(), no_cancellation()).program(name);
}

}  // namespace deed::testing
