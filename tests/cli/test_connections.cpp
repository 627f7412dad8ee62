// Connections as people have them, and what deed says about those that cannot be.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <csignal>
#include <filesystem>

#include "base/text.h"
#include "support/listener.h"
#include "support/network_server.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

using Variables = std::map<std::string, std::string>;

// A service whose database is where the test says.
class Service {
 public:
  explicit Service(const std::string& database = "") { configure(database); }

  void configure(const std::string& database) {
    write("deed.toml", "service = \"api\"\n[database]\nconnect_timeout = \"1s\"\n" + database);
    write("revisions/a.sql", "-- m\n--\n-- Revision ID: aaaaaaaaaaaa\n-- Revises:\n\n-- deed:upgrade\nSELECT 1;\n");
  }

  fs::path write(const std::string& name, const std::string& text) { return directory_.write(name, text); }
  fs::path path() const { return directory_.path(); }

  ProcessOptions options(const Variables& environment) const { return {.environment = environment, .directory = path()}; }

  ProcessResult deed(std::vector<std::string> words, const Variables& environment) const {
    words.insert(words.begin(), "deed");
    ProcessResult result = run(words, options(environment));
    INFO(result.err);
    CHECK_FALSE(result.timed_out);
    // A piece of the password that percent-encoding leaves as it is.
    CHECK_THAT(result.out + result.err, !Contains("S3cr"));
    return result;
  }

  void check_connects(const Variables& environment, const std::string& as = "database shared as app") const {
    const ProcessResult result = deed({"current"}, environment);
    INFO(result.err);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, Contains("Connected to ") && Contains(as));
  }

  // `what` is the error's first line; `further` what stands anywhere in it.
  void check_fails(const Variables& environment, int code, const std::string& what, const std::vector<std::string>& further = {}) const {
    const ProcessResult result = deed({"upgrade", "head"}, environment);
    INFO(result.err);
    CHECK(result.exit_code == code);
    CHECK_THAT(result.err, Contains("error: " + what) && Contains("\n  at:  ") && Contains("\n  try: "));
    for (const std::string& text : further) {
      CHECK_THAT(result.err, Contains(text));
    }
  }

 private:
  TemporaryDirectory directory_;
};

Variables url(const std::string& text) { return {{"DATABASE_URL", text}}; }

std::string at(int port, const std::string& further = "") {
  return fmt::format("postgresql://app:S3cr@127.0.0.1:{}/shared{}", port, further);
}

Variables parts() {
  return {{"PGHOST", "127.0.0.1"}, {"PGPORT", std::to_string(network_server().port())}, {"PGUSER", "app"}, {"PGDATABASE", "shared"}};
}

Variables with(Variables variables, const Variables& further) {
  variables.insert(further.begin(), further.end());
  return variables;
}

std::string tls(const std::string& host, const std::string& authority, const std::string& database = "shared") {
  return network_server().url(database, host) + "?sslmode=verify-full&sslrootcert=" + percent_encoded(authority);
}

// A message of PostgreSQL's protocol, shorter than 256 bytes.
std::string protocol_message(char type, const std::string& content) {
  return type + std::string(3, '\0') + static_cast<char>(content.size() + 4) + content;
}

// What a server answers to a startup message that it refuses.
std::string refusal(const std::string& severity, const std::string& sqlstate, const std::string& message) {
  std::string fields;
  for (const std::string& field : {"S" + severity, std::string("VFATAL"), "C" + sqlstate, "M" + message, std::string()}) {
    fields += field + '\0';
  }
  return protocol_message('E', fields);
}

// A name that no name server is asked for, so that the answer is the same where there is no network.
constexpr const char* kNoName = "db-rw..team-a";

}  // namespace

