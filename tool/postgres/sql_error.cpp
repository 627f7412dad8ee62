#include "postgres/sql_error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace deed::postgres {

namespace {

// Longer codes first: a whole code counts more than its class.
constexpr std::array<std::pair<std::string_view, ErrorKind>, 18> kKinds{{
    {"55P03", ErrorKind::lock_busy},
    {"40P01", ErrorKind::contention},
    {"40001", ErrorKind::contention},
    {"57014", ErrorKind::statement_timeout},
    {"57P01", ErrorKind::terminated_by_server},
    {"57P02", ErrorKind::terminated_by_server},
    {"57P05", ErrorKind::terminated_by_server},
    {"25P03", ErrorKind::terminated_by_server},
    {"57P03", ErrorKind::unreachable},
    {"53300", ErrorKind::unreachable},
    {"3D000", ErrorKind::unreachable},
    {"58030", ErrorKind::server_resource},
    {"42501", ErrorKind::denied},
    {"25006", ErrorKind::unsuitable_server},
    {"53", ErrorKind::server_resource},
    {"28", ErrorKind::authentication},
    {"08", ErrorKind::terminated_by_server},
    {"", ErrorKind::sql_failed},
}};

struct ConnectPattern {
  std::string_view text;
  ErrorKind kind;
  bool retry;
  std::string_view hint;
};

constexpr std::array kConnectPatterns = std::to_array<ConnectPattern>({
    {"password authentication failed", ErrorKind::authentication, false,
     "Check user and password; after a rotation run the same command again."},
    {"no password supplied", ErrorKind::authentication, false, "Put the password into the URL, password_file, PGPASSWORD or ~/.pgpass."},
    {"authentication failed", ErrorKind::authentication, false, "Check user and password, and the server's pg_hba.conf."},
    {"no pg_hba.conf entry", ErrorKind::authentication, false,
     "The server's pg_hba.conf does not let this user in from here; perhaps it wants sslmode=require."},
    {"certificate", ErrorKind::authentication, false, "Check sslrootcert, sslcert and sslkey."},
    {"role \"", ErrorKind::authentication, false, "Create the role, or correct the user."},
    {"permission denied for database", ErrorKind::denied, false, "The role needs CONNECT on the database."},
    {"unsupported startup parameter", ErrorKind::unsuitable_server, false,
     "This looks like a connection pooler; connect to the server itself."},
    {"server does not support SSL", ErrorKind::unsuitable_server, false, "Turn SSL on at the server, or relax sslmode."},
    {"session is read-only", ErrorKind::unsuitable_server, true, "Only a standby answers; name the primary."},
    {"database \"", ErrorKind::unreachable, false, "Create the database, or correct its name."},
    {"the database system is", ErrorKind::unreachable, true, "The server is starting or stopping; run the same command again."},
    {"too many", ErrorKind::unreachable, true, "All connections are taken; run the same command again."},
    {"remaining connection slots", ErrorKind::unreachable, true, "All connections are taken; run the same command again."},
    {"could not translate host name", ErrorKind::unreachable, true,
     "Check the host's name; in Kubernetes, the service's and its namespace."},
    {"Connection refused", ErrorKind::unreachable, true,
     "Is the server running, and is this the right host and port? A port-forward may have ended."},
    {"No such file or directory", ErrorKind::unreachable, true, "No server listens on this socket; check host and port."},
});

}  // namespace

ErrorKind kind_of_sqlstate(std::string_view sqlstate) {
  return std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& entry) { return sqlstate.starts_with(entry.first); })->second;
}

SqlError::SqlError(ErrorKind kind, ErrorText text, const std::string& sqlstate, std::size_t position)
    : Error(kind, std::move(text)), position_(position) {
  with_sqlstate(sqlstate);
}

ConnectFailure classify_connect_failure(std::string_view message) {
  for (const ConnectPattern& pattern : kConnectPatterns) {
    if (message.find(pattern.text) != std::string_view::npos) {
      return {pattern.kind, pattern.retry, std::string(pattern.hint)};
    }
  }
  return {.hint = "Is the server running, and are host, port and database right?"};
}

}  // namespace deed::postgres
