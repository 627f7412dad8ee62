#include <tuple>

#include "unit/config/support.h"

using namespace deed;
using namespace deed::config;

TEST_CASE("every key is read") {
  const ServiceConfig s = service(R"(
version_table = "version_gateway"
[database]
host = "db1,db2"
port = 5433
name = "shared"
user = "${DB_USER}"
password_file = "secrets/password"
schemas = ["app", '"Odd Name"', "public"]
role = "gateway-owner"
connect_timeout = "5s"
runner_wait = "2m"
lock_timeout = "500ms"
retry_for = "1h"
statement_timeout = "15m"
pooler = "session"
[models]
command = ["python", "-m", "app.print_ddl"]
[revisions]
directory = "migrations/sql"
file_template = "{rev}_{slug}"
ahead = "refuse"
[autogenerate]
ignore = ["tmp_*", "other.t"]
online = false
privileges = "all"
[scratch]
url = "${SCRATCH_URL}"
bin = "/usr/lib/postgresql/17/bin"
[ownership]
owns = ["user", "gateway_*", "function:other.f", "*.*"]
undecided = "refuse"
allow_kinds = ["create role"]
[[ownership.share]]
object = "user"
with = "service-selection"
allow = ["reference", "read"]
[[ownership.share]]
object = "gateway_*"
with = "*"
allow = ["alter"]
)");
  CHECK(to_string(s.version_table.value) == "deed.version_gateway");
  CHECK(to_string(s.version_table.location) == "deed.toml:3:17");
  CHECK(to_string(s.location) == "deed.toml:1:11");
  CHECK(s.database.host->value == "db1,db2");
  CHECK(s.database.port->value == "5433");
  CHECK(s.database.user->value == "${DB_USER}");
  CHECK(to_string(s.database.user->location) == "deed.toml:8:8");
  CHECK(s.database.schemas == SearchPath{"app", "Odd Name", "public"});
  CHECK(s.database.role == "gateway-owner");
  CHECK(s.database.lock_timeout == Duration(500));
  CHECK(s.database.pooler == Pooler::session);
  CHECK(s.models.files.empty());
  CHECK(s.models.command.size() == 3);
  CHECK(s.revisions.directory == "migrations/sql");
  CHECK(s.revisions.file_template == "{rev}_{slug}");
  CHECK(s.revisions.ahead == AheadPolicy::refuse);
  CHECK(to_string(s.autogenerate.ignore.at(0).value) == "app.tmp_*");
  CHECK_FALSE(s.autogenerate.online);
  CHECK(s.autogenerate.privileges == PrivilegePolicy::all);
  CHECK(s.scratch.bin->value == "/usr/lib/postgresql/17/bin");
  CHECK(to_string(s.ownership.owns.at(0).value) == "app.\"user\"");
  CHECK(to_string(s.ownership.owns.at(2).value) == "function:other.f");
  CHECK(to_string(s.ownership.owns.at(1).location) == "deed.toml:32:17");
  CHECK(s.ownership.undecided == UndecidedPolicy::refuse);
  CHECK(s.ownership.allow_kinds == std::vector<std::string>{"create role"});
  CHECK(s.ownership.shares.at(0).value.accesses == std::set<Access>{Access::read, Access::reference});
  CHECK(s.ownership.shares.at(0).value.with == "service-selection");
  CHECK(to_string(s.ownership.shares.at(1).location) == "deed.toml:39:1");
  CHECK(to_string(s.ownership.shares.at(1).value.object) == "app.gateway_*");
}

