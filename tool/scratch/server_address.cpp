#include "scratch/server_address.h"

#include <fmt/format.h>
#include <sys/un.h>

#include "base/error.h"
#include "base/text.h"
#include "scratch/data_directory.h"

namespace deed::scratch {

namespace {

constexpr std::size_t kLongestSocketPath = sizeof(sockaddr_un::sun_path) - 1;

std::string socket_path(const std::filesystem::path& directory) {
  // With the longest port.
  return (directory / ".s.PGSQL.65535").string();
}

}  // namespace

postgres::Parameters ServerAddress::parameters(const std::string& database) const {
  return {
      {"host", socket_directory.string()},
      {"port", std::to_string(port)},
      {"user", kServerRole},
      {"dbname", database},
      {"client_encoding", "UTF8"},
      // PGHOSTADDR would win over the socket, PGOPTIONS would change what the server does, the others would refuse it.
      {"hostaddr", ""},
      {"options", ""},
      {"sslmode", "disable"},
      {"gssencmode", "disable"},
      {"channel_binding", "disable"},
      {"requirepeer", ""},
      {"target_session_attrs", "any"},
  };
}

std::string ServerAddress::url(const std::string& database) const {
  return fmt::format("postgresql://{}@/{}?host={}&port={}", kServerRole, percent_encoded(database),
                     percent_encoded(socket_directory.string()), port);
}

bool fits_socket(const std::filesystem::path& directory) { return socket_path(directory).size() <= kLongestSocketPath; }

void require_socket_fits(const std::filesystem::path& directory) {
  if (!fits_socket(directory)) {
    throw Error(ErrorKind::config, {.what = fmt::format("A server's socket cannot lie here: its path would have {} bytes, {} are allowed.",
                                                        socket_path(directory).size(), kLongestSocketPath),
                                    .where = one_line(directory.string()),
                                    .hint = "Set TMPDIR to a shorter path."});
  }
}

}  // namespace deed::scratch
