#include <tuple>

#include "config/connection.h"
#include "config/workspace.h"
#include "unit/config/support.h"

using namespace deed;
using namespace deed::config;

namespace {

// A workspace with one service, and what its files say.
struct Example : Directory {
  explicit Example(const std::string& database = "") {
    write("deed.toml", "[workspace]\nservices = [\"app\"]\n");
    write("app/deed.toml", "service = \"app\"\n" + database);
  }

  ServiceConfig service() const { return load_workspace(std::nullopt, path()).service("app"); }
  Parameters parameters(const Environment& environment = {}) const { return connection_source(service(), environment).parameters; }
  Origins origins(const Environment& environment = {}) const { return connection_source(service(), environment).origins; }
  Error error(const Environment& environment = {}) const {
    return error_of([&] { parameters(environment); });
  }
};

std::string host(const Parameters& parameters) { return value_of(parameters, "host"); }

}  // namespace

TEST_CASE("the environment counts before the service's .env, and that before the workspace's") {
  const Example example;
  example.write(".env", "DATABASE_URL=postgresql://workspace/db\n");
  CHECK(host(example.parameters()) == "workspace");
  example.write("app/.env", "export DATABASE_URL='postgresql://service/db'\n");
  CHECK(host(example.parameters()) == "service");
  CHECK(host(example.parameters({{"DATABASE_URL", "postgresql://environment/db"}})) == "environment");
}

TEST_CASE("an unset DATABASE_URL is no error before a connection is wanted") {
  const Example example;
  CHECK_NOTHROW(example.service());
  const Error error = example.error();
  check_error(error, "app/deed.toml", "Nothing says where the database of service 'app' is", "PGSERVICE");
  CHECK_THAT(error.text().hint, Catch::Contains("DATABASE_URL") && Catch::Contains("[database]"));
  CHECK(error.text().details == std::vector<std::string>{"looked for DATABASE_URL in the environment, app/.env and .env"});
}

TEST_CASE("a URL comes from another variable, or is written out") {
  const Example variable("[database]\nurl = \"${GATEWAY_URL}\"\n");
  CHECK(host(variable.parameters({{"GATEWAY_URL", "postgresql://g/db"}, {"DATABASE_URL", "postgresql://other/db"}})) == "g");
  const Error unset = variable.error({{"DATABASE_URL", "postgresql://other/db"}, {"PGHOST", "h"}});
  check_error(unset, "`database.url` at app/deed.toml:3:7", "GATEWAY_URL is not set", "Set GATEWAY_URL");
  CHECK(unset.text().details == std::vector<std::string>{"looked for it in the environment, app/.env and .env"});
  CHECK(host(Example("[database]\nurl = \"postgresql://written/db\"\n").parameters({{"DATABASE_URL", "postgresql://other/db"}})) ==
        "written");
  check_error(Example("[database]\nurl = \"postgresql://h:x/db\"\n").error(), "`database.url` at app/deed.toml:3:7, character 16",
              "no port");
}

TEST_CASE("an empty variable is refused where it was found") {
  const Example example;
  example.write(".env", "\nDATABASE_URL=\n");
  check_error(example.error({{"PGHOST", "h"}}), ".env:2", "DATABASE_URL is empty", "unset it");
  check_error(example.error({{"DATABASE_URL", " \n"}}), "the environment", "DATABASE_URL is empty", "unset it");
  check_error(example.error({{"DATABASE_URL", "x"}}), "DATABASE_URL in the environment, character 1", "not the URL");
}

TEST_CASE("a URL file is read at each call, without its last newline") {
  const Example example("[database]\nurl_file = \"secrets/url\"\n");
  example.write("app/secrets/url", "postgresql://u:first@h/db\n");
  CHECK(value_of(example.parameters(), "password") == "first");
  example.write("app/secrets/url", "postgresql://u:second@h/db\r\n");
  CHECK(value_of(example.parameters(), "password") == "second");
  example.write("app/secrets/url", "password=x\\ \n");
  CHECK(value_of(example.parameters(), "password") == "x ");
}

TEST_CASE("DATABASE_URL_FILE names a file too") {
  const Example example;
  example.write("url", "postgresql://h/db");
  CHECK(host(example.parameters({{"DATABASE_URL_FILE", (example / "url").string()}})) == "h");
  example.write(".env", "DATABASE_URL_FILE=url\n");
  CHECK(host(example.parameters()) == "h");
  // The environment before .env; both in one place is nobody's intention, unless one is empty.
  CHECK(host(example.parameters({{"DATABASE_URL", "postgresql://near/db"}})) == "near");
  example.write("far", "postgresql://far/db");
  example.write(".env", "DATABASE_URL=postgresql://near/db\nDATABASE_URL_FILE=far\n");
  check_error(example.error(), ".env:1 and .env:2", "DATABASE_URL and DATABASE_URL_FILE are both set", "Unset one");
  CHECK(host(example.parameters({{"DATABASE_URL_FILE", (example / "url").string()}})) == "h");
  example.write(".env", "DATABASE_URL=\nDATABASE_URL_FILE=far\n");
  CHECK(host(example.parameters()) == "far");
}