TEST_CASE("a malformed value is refused where it stands, with its form") {
  const std::string long_name(64, 'a');
  const auto [text, where, what, hint] = GENERATE_COPY(table<std::string, std::string, std::string, std::string>({
      {"version_table = \"\"", "deed.toml:2:17", "is empty", "leave the key out"},
      {"version_table = \"a.b.c\"", "deed.toml:2:17", "more than one dot", "schema.name"},
      {"version_table = 'x\"; drop table y; --'", "deed.toml:2:17", "is not a name", "double quotes"},
      {"version_table = \"a b\"", "deed.toml:2:17", "is not a name", "double quotes"},
      {"version_table = \"a.\"", "deed.toml:2:17", "is not a name", "double quotes"},
      {"version_table = '\"a'", "deed.toml:2:17", "is not a name", "double quotes"},
      {"version_table = 'U&\"a\"'", "deed.toml:2:17", "is not a name", "double quotes"},
      {"version_table = '\"\"'", "deed.toml:2:17", "is not a name", "double quotes"},
      {"version_table = \"" + long_name + "\"", "deed.toml:2:17", "64 bytes", "cut it off"},
      {"version_table = '\"" + std::string(32, '_') + "äääääääääääääääää\"'", "deed.toml:2:17", "66 bytes", "cut it off"},
      {"version_table = \"pg_catalog.x\"", "deed.toml:2:17", "PostgreSQL's own", "schema `deed`"},
      {"version_table = \"ownership\"", "deed.toml:2:17", "the ownership table", "another name"},
      {"version_table = \"a\\u0000b\"", "deed.toml:2:17", "NUL", "u0000"},
      {"[database]\nschemas = []", "deed.toml:3:11", "is empty", "public"},
      {"[database]\nschemas = [\"a\", \"$user\"]", "deed.toml:3:17", "is not a name", "double quotes"},
      {"[database]\nschemas = [\"a.b\"]", "deed.toml:3:12", "one schema", "double quotes"},
      {"[database]\nschemas = [\"deed\"]", "deed.toml:3:12", "no schema to work in", "your own tables"},
      {"[database]\nschemas = [\"information_schema\"]", "deed.toml:3:12", "no schema to work in", "your own tables"},
      {"[database]\nrole = \"" + long_name + "\"", "deed.toml:3:8", "63 bytes", "cut it off"},
      {"[database]\nrole = \"${ROLE}\"", "deed.toml:3:8", "not taken from the environment", "here"},
      {"[database]\nurl = \"postgres://${USER}@h/db\"", "deed.toml:3:7", "nothing is interpolated", "${NAME}"},
      {"[database]\nhost = \"${1}\"", "deed.toml:3:8", "nothing is interpolated", "${NAME}"},
      {"[database]\nport = 0", "deed.toml:3:8", "0 is not a port", "1 to 65535"},
      {"[database]\nport = \"5432,x\"", "deed.toml:3:8", "is not a port", "5432,5433"},
      {"[database]\nlock_timeout = \"2\"", "deed.toml:3:16", "'2' is not a duration", "30s"},
      {"[database]\nlock_timeout = \"-1s\"", "deed.toml:3:16", "is not a duration", "30s"},
      {"[database]\nlock_timeout = \"\"", "deed.toml:3:16", "is not a duration", "30s"},
      {"[database]\nretry_for = \"25d\"", "deed.toml:3:13", "too long", "24 days"},
      {"[database]\npooler = \"transaction\"", "deed.toml:3:10", "cannot be 'transaction'", "none, session"},
      {"[revisions]\nahead = \"refuze\"", "deed.toml:3:9", "Did you mean 'refuse'?", "warn, refuse"},
      {"[revisions]\ndirectory = \"../x\"", "deed.toml:3:13", "leads out", "below"},
      {"[revisions]\ndirectory = \"/x\"", "deed.toml:3:13", "absolute", "below"},
      {"[models]\nfiles = [\"models/**/*.sql\"]", "deed.toml:3:10", "**", "per directory"},
      {"[models]\nfiles = [\"models/*\"]", "deed.toml:3:10", "names no model files", ".sql or .toml"},
      {"[models]\nfiles = [\"../*.sql\"]", "deed.toml:3:10", "leads out", "below"},
      {"[models]\ncommand = []", "deed.toml:3:11", "is empty", "program"},
      {"[ownership]\nowns = [\"user\", \"a.b.c\"]", "deed.toml:3:17", "is not an object pattern", "[kind:]schema.name"},
      {"[ownership]\nowns = [\"tabel:x\"]", "deed.toml:3:9", "no kind of object", "[kind:]schema.name"},
      {"[ownership]\nowns = [\"deed.*\"]", "deed.toml:3:9", "Nobody owns", "Leave it out"},
      {"[ownership]\nowns = [\"schema:pg_toast\"]", "deed.toml:3:9", "Nobody owns", "Leave it out"},
      {"[autogenerate]\nignore = [\"a b\"]", "deed.toml:3:11", "is not an object pattern", "[kind:]schema.name"},
      {"[ownership]\nallow_kinds = [\"CREATE ROLE\"]", "deed.toml:3:16", "not a kind of statement", "lower case"},
      {"[ownership]\nundecided = \"allow\"", "deed.toml:3:13", "cannot be 'allow'", "guard, refuse"},
  }));
  CAPTURE(text);
  check_error(error_of([&] { service(text); }), where, what, hint);
}

