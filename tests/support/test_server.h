#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/cancellation.h"
#include "base/error.h"
#include "scratch/embedded_server.h"

namespace deed::testing {

// The private PostgreSQL server of this test process, started on first use; it ends with the process. DEED_TEST_BIN names the
// directory of another server's programs to test with.
class TestServer {
 public:
  // To be called first from the main thread: the server ends with the thread that started it.
  static TestServer& get();

  const scratch::EmbeddedServer& server() const { return server_; }
  postgres::Connection connect(const std::string& database) const;
  // All that the server wrote to its log so far. Each line begins with time, process, database and (application_name).
  std::string log() const;

 private:
  TestServer();
  scratch::EmbeddedServer server_;
};

// The test server's major version.
int server_major();

// Whether the test server, older than Debian 12's, refuses words that it does not know yet: a syntax error, a setting that is not there.
bool is_beyond_server(const Error& error);

// A request to stop that never comes, for calls that want one.
const Cancellation& no_cancellation();

// Where tests let servers lie: as in the real program, but with the cache in the build directory.
scratch::HostPaths test_host();

// The server of DEED_TEST_BIN, else the newest.
scratch::WantedServer test_wanted();

// A PATH with nothing but the system's programs, and where the server of DEED_TEST_BIN is: deed has to find it too.
std::string system_path();

// A server of another major version that scripts/servers has fetched; nothing where it has not.
std::optional<scratch::ServerBinaries> fetched_server(int major);

// psql, pg_dump, ...: beside the test server's programs, else of the newest PostgreSQL that is installed. pg_dump refuses a server that
// is newer than itself.
std::string client_program(const std::string& name);

}  // namespace deed::testing