TEST_CASE("a password of any characters arrives by every way there is") {
  const NetworkServer& server = network_server();
  Service service;
  const std::string& password = NetworkServer::password();
  SECTION("a URL") { service.check_connects(url(server.url())); }
  SECTION("key=value") {
    const std::string escaped = replace_all(password, "\\", "\\\\");
    service.check_connects(url(fmt::format("host=127.0.0.1 port={} dbname=shared user=app password='{}'", server.port(), escaped)));
  }
  SECTION("a file with the URL") {
    service.check_connects({{"DATABASE_URL_FILE", service.write("secret/url", server.url() + "\n").string()}});
  }
  SECTION("parts and a file with the password") {
    service.write("secret", password + "\n");
    service.configure(
        fmt::format("host = \"127.0.0.1\"\nport = {}\nname = \"shared\"\nuser = \"app\"\npassword_file = \"secret\"\n", server.port()));
    service.check_connects({});
  }
  SECTION("PG variables") { service.check_connects(with(parts(), {{"PGPASSWORD", password}})); }
  SECTION("PG variables in .env") {
    std::string text;
    for (const auto& [name, value] : with(parts(), {{"PGPASSWORD", "'" + password + "'"}})) {
      text += name + '=' + value + '\n';
    }
    service.write(".env", text);
    service.check_connects({});
  }
  SECTION("a service file") {
    const std::string file = service.write("services.conf", fmt::format("[gateway]\nhost=127.0.0.1\nport={}\nuser=app\ndbname=shared\n"
                                                                        "password={}\n",
                                                                        server.port(), password));
    service.check_connects({{"PGSERVICEFILE", file}, {"PGSERVICE", "gateway"}});
    service.check_connects({{"PGSERVICEFILE", file}, {"DATABASE_URL", "postgresql://?service=gateway"}});
  }
  SECTION(".pgpass") {
    const fs::path home = service.path() / "home";
    const std::string escaped = replace_all(replace_all(password, "\\", "\\\\"), ":", "\\:");
    const fs::path file = service.write("home/.pgpass", fmt::format("127.0.0.1:*:*:app:{}\n", escaped));
    fs::permissions(file, fs::perms::owner_read);
    service.check_connects(with(parts(), {{"HOME", home.string()}}));
    service.check_connects(with(parts(), {{"PGPASSFILE", file.string()}}));
  }
}

TEST_CASE("a .pgpass that others may read is not read, and the error says so") {
  Service service;
  const fs::path file = service.write("pgpass", fmt::format("*:*:*:app:{}\n", NetworkServer::password()));
  fs::permissions(file, fs::perms(0644));
  service.check_fails(with(parts(), {{"PGPASSFILE", file.string()}}), 74, "The server wants a password of role 'app', and there is none.",
                      {"password: not from " + file.string() + ", which others may read: chmod 600"});
}

TEST_CASE("the lines of an .env file as the services have them") {
  const NetworkServer& server = network_server();
  Service service;
  const std::string line = GENERATE(as<std::string>(), "DATABASE_URL={}\n", "DATABASE_URL=\"{}\"\n", "DATABASE_URL='{}'\n",
                                    "export DATABASE_URL={}\n", "DATABASE_URL={}\r\n", "DATABASE_URL={} # the shared database\n",
                                    "# the database\n\n  DATABASE_URL = \"{}\"  # shared\r\nDEBUG=true\r\n",
                                    "\xEF\xBB\xBF"
                                    "DATABASE_URL={}");
  const std::string driver = GENERATE(as<std::string>(), "", "+asyncpg");
  CAPTURE(line, driver);
  service.write(".env", replace_all(line, "{}", replace_all(server.url(), "+asyncpg", driver)));
  service.check_connects({});
}

TEST_CASE("unix sockets are reached by a URL, by parts and by PGHOST") {
  const NetworkServer& server = network_server();
  Service service;
  const std::string port = std::to_string(server.port());
  const std::string directory = server.socket_directory();
  const std::string where = directory + " port " + port + " database shared as app";
  service.check_connects(url(fmt::format("postgresql://app@/shared?host={}&port={}", directory, port)), where);
  service.check_connects(url(fmt::format("postgresql://app@{}:{}/shared", percent_encoded(directory), port)), where);
  service.check_connects({{"PGHOST", directory}, {"PGPORT", port}, {"PGUSER", "app"}, {"PGDATABASE", "shared"}}, where);
  service.configure(fmt::format("host = \"{}\"\nport = \"{}\"\nname = \"shared\"\nuser = \"app\"\n", directory, port));
  service.check_connects({}, where);
}