TEST_CASE("a secret file that is missing, empty or malformed is refused by its name") {
  const Example example("[database]\nurl_file = \"url\"\n");
  const std::string place = "`database.url_file` at app/deed.toml:3:12";
  check_error(example.error(), place, "The file that is named here does not exist", "mount the secret");
  example.write("app/url", "\n");
  check_error(example.error(), place, "is empty", "Fill it");
  example.write("app/url", "postgresql://u:S3cr@tZ@h/db\n");
  check_error(example.error(), "the file of " + place + ", character 20", "more than one @", "Percent-encode");
  example.write("app/url", "postgresql://h/db\npostgresql://i/db\n");
  check_error(example.error(), "the file of " + place + ", character 18", "white space");
  example.write("app/url", std::string("postgresql://h\0/db", 18));
  check_error(example.error(), place + ":1:15", "NUL");
}

TEST_CASE("a connection in parts takes each as it is") {
  const Example example(
      "[database]\nhost = \"h1,h2\"\nport = \"5432,5433\"\nname = \"sh ared\"\nuser = \"${DB_USER}\"\npassword_file = \"password\"\n");
  example.write("app/password", "S3cr%tZ@/:#?\n\n");
  CHECK(example.parameters({{"DB_USER", "us@er"}, {"DATABASE_URL", "postgresql://ignored/db"}}) ==
        Parameters{{"host", "h1,h2"}, {"port", "5432,5433"}, {"dbname", "sh ared"}, {"user", "us@er"}, {"password", "S3cr%tZ@/:#?\n"}});
}

TEST_CASE("parts that cannot be meant are refused") {
  check_error(Example("[database]\nhost = \"postgresql://u:S3cr@h/db\"\n").error(), "`database.host` at app/deed.toml:3:8", "is a URL",
              "`database.url`");
  const Example name("[database]\nname = \"${DATABASE_URL}\"\nhost = \"h\"\n");
  check_error(name.error({{"DATABASE_URL", "postgresql://u:S3cr@h/db"}}), "DATABASE_URL in the environment", "is a URL");
  const Example port("[database]\nhost = \"h\"\nport = \"${DB_PORT}\"\n");
  check_error(port.error({{"DB_PORT", "tcp://1.2.3.4:5432"}}), "DB_PORT in the environment", "is a URL");
  check_error(port.error({{"DB_PORT", "S3cr"}}), "DB_PORT in the environment", "not a port");
  const Example user("[database]\nuser = \"gateway\"\n");
  check_error(user.error({{"DATABASE_URL", "postgresql://h/db"}}), "app/deed.toml and the environment", "parts of a connection but no host",
              "`host`");
  CHECK(user.parameters({{"PGHOST", "h"}}) == Parameters{{"user", "gateway"}});
}

TEST_CASE("libpq's own variables are left to libpq, but those of an .env file are handed on") {
  const Example example;
  CHECK(example.parameters({{"PGHOST", "h"}, {"PGPASSWORD", "p"}}).empty());
  CHECK(example.parameters({{"PGSERVICE", "s"}}).empty());
  example.write("app/.env", "PGHOST=h\nPGPORT=5433\nPGUSER=\nPGSSLMODE=require\nPGDATA=/var\n");
  example.write(".env", "PGHOST=other\nPGDATABASE=db\n");
  CHECK(example.parameters() == Parameters{{"host", "h"}, {"port", "5433"}, {"dbname", "db"}, {"sslmode", "require"}});
  CHECK(example.parameters({{"PGHOST", "env"}, {"PGPORT", ""}}) == Parameters{{"dbname", "db"}, {"sslmode", "require"}});
}

TEST_CASE("a URL counts before PG* variables, which fill what it leaves out") {
  const Example example;
  example.write(".env", "DATABASE_URL=postgresql://u@h/db\nPGPASSWORD='S3cr%tZ@/:#?'\nPGHOST=other\n");
  CHECK(example.parameters() == Parameters{{"user", "u"}, {"host", "h"}, {"dbname", "db"}, {"password", "S3cr%tZ@/:#?"}});
}