TEST_CASE("a share says what, with whom, and which accesses") {
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"object = \"user\"\nallow = [\"read\"]", "deed.toml:2:1", "has no `with`"},
      {"with = \"b\"\nallow = [\"read\"]", "deed.toml:2:1", "has no `object`"},
      {"object = \"user\"\nwith = \"b\"", "deed.toml:2:1", "has no `allow`"},
      {"object = \"user\"\nwith = \"b\"\nallow = []", "deed.toml:5:9", "is empty"},
      {"object = \"user\"\nwith = \"b\"\nallow = [\"reed\"]", "deed.toml:5:10", "Did you mean 'read'?"},
      {"object = \"user\"\nwith = \"api-gateway\"\nallow = [\"read\"]", "deed.toml:4:8", "with itself"},
      {"object = \"user\"\nwith = \"b c\"\nallow = [\"read\"]", "deed.toml:4:8", "not a service's name"},
      {"object = \"user\"\nwith = \"b\"\nallow = [\"read\"]\n[[ownership.share]]\nobject = \"USER\"\nwith = \"b\"\nallow = [\"write\"]",
       "deed.toml:6:1", "deed.toml:2:1 already"},
  }));
  CAPTURE(text);
  check_error(error_of([&] { service("[[ownership.share]]\n" + text); }), where, what);
}

TEST_CASE("a service's name is what a directory, a role and a table can be named after") {
  const auto [name, good] = GENERATE(table<std::string, bool>({
      {"api-gateway", true},
      {"A_1", true},
      {std::string(55, 'a'), true},
      {"", false},
      {" ", false},
      {"a b", false},
      {"a.b", false},
      {"ä", false},
      {"*", false},
      {std::string(64, 'a'), false},
  }));
  CAPTURE(name);
  const auto read = [&] { return read_keys(parse_toml("service = \"" + name + "\"", "f"), "f").service.value().name; };
  if (good) {
    CHECK(read() == name);
  } else {
    check_error(error_of(read), "f:1:11", "");
  }
}

TEST_CASE("a name too long for the default version table needs one of its own") {
  const std::string name(63, 'a');
  const auto read = [&](const std::string& more) { return read_keys(parse_toml("service = \"" + name + "\"\n" + more, "f"), "f"); };
  check_error(error_of([&] { read(""); }), "f:1:11", "71 bytes", "version_table");
  CHECK_NOTHROW(read("version_table = \"v\""));
}

TEST_CASE("the default version table is named after the service, folded as SQL does") {
  CHECK(to_string(service("").version_table.value) == "deed.version_api_gateway");
  CHECK(to_string(read_keys(parse_toml("service = \"API\"", "f"), "f").service->version_table.value) == "deed.version_api");
  CHECK(to_string(service("version_table = \"App.Version\"").version_table.value) == "app.version");
  CHECK(to_string(service("version_table = '\"App\".\"V 1\"'").version_table.value) == "\"App\".\"V 1\"");
}

TEST_CASE("keys that exclude each other are refused with both places") {
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"[database]\nurl = \"x\"\nurl_file = \"y\"", "deed.toml:4:12", "`database.url` and `database.url_file`"},
      {"[database]\nhost = \"x\"\nurl = \"y\"", "deed.toml:3:8", "`database.url` and `database.host`"},
      {"[database]\nurl_file = \"x\"\npassword_file = \"y\"", "deed.toml:4:17", "`database.url_file` and `database.password_file`"},
      {"[models]\nfiles = [\"a.sql\"]\ncommand = [\"x\"]", "deed.toml:4:11", "`models.files` and `models.command`"},
  }));
  CAPTURE(text);
  const Error error = error_of([&] { service(text); });
  check_error(error, where, what, "Keep one");
  CHECK_THAT(error.text().details.at(0), Catch::Contains("deed.toml:"));
}

TEST_CASE("a file template names files apart") {
  const auto [text, what] = GENERATE(table<std::string, std::string>({
      {"{rev}_{slug}_{year}{month}{day}{hour}{minute}{second}", ""},
      {"{rev}", ""},
      {"{slug}", "no {rev}"},
      {"{rev}_{sluggy}", "Did you mean 'slug'?"},
      {"{rev}_{}", "unknown placeholder {}"},
      {"{rev}_{year:04}", "unknown placeholder {year:04}"},
      {"%(rev)s", "no {rev}"},
      {"{rev", "brace"},
      {"rev}", "brace"},
      {"{{rev}}", "brace"},
      {"x/{rev}", "cannot name a file"},
      {".{rev}", "cannot name a file"},
      {"{rev}\\t", "cannot name a file"},
  }));
  CAPTURE(text);
  const auto read = [&] { return service("[revisions]\nfile_template = \"" + text + "\"").revisions.file_template; };
  if (what.empty()) {
    CHECK(read() == text);
  } else {
    check_error(error_of(read), "deed.toml:3:17", what);
  }
}