TEST_CASE("of several hosts the writable one is found, and named") {
  const NetworkServer& server = network_server();
  Service service;
  const std::string list = fmt::format("127.0.0.1:{},{}:{}", free_port(), "127.0.0.1", server.port());
  const std::string hosts = replace_all(server.url(), fmt::format("127.0.0.1:{}", server.port()), list);
  service.check_connects(url(hosts), fmt::format("127.0.0.1:{} database shared as app", server.port()));
  SECTION("none of them is") {
    server.sql("ALTER DATABASE shared SET default_transaction_read_only = on");
    service.check_fails(url(hosts), 76, "None of the servers can be used:", {"session is read-only", "Connection refused"});
    const std::string twice = replace_all(hosts, list, fmt::format("127.0.0.1:{0},127.0.0.1:{0}", server.port()));
    service.check_fails(url(twice), 15, "", {"only a standby or a read-only server answers"});
    // One that only reads is content with it, and a choice of one's own stands.
    service.check_connects(url(hosts));
    service.check_fails(url(hosts + "?target_session_attrs=any"), 15, "The session is read-only.",
                        {"host, port, database, user, password: DATABASE_URL in the environment\n"});
    Variables environment = with(parts(), {{"PGPASSWORD", NetworkServer::password()}});
    environment["PGHOST"] = "127.0.0.1,127.0.0.1";
    service.check_fails(environment, 15, "", {"only a standby or a read-only server answers"});
    server.sql("ALTER DATABASE shared RESET default_transaction_read_only");
  }
}

TEST_CASE("a host that says nothing does not keep deed from the next one") {
  const Listener silent(Listener::Manner::hangs);
  const NetworkServer& server = network_server();
  const std::string alone = fmt::format("127.0.0.1:{}", server.port());
  Service().check_connects(url(replace_all(server.url(), alone, fmt::format("127.0.0.1:{},{}", silent.port(), alone))));
}

TEST_CASE("sslmode=verify-full connects by the right authority, and says what is wrong with any other") {
  const NetworkServer& server = network_server();
  const Service service;
  service.check_connects(url(tls("localhost", server.authority())));
  service.check_connects(url(replace_all(tls("localhost", server.authority()), "sslmode", "ssl")));
  service.check_fails(url(tls("localhost", server.other_authority())), 74,
                      "The certificate of localhost:", {"is not signed by an authority that is trusted here", "sslrootcert"});
  service.check_fails(url(tls("127.0.0.1", server.authority())), 74, "The certificate of 127.0.0.1:", {"is for another host name"});
  service.check_fails(url(tls("localhost", "/nowhere/ca.pem")), 3, "The authority (CA)", {"/nowhere/ca.pem", "mount the file"});
  service.check_fails(url(replace_all(server.url(), "app:", "tls_only:") + "?sslmode=disable"), 74, "No entry of the server's pg_hba.conf",
                      {"sslmode=require"});
}