TEST_CASE("PG* variables of an .env file that libpq would never see are refused") {
  const Example example;
  example.write(".env", "PGSERVICE=s\nPGSERVICEFILE=/x\n");
  check_error(example.error(), ".env:2", "PGSERVICEFILE from the process's environment only", "Export PGSERVICEFILE");
  CHECK(example.parameters({{"PGSERVICEFILE", "/x"}}) == Parameters{{"service", "s"}});
}

TEST_CASE("a URL in a variable of libpq that holds a name is refused before anybody can repeat it") {
  const std::string name = GENERATE(as<std::string>{}, "PGDATABASE", "PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGSERVICE");
  const std::string url = "postgresql://u:S3cr@h/db";
  const Example example;
  check_error(example.error({{name, url}, {"PGHOST", name == "PGHOST" ? url : "h"}}), "the environment", name + " is a URL",
              "DATABASE_URL");
  example.write(".env", name + "=" + url + "\n");
  check_error(example.error({{"DATABASE_URL", "postgresql:///"}}), ".env:1", name + " is a URL", "DATABASE_URL");
}

TEST_CASE("a secret in place of its file's name is not shown") {
  const std::string secret = GENERATE(as<std::string>{}, "S3cr", "postgresql://u:S3cr@h/db");
  const Example example;
  const std::vector<Error> errors{example.error({{"DATABASE_URL_FILE", secret}}),
                                  Example("[database]\npassword_file = \"" + secret + "\"\n").error(),
                                  Example("[database]\nurl_file = \"${X}\"\n").error({{"X", secret}})};
  for (const Error& error : errors) {
    CHECK_THAT(to_string(error.text()), Catch::Contains("that is named here does not exist") && !Catch::Contains("S3cr"));
  }
  check_error(example.error({{"DATABASE_URL_FILE", "/nowhere/url"}}), "DATABASE_URL_FILE in the environment",
              "'/nowhere/url' does not exist");
}

TEST_CASE("a malformed .env stops the connection, not the configuration") {
  const Example example;
  example.write("app/.env", "DATABASE_URL='postgresql://u:S3cr@h/db\n");
  CHECK_NOTHROW(example.service());
  check_error(example.error(), "app/.env:1", "not closed");
}

TEST_CASE("the scratch server has a URL of its own") {
  CHECK_FALSE(scratch_parameters(Example().service(), {}));
  const Example example("[scratch]\nurl = \"${SCRATCH_URL}\"\n");
  CHECK(host(scratch_parameters(example.service(), {{"SCRATCH_URL", "postgresql://s/postgres"}}).value()) == "s");
  check_error(error_of([&] { scratch_parameters(example.service(), {}); }), "`scratch.url` at app/deed.toml:3:7", "SCRATCH_URL is not set");
}

TEST_CASE("where the parts of a connection came from is known, whoever said them") {
  const Example url;
  url.write(".env", "DATABASE_URL=postgresql://u:S3cr@h/db?sslmode=require\n");
  CHECK(url.origins() == Origins{{"host", "DATABASE_URL in .env:1"},
                                 {"dbname", "DATABASE_URL in .env:1"},
                                 {"user", "DATABASE_URL in .env:1"},
                                 {"password", "DATABASE_URL in .env:1"}});
  url.write(".env", "PGHOST=h\n");
  CHECK(url.origins({{"PGUSER", "u"}, {"PGPASSWORD", "p"}, {"PGSSLMODE", "require"}}) ==
        Origins{{"host", "PGHOST in .env:1"}, {"user", "PG* in the environment"}, {"password", "PG* in the environment"}});
  const Example parts("[database]\nhost = \"h\"\nuser = \"${DB_USER}\"\npassword_file = \"password\"\n");
  parts.write("app/password", "p");
  CHECK(parts.origins({{"DB_USER", "u"}}) == Origins{{"host", "`database.host` at app/deed.toml:3:8"},
                                                     {"user", "DB_USER in the environment"},
                                                     {"password", "the file of `database.password_file` at app/deed.toml:5:17"}});
}

TEST_CASE("a password file is named where no password is given, and whether it is read") {
  const Example example;
  example.write("home/.pgpass", "*:*:*:*:S3cr\n");
  const std::string file = (example / "home/.pgpass").string();
  const Environment environment{{"PGHOST", "h"}, {"HOME", (example / "home").string()}};
  std::filesystem::permissions(file, std::filesystem::perms(0644));
  CHECK(example.origins(environment).back() ==
        std::pair<std::string, std::string>("password", "not from " + file + ", which others may read: chmod 600"));
  std::filesystem::permissions(file, std::filesystem::perms(0600));
  CHECK(example.origins(environment).back() == std::pair<std::string, std::string>("password", file + ", if a line of it fits"));
  CHECK(example.origins({{"PGHOST", "h"}, {"PGPASSFILE", "/nowhere"}}).size() == 1);
}
