#include <catch2/catch.hpp>

#include "postgres/connect_failure.h"

using namespace deed;
using namespace deed::postgres;
using Catch::Contains;

namespace {

const Endpoint kWanted{"db", "5432", "shared", "app"};

std::string at_db(const std::string& text) { return "connection to server at \"db\" (10.0.0.1), port 5432 failed: " + text; }

}  // namespace

TEST_CASE("what libpq says about a connection has a meaning, a code and a way on") {
  const auto [text, kind, retry, what] = GENERATE(table<std::string, ErrorKind, bool, std::string>({
      {"FATAL:  password authentication failed for user \"app\"", ErrorKind::authentication, false, "refuses the password of role 'app'"},
      {"FATAL:  Peer authentication failed for user \"app\"", ErrorKind::authentication, false, "only for the system user of that name"},
      {"FATAL:  LDAP authentication failed for user \"app\"", ErrorKind::authentication, false, "does not believe"},
      {"FATAL:  role \"app\" does not exist", ErrorKind::authentication, false, "Role 'app' does not exist"},
      {"FATAL:  too many connections for role \"app\"", ErrorKind::server_resource, true, "as its limit allows"},
      {"FATAL:  sorry, too many clients already", ErrorKind::server_resource, true, "All connections of db:5432 are taken"},
      {"FATAL:  remaining connection slots are reserved for non-replication superuser connections", ErrorKind::server_resource, true,
       "All connections of db:5432 are taken"},
      {"FATAL:  database \"shared\" does not exist", ErrorKind::unreachable, false, "Database 'shared' does not exist"},
      {"FATAL:  the database system is starting up", ErrorKind::unreachable, true, "starting or stopping"},
      {"FATAL:  the database system is not yet accepting connections\nDETAIL:  Consistent recovery state has not been yet reached.",
       ErrorKind::unreachable, true, "starting or stopping"},
      {"FATAL:  unsupported startup parameter: options", ErrorKind::unsuitable_server, false, "A connection pooler listens at db:5432"},
      {"server does not support SSL, but SSL was required", ErrorKind::unsuitable_server, false, "does not speak TLS"},
      {"SSL error: certificate verify failed", ErrorKind::authentication, false, "not signed by an authority that is trusted here"},
      {"private key file \"/k\" has group or world access; file must have permissions u=rw (0600) or less", ErrorKind::config, false,
       "files of the TLS connection"},
      {"Connection timed out\n\tIs the server running on that host and accepting TCP/IP connections?", ErrorKind::unreachable, true,
       "db:5432 does not answer"},
      {"could not receive data from server: Connection reset by peer", ErrorKind::unreachable, true, "closed the connection"},
      {"local user with ID 65532 does not exist", ErrorKind::config, false, "No user is named"},
      {"something that nobody has seen yet", ErrorKind::unreachable, true, "Cannot connect to db:5432"},
  }));
  CAPTURE(text);
  const ConnectFailure failure = explain_connect_failure(at_db(text) + "\n", kWanted);
  CHECK(failure.kind == kind);
  CHECK(failure.retry == retry);
  CHECK_THAT(failure.text.what, Contains(what));
  CHECK(failure.text.where == "db:5432 database shared as app");
  CHECK_FALSE(failure.text.hint.empty());
  CHECK(failure.text.details.size() == 1);
}

TEST_CASE("a name without an address may be a service of another namespace, whether a name server answers or not") {
  const std::string why = GENERATE(as<std::string>(), "Name or service not known", "Temporary failure in name resolution");
  const ConnectFailure failure = explain_connect_failure("could not translate host name \"db\" to address: " + why + "\n", kWanted);
  CHECK(failure.kind == ErrorKind::unreachable);
  CHECK(failure.retry);
  CHECK_THAT(failure.text.hint, Contains("NAME.NAMESPACE"));
}

TEST_CASE("code that refuses a session before it is there is a login event trigger's") {
  const ConnectFailure failure = explain_refusal("P0001", at_db("FATAL:  not on Sundays"), kWanted);
  CHECK(failure.kind == ErrorKind::denied);
  CHECK_FALSE(failure.retry);
  CHECK_THAT(failure.text.what, Contains("login event trigger of database 'shared' refuses role 'app'"));
  CHECK(failure.text.details.size() == 1);
}

TEST_CASE("names of one's own choice in a message mean nothing") {
  const Endpoint odd{"db", "", "too many clients", "role \"x\""};
  CHECK(explain_connect_failure(at_db("FATAL:  database \"too many clients\" does not exist"), odd).missing_database);
  CHECK_THAT(explain_connect_failure(at_db("FATAL:  role \"password authentication failed\" does not exist"), odd).text.what,
             Contains("Role"));
}

TEST_CASE("what is said of each address is told once, and the worst of several hosts counts") {
  const Endpoint hosts{"a,b", "1,2", "shared", "app"};
  const std::string refused = "connection to server at \"a\", port 1 failed: Connection refused\n\tIs the server running?\n";
  const std::string standby = "connection to server at \"b\", port 2 failed: session is read-only\n";
  const std::string password = "connection to server at \"b\", port 2 failed: FATAL:  password authentication failed for user \"app\"\n";
  CHECK(explain_connect_failure(standby + standby, hosts).text.details.size() == 1);
  CHECK(explain_connect_failure(standby + standby, hosts).kind == ErrorKind::unsuitable_server);
  // The primary may be the one that does not answer.
  CHECK(explain_connect_failure(standby + refused, hosts).kind == ErrorKind::unreachable);
  CHECK(explain_connect_failure(standby + refused, hosts).text.what == "None of the servers can be used: a:1, b:2.");
  CHECK(explain_connect_failure(refused + password, hosts).kind == ErrorKind::authentication);
  CHECK_FALSE(explain_connect_failure(refused + password, hosts).retry);
}

TEST_CASE("a right that is missing is named as SQL, odd names in quotes") {
  const Endpoint odd{"db", "5432", "Shared", "app-1"};
  CHECK(explain_connect_failure(at_db("FATAL:  permission denied for database \"Shared\"\nDETAIL:  User does not have CONNECT privilege."),
                                odd)
            .text.hint == "A DBA runs: GRANT CONNECT ON DATABASE \"Shared\" TO \"app-1\";");
}

TEST_CASE("an endpoint is told without password and user") {
  const auto [endpoint, text] = GENERATE(table<Endpoint, std::string>({
      {{"db.example", "5432", "shared", "app"}, "db.example:5432 database shared"},
      {{"/tmp", "5433", "shared", ""}, "/tmp port 5433 database shared"},
      {{"a,b", "5432", "", ""}, "a:5432, b:5432"},
      {{"fe80--1", "", "a\nb", ""}, "fe80--1 database a\\nb"},
      {{"", "5432", "", ""}, "the default socket port 5432"},
  }));
  CHECK(to_string(endpoint) == text);
}