TEST_CASE("a wrong password, role or database is told apart at once, with its place") {
  const NetworkServer& server = network_server();
  Service service;
  const std::string socket = fmt::format("@/shared?host={}&port={}", server.socket_directory(), server.port());
  const std::string place = fmt::format("at:  127.0.0.1:{} database shared as app\n", server.port());
  const std::vector<std::string> from_variable{place, "host, port, database, user, password: DATABASE_URL in the environment\n"};
  SECTION("password") {
    service.check_fails(url(at(server.port())), 74, "The server refuses the password of role 'app'.", from_variable);
    service.check_fails(with(parts(), {{"PGPASSWORD", "S3cr"}}), 74, "The server refuses the password",
                        {"host, port, database, user, password: PG* in the environment\n"});
    service.write(".env", "\nDATABASE_URL=" + at(server.port()) + "\n");
    service.check_fails({}, 74, "The server refuses the password of role 'app'.", {"DATABASE_URL in .env:2\n"});
    service.write("password", "S3cr");
    service.configure("host = \"127.0.0.1\"\nname = \"shared\"\nuser = \"${DB_USER}\"\npassword_file = \"password\"\n");
    service.check_fails({{"DB_USER", "app"}, {"PGPORT", std::to_string(server.port())}}, 74, "The server refuses the password",
                        {"host: `database.host` at deed.toml:4:8\n", "user: DB_USER in the environment\n",
                         "password: the file of `database.password_file` at deed.toml:7:17\n", "port: PG* in the environment\n"});
  }
  SECTION("no password") {
    service.check_fails(parts(), 74, "The server wants a password of role 'app', and there is none.", {"password_file", ".pgpass"});
  }
  SECTION("database") {
    service.check_fails(url(server.url("shard")), 76, "Database 'shard' does not exist. Did you mean 'shared'?",
                        {"databases there: postgres, shared\n"});
    service.check_fails(url(server.url("template0")), 15, "Database 'template0' accepts no connections.");
    service.check_fails(url(fmt::format("postgresql://nosuch:S3cr@127.0.0.1:{}/shared", server.port())), 74,
                        "No entry of the server's pg_hba.conf lets role 'nosuch' into database 'shared' from here.");
  }
  SECTION("role") {
    service.check_fails(url("postgresql://nosuch" + socket), 74, "Role 'nosuch' does not exist.", {"user: DATABASE_URL"});
    service.configure("role = \"nosuch\"\n");
    service.check_fails(url("postgresql://app" + socket), 3, "There is no role 'nosuch', which `database.role` names.");
    service.configure("role = \"postgres\"\n");
    service.check_fails(url("postgresql://app" + socket), 14, "Role 'app' may not become 'postgres'", {"GRANT postgres TO app;"});
  }
  SECTION("rights") {
    server.sql("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC");
    service.check_fails(url(server.url("postgres")), 14, "Role 'app' may not connect to database 'postgres'.",
                        {"GRANT CONNECT ON DATABASE postgres TO app;"});
    server.sql("GRANT CONNECT ON DATABASE postgres TO PUBLIC");
  }
}

TEST_CASE("a password of one letter hides no word of what the server says") {
  const Service service;
  service.check_fails(url(fmt::format("postgresql://app:o@127.0.0.1:{}/shared", network_server().port())), 74,
                      "The server refuses the password of role 'app'.");
}

TEST_CASE("a login event trigger that refuses is told from a server that is away") {
  if (server_major() < 17) {
    WARN("skipped: PostgreSQL has login event triggers from 17 on");
    return;
  }
  TestDatabase database;
  database.sql(
      "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF current_user = 'late' THEN RAISE 'not on Sundays'; "
      "END IF; END $$; CREATE EVENT TRIGGER t ON login EXECUTE FUNCTION refuse(); ALTER EVENT TRIGGER t ENABLE ALWAYS");
  database.sql("CREATE ROLE late LOGIN");
  const Service service;
  service.check_fails(url(database.url_as("late")), 14, "A login event trigger of database", {"not on Sundays"});
  database.sql("DROP ROLE late");
}

TEST_CASE("what cannot pass is not tried again, what may pass is") {
  const NetworkServer& server = network_server();
  const Listener http(Listener::Manner::answers, {"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"});
  const Service service;
  const auto tried_again = [&](const std::string& text) {
    const ProcessResult result = service.deed({"current"}, url(text));
    INFO(result.err);
    CHECK(result.exit_code != 0);
    return result.err.find("Trying again within 1s.") != std::string::npos;
  };
  CHECK_FALSE(tried_again(at(server.port())));
  CHECK_FALSE(tried_again(server.url("nosuch")));
  CHECK_FALSE(tried_again(at(http.port())));
  CHECK_FALSE(tried_again(tls("localhost", server.other_authority())));
  CHECK(tried_again(at(free_port())));
  CHECK(tried_again(fmt::format("postgresql://app@{}/shared", kNoName)));
  CHECK(tried_again("postgresql://app@/shared?host=/nowhere"));
  CHECK(tried_again(replace_all(at(server.port()), "app:S3cr", "limited:a-limited-one")));
}

