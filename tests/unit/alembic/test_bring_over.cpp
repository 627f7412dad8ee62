#include <catch2/catch.hpp>

#include "alembic/bring_over.h"

using namespace deed::alembic;
using Catch::Contains;

namespace {

ServiceFiles files(const std::string& ini, const std::string& env) {
  Project project{.settings = {.file = "alembic.ini", .here = ".", .settings = parse_ini(ini, "alembic.ini")},
                  .env = read_env(env, "env.py"),
                  .env_file = "env.py",
                  .tables = {"user"},
                  .directories = {"."}};
  return bring_over(project, "api-gateway");
}

const std::string kEnv =
    "from app import Base\ntarget_metadata = Base.metadata\ncontext.configure(url=config.get_main_option('sqlalchemy.url'))\n";

}  // namespace

TEST_CASE("no password of Alembic's gets into any file") {
  const char* url =
      GENERATE("postgresql://app:hunter2@db/shared", "postgresql+psycopg2://app:hunter2@db:5432/shared", "postgresql://app:hu@hunter2@db/x",
               "postgresql://app:/hunter2@db/x", "postgresql://db/x?user=a&password=hunter2", "postgres://:hunter2@db/x",
               "mysql://a:hunter2@db/x", "app:hunter2@db", "postgresql:/app:hunter2@db", "driver://user:hunter2@localhost/dbname");
  CAPTURE(url);
  const ServiceFiles ini = files(std::string("[alembic]\nscript_location = a\nsqlalchemy.url = ") + url + "\n", kEnv);
  const ServiceFiles env =
      files("[alembic]\nscript_location = a\n", std::string("config.set_main_option('sqlalchemy.url', '") + url + "')\n");
  for (const ServiceFiles& written : {ini, env}) {
    CHECK_THAT(written.deed_toml + written.print_ddl + written.neighbours_filter, !Contains("hunter2"));
    CHECK_THAT(written.deed_toml, Contains("# url = \"${DATABASE_URL}\" is the default") && !Contains("\nurl "));
    REQUIRE_FALSE(written.unread.empty());
    CHECK_THAT(written.unread.front().text + written.unread.front().why, !Contains("hunter2"));
  }
}

TEST_CASE("a URL without a password is taken over, and a variable by its name") {
  CHECK_THAT(files("[alembic]\nsqlalchemy.url = postgresql+asyncpg://app@db/shared\n", kEnv).deed_toml,
             Contains("# alembic.ini:2\nurl     = \"postgresql+asyncpg://app@db/shared\""));
  CHECK_THAT(files("[alembic]\nsqlalchemy.url = postgresql://app@db/shared\n", "create_engine(os.environ['DB'])").deed_toml,
             Contains("# env.py:1\nurl     = \"${DB}\""));
}

TEST_CASE("a setting that env.py overwrites does not count") {
  CHECK_THAT(files("[alembic]\nsqlalchemy.url = postgresql://app@db/shared\n", "config.set_main_option('sqlalchemy.url', s.url)\n" + kEnv)
                 .deed_toml,
             Contains("# env.py:1: the URL: s.url is known only when env.py runs.") && !Contains("app@db"));
}

TEST_CASE("Alembic's history and what its ini excludes are ignored") {
  const ServiceFiles plain = files("[alembic]\nscript_location = a\n", kEnv);
  CHECK_THAT(plain.deed_toml, Contains("ignore = [\"public.alembic_version\"]"));
  const ServiceFiles own = files("[alembic]\nx = y\n[alembic:exclude]\ntables = spatial_ref_sys, Other\n",
                                 "context.configure(version_table='Version A', version_table_schema='ops')");
  CHECK_THAT(own.deed_toml, Contains("ignore = [\"ops.\\\"Version A\\\"\", \"public.spatial_ref_sys\", \"public.\\\"Other\\\"\"]"));
  CHECK_THAT(own.neighbours_filter, Contains("    \"ops.Version A\",  # Alembic's history of api-gateway"));
  const ServiceFiles computed = files("[alembic]\nx = y\n", "context.configure(version_table=name())");
  CHECK_THAT(computed.deed_toml, Contains("# env.py:1: version_table: what name() returns is computed.") && Contains("ignore = []"));
}

TEST_CASE("several databases are a service each") {
  CHECK_THAT(files("[alembic]\ndatabases = a, b\n", kEnv).deed_toml, Contains("# alembic.ini:2: [alembic] databases: there are several"));
  CHECK_THAT(files("[alembic]\nscript_location = a\n[other]\nscript_location = b\n", kEnv).deed_toml, Contains("[other] script_location"));
}

TEST_CASE("what the files tell stands in print_ddl.py and in the filter") {
  const ServiceFiles written = files("[alembic]\n", kEnv);
  CHECK_THAT(written.print_ddl,
             Contains("from app import Base  # noqa") && Contains("\ntarget_metadata = Base.metadata\n") && !Contains("{{"));
  CHECK_THAT(written.neighbours_filter, Contains("TABLES_OF_API_GATEWAY = {\n    \"user\",\n    \"alembic_version\",") && !Contains("{{"));
  CHECK_THAT(files("[alembic]\n", "target_metadata = get()").print_ddl,
             Contains("# env.py:1: target_metadata = get(): it is computed when env.py runs.\n\ntarget_metadata = None"));
}

TEST_CASE("no value of Alembic's gets out of the quotes, comments and docstrings that it is written into") {
  // Each ends what it stands in, if it is written as it is.
  const std::string evil =
      GENERATE(as<std::string>(), "v\nX = 1", "v\"\nX = 1\n\"", "v\\", "v\"\"\"\nX = 1\n\"\"\"", "v\r\nX = 1", "{{imports}}\nX = 1");
  Project project{
      .settings = {.file = evil,
                   .here = ".",
                   .settings = {{"alembic", "script_location", evil, evil},
                                {evil, "script_location", evil, evil},
                                {"alembic:exclude", "tables", "a" + evil, evil}}},
      .env = Env{.version_table = Told{{.kind = ValueKind::text, .text = evil}, 1},
                 .version_table_schema = Told{{.kind = ValueKind::text, .text = evil}, 1},
                 .schemas = {evil},
                 .imports = {"import app"},
                 .metadata = "app.metadata",
                 .unread = {{Topic::models, evil, evil, evil}, {Topic::database, evil, evil, evil}, {Topic::schemas, evil, evil, evil}}},
      .env_file = evil,
      .tables = {evil},
      .directories = {evil}};
  const ServiceFiles written = bring_over(project, "api-gateway");
  for (const std::string& text : {written.deed_toml, written.print_ddl, written.neighbours_filter}) {
    CHECK_THAT(text, !Contains("\nX = 1"));
  }
  CHECK_THAT(written.print_ddl, !Contains("from what v\"\"\"") && Contains("target_metadata = app.metadata\n"));
}

TEST_CASE("a variable or a URL that deed.toml would read as something else is left with the reason") {
  CHECK_THAT(files("[alembic]\n", "create_engine(os.environ['A}${B'])").deed_toml,
             Contains("is no name of a variable") && !Contains("\nurl "));
  CHECK_THAT(files("[alembic]\nsqlalchemy.url = postgresql://${HOME}/d\n", kEnv).deed_toml,
             Contains("which deed.toml takes for a variable") && !Contains("\nurl "));
}