TEST_CASE("a port-forward that leads elsewhere is told from a server that is down") {
  using Manner = Listener::Manner;
  const Service service;
  SECTION("nobody listens") {
    service.check_fails(url(at(free_port())), 76, "Nothing listens at 127.0.0.1:", {"port-forward", "Connection refused"});
  }
  SECTION("closed at once: its pod is gone") {
    const Listener gone(Manner::closes);
    service.check_fails(url(at(gone.port())), 76, fmt::format("127.0.0.1:{} closed the connection", gone.port()), {"its pod may be gone"});
  }
  SECTION("it says nothing") {
    const Listener silent(Manner::hangs);
    service.check_fails(url(at(silent.port())), 76, fmt::format("127.0.0.1:{} does not answer.", silent.port()), {"port-forward"});
  }
  SECTION("an HTTP server") {
    const Listener http(Manner::answers, {"HTTP/1.1 400 Bad Request\r\n\r\n"});
    const std::string mode = GENERATE(as<std::string>(), "", "?sslmode=disable", "?sslmode=require");
    service.check_fails(url(at(http.port(), mode)), 15, "What listens at 127.0.0.1:", {"is not a PostgreSQL server", "An HTTP server"});
  }
  SECTION("a proxy that expects TLS from the start") {
    const Listener proxy(Manner::answers, {std::string("\x15\x03\x01\x00\x02\x02\x0a", 7)});
    service.check_fails(url(at(proxy.port())), 15, "What listens at 127.0.0.1:", {"A proxy that expects TLS"});
  }
  SECTION("a server without TLS where sslmode wants it") {
    const Listener plain(Manner::answers, {"N"});
    service.check_fails(url(at(plain.port(), "?sslmode=require")), 15, fmt::format("127.0.0.1:{} does not speak TLS", plain.port()));
  }
}

TEST_CASE("a host that no name server knows, and a socket that is not there") {
  const Service service;
  service.check_fails(url(fmt::format("postgresql://app@{}/shared", kNoName)), 76,
                      "The name of the host is not known here: ", {fmt::format("{}:5432", kNoName), "NAME.NAMESPACE"});
  service.check_fails(url("postgresql://app@/shared?host=/nowhere&port=5433"), 76, "There is no socket of a server: /nowhere port 5433.");
  service.check_fails({{"PGSERVICE", "nosuch"}, {"PGSERVICEFILE", "/nowhere"}}, 3, "The service file cannot be used.",
                      {"service: PG* in the environment"});
}

TEST_CASE("a server out of connections is exit 78") {
  const NetworkServer& server = network_server();
  const Service service;
  service.check_fails(url(replace_all(at(server.port()), "app:S3cr", "limited:a-limited-one")), 78, "Role 'limited' or database 'shared'");
  std::vector<postgres::Connection> others;
  for (int i = 0; i < NetworkServer::kUnreserved; ++i) {
    others.push_back(server.connect());
  }
  service.check_fails(url(server.url()), 78, fmt::format("All connections of 127.0.0.1:{} are taken.", server.port()));
}

// One that connects when it needs to, and one that begins before.
const std::vector<std::vector<std::string>> kConnecting{{"deed", "current"}, {"deed", "upgrade", "head"}};

TEST_CASE("a server that starts late is waited for within connect_timeout") {
  const std::vector<std::string> words = GENERATE(from_range(kConnecting));
  NetworkServer server;
  server.start();
  server.stop();
  Service service;
  service.write("deed.toml", "service = \"api\"\n[database]\nconnect_timeout = \"30s\"\n");
  RunningProcess deed(words, service.options(url(server.url())));
  REQUIRE(deed.wait_for_text("Nothing listens at"));
  server.start();
  const ProcessResult result = deed.wait();
  INFO(result.err);
  CHECK(result.exit_code == 0);
}

TEST_CASE("a server that is starting up is asked again") {
  const Listener starting(Listener::Manner::answers, {"N", refusal("FATAL", "57P03", "the database system is starting up")});
  Service().check_fails(url(at(starting.port())), 76, "The server at 127.0.0.1:", {"is starting or stopping", "Trying again within 1s."});
}

TEST_CASE("a server that speaks another language is understood by its SQLSTATE") {
  const auto [sqlstate, code, what] = GENERATE(table<std::string, int, std::string>({
      {"28P01", 74, "The server refuses the password of role 'app'."},
      {"28000", 74, "The server does not believe that this is role 'app'."},
      {"3D000", 76, "Database 'shared' does not exist."},
      {"53300", 78, "All connections of "},
      {"57P03", 76, "The server at "},
      {"XX000", 76, "Cannot connect to "},
  }));
  CAPTURE(sqlstate);
  const Listener german(Listener::Manner::answers, {"N", refusal("SCHWERWIEGEND", sqlstate, "ein Wort auf Deutsch")});
  Service().check_fails(url(at(german.port())), code, what, {"SCHWERWIEGEND:  ein Wort auf Deutsch"});
}

TEST_CASE("a second look for the names of databases that is lost does not stand before the failure itself") {
  const std::string ready = protocol_message('Z', "I");
  const std::string let_in = protocol_message('R', std::string(4, '\0')) + ready;
  // SOCI's own statement is answered, deed's is not.
  const std::string done = protocol_message('C', std::string("SET") + '\0') + ready;
  const Listener server({{"N", refusal("FATAL", "3D000", "database \"shared\" does not exist")}, {"N", let_in, done}});
  Service().check_fails(url(at(server.port())), 76, "Database 'shared' does not exist.");
}

TEST_CASE("a session that the server ends while files are read is made anew") {
  const std::string ready = protocol_message('Z', "I");
  const std::string let_in = protocol_message('R', std::string(4, '\0')) + ready;
  const std::string done = protocol_message('C', std::string("SET") + '\0') + ready;
  const Listener server({{"N", let_in, done}, {"N", refusal("FATAL", "28P01", "password authentication failed for user \"app\"")}});
  Service().check_fails(url(at(server.port())), 74, "The server refuses the password of role 'app'.");
}

TEST_CASE("a request to stop is heard while a server says nothing") {
  const Listener silent(Listener::Manner::hangs);
  Service service;
  service.write("deed.toml", "service = \"api\"\n[database]\nconnect_timeout = \"1h\"\n");
  const auto [signal, code] = GENERATE(table<int, int>({{SIGTERM, 143}, {SIGINT, 130}}));
  const std::vector<std::string> words = GENERATE(from_range(kConnecting));
  RunningProcess deed(words, service.options(url(at(silent.port(), "?connect_timeout=3600"))));
  REQUIRE(silent.wait_for_connection());
  deed.signal(signal);
  const ProcessResult result = deed.wait();
  CHECK_FALSE(result.timed_out);
  CHECK(result.exit_code == code);
}

TEST_CASE("what is wrong with files is told while the server, which is being connected to, says nothing") {
  const Listener silent(Listener::Manner::hangs);
  Service service;
  service.write("deed.toml", "service = \"api\"\n[database]\nconnect_timeout = \"1h\"\n");
  std::vector<std::string> words = GENERATE(values<std::vector<std::string>>({{"deed", "upgrade", "head"}, {"deed", "downgrade", "base"}}));
  std::string place = "revisions/a.sql:1";
  std::string target = at(silent.port(), "?connect_timeout=3600");
  int code = 5;
  SECTION("revisions") {
    // Where it would lead is of no interest then.
    target = GENERATE_COPY(target, std::string("no URL"));
    service.write("revisions/a.sql", "no revision\n");
  }
  SECTION("the model") {
    words = {"deed", "revision", "--autogenerate", "-m", "x"};
    place = "models/a.sql:1";
    code = 3;
    service.write("models/a.sql", "CREATE TABLE a (id integer;\n");
  }
  RunningProcess deed(words, service.options(url(target)));
  const ProcessResult result = deed.wait();
  CHECK_FALSE(result.timed_out);
  CHECK(result.exit_code == code);
  CHECK_THAT(result.err, Contains(place));
}

TEST_CASE("-q says nothing about a connection that works") {
  const ProcessResult result = Service().deed({"-q", "current"}, url(network_server().url()));
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
}

TEST_CASE("a machine without libpq is told what to install, and only where deed connects") {
  Service service;
  const fs::path broken = service.write("lib/libpq.so.5", "").parent_path();
  const Variables environment{{"DATABASE_URL", "postgresql://u:S3cret@localhost/d"}, {"LD_LIBRARY_PATH", broken}};
  const ProcessResult offline = service.deed({"heads"}, environment);
  INFO(offline.err);
  CHECK(offline.exit_code == 0);
  const ProcessResult result = service.deed({"upgrade", "head"}, environment);
  INFO(result.err);
  CHECK(result.exit_code == 17);
  CHECK_THAT(result.err, Contains("error: PostgreSQL's client library cannot be loaded: ") && Contains("libpq.so.5") && Contains("libpq5"));
}
