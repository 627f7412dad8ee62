#include <catch2/catch.hpp>

#include "alembic/env.h"
#include "alembic/versions.h"

using namespace deed::alembic;

namespace {

Value url(const std::string& text) {
  const Env env = read_env(text, "env.py");
  return env.urls.empty() ? Value{.kind = ValueKind::none} : env.urls.front().value;
}

std::string variable(const std::string& text) {
  const Value value = url(text);
  return value.kind == ValueKind::variable ? value.text : "";
}

std::string unread_of(const Env& env) {
  std::string text;
  for (const Unread& unread : env.unread) {
    text += unread.where + " " + unread.text + ": " + unread.why + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a URL from the environment is found however env.py comes by it") {
  CHECK(variable("config.set_main_option('sqlalchemy.url', os.environ['A'])") == "A");
  CHECK(variable("config.set_main_option(\"sqlalchemy.url\", os.getenv(\"A\"))") == "A");
  CHECK(variable("config.set_main_option(\n    'sqlalchemy.url',  # here\n    getenv('A', 'postgresql://u:p@h/d'),\n)") == "A");
  CHECK(variable("config.set_main_option('sqlalchemy.url', os.environ.get('A').replace('%', '%%'))") == "A");
  CHECK(variable("config.set_section_option(config.config_ini_section, 'sqlalchemy.url', environ['A'])") == "A");
  CHECK(variable("URL = os.environ['A']\nconfig.set_main_option('sqlalchemy.url', URL)") == "A");
  CHECK(variable("URL: str = (os.environ['A'])\nengine = create_engine(URL, echo=True)") == "A");
  CHECK(variable("def get_url():\n    '''x'''\n    return os.environ['A'] or 'x'\nconnectable = create_async_engine(get_url())") == "A");
  CHECK(variable("configuration = config.get_section(config.config_ini_section)\nconfiguration['sqlalchemy.url'] = os.environ['A']") ==
        "A");
  CHECK(variable("NAME = 'A'\ncontext.configure(url=os.environ[NAME])") == "A");
}

TEST_CASE("what only running env.py tells is said so, and what strings say is not shown") {
  CHECK(url("config.set_main_option('sqlalchemy.url', settings.url('secret'))").text ==
        "settings.url(\"...\") is known only when env.py runs");
  CHECK(url("config.set_main_option('sqlalchemy.url', f'postgresql://{u}:secret@h/d')").text == "it is put together when env.py runs");
  CHECK(url("if x:\n  u = 'a'\nelse:\n  u = 'b'\ncreate_engine(u)").text == "u is set in several places");
  CHECK(url("create_engine(u)").text == "u comes from elsewhere");
  CHECK(url("def f():\n  if x:\n    return 'a'\n  return 'b'\ncreate_engine(f())").text == "what f() returns is computed");
  CHECK(url("a = b\nb = a\ncreate_engine(a)").kind == ValueKind::unread);
  CHECK(url("context.configure(url=config.get_main_option('sqlalchemy.url'))").kind == ValueKind::setting);
}

TEST_CASE("the version table is found in context.configure(), by a name that is set elsewhere too") {
  const Env env = read_env(
      "T = \"version_a\"\ncontext.configure(connection=c, target_metadata=m,\n  version_table=T, version_table_schema='x')", "env.py");
  CHECK(env.version_table->value.text == "version_a");
  CHECK(env.version_table_schema->value.text == "x");
  CHECK(env.unread.size() == 1);
  const Env two = read_env("context.configure(version_table='a')\ncontext.configure(version_table='b')", "env.py");
  CHECK_THAT(unread_of(two), Catch::Contains("env.py:2 version_table='b': line 1 says something else"));
}

TEST_CASE("functions and further arguments of context.configure() are left with the reason") {
  const Env env =
      read_env("context.configure(include_schemas=True, include_object=f, **more)\ncontext.configure(include_object=f)", "env.py");
  CHECK(env.include_schemas);
  CHECK_THAT(unread_of(env), Catch::Contains("env.py:1 include_object=f: a function") && Catch::Contains("**more") &&
                                 Catch::Contains("include_schemas=True"));
  CHECK(env.unread.size() == 4);
}

TEST_CASE("schemas are found where search_path is set") {
  CHECK(read_env("connection.execute(text('SET search_path TO shop, public'))", "e").schemas == std::vector<std::string>{"shop", "public"});
  CHECK(read_env("create_engine(u, connect_args={'options': '-csearch_path=shop'})", "e").schemas == std::vector<std::string>{"shop"});
  const Env env = read_env("connection.execute(f'SET search_path TO {tenant}')", "e");
  CHECK(env.schemas.empty());
  CHECK_THAT(unread_of(env), Catch::Contains("it is put together when env.py runs"));
}

TEST_CASE("target_metadata comes with its imports and with those that are there for their effect") {
  const Env env = read_env(
      "import os\nfrom logging.config import fileConfig\nfrom alembic import context\nfrom app.settings import settings\n"
      "from app.db import (\n    Base,\n    other as Other,\n)\nfrom app import models  # noqa\nimport app.more\nu = settings.url\n"
      "target_metadata = Base.metadata\n",
      "env.py");
  CHECK(env.metadata == "Base.metadata");
  CHECK(env.imports == std::vector<std::string>{"from app.db import (Base, other as Other,)", "from app import models", "import app.more"});
  CHECK(read_env("from app.m import *\ntarget_metadata = metadata", "e").metadata == "metadata");
  CHECK(read_env("from a import A, B\nm = [A.metadata, B.metadata]\ntarget_metadata = m", "e").metadata == "[A.metadata, B.metadata]");
}

TEST_CASE("a target_metadata that the text does not tell is left with the reason") {
  const auto why = [](const std::string& text) { return unread_of(read_env(text, "env.py")); };
  CHECK_THAT(why("target_metadata = None"), Catch::Contains("env.py:1 target_metadata = None: env.py names no models"));
  CHECK_THAT(why("from a import f\ntarget_metadata = f()"), Catch::Contains("it is computed when env.py runs"));
  CHECK_THAT(why("m = MetaData()\ntarget_metadata = m"), Catch::Contains("it is computed when env.py runs"));
  CHECK_THAT(why("class B:\n  pass\ntarget_metadata = B.metadata"), Catch::Contains("B is made in env.py itself"));
  CHECK_THAT(why("from .db import Base\ntarget_metadata = Base.metadata"), Catch::Contains("a relative import works in its package only"));
  CHECK_THAT(why("try:\n  from a import B\nexcept E:\n  from b import B\ntarget_metadata = B.metadata"),
             Catch::Contains("under a condition"));
  CHECK_THAT(why(""), Catch::Contains("env.py does not set it"));
  CHECK_THAT(why("a = b\nb = a\ntarget_metadata = a"),
             Catch::Contains("env.py:3 target_metadata = a: its assignments lead back to each other"));
  CHECK_THAT(why("a = a\ntarget_metadata = a"), Catch::Contains("lead back to each other"));
  CHECK_THAT(why("target_metadata = target_metadata"), Catch::Contains("lead back to each other"));
  CHECK_THAT(why("from a import (B, 'x')\ntarget_metadata = B.metadata"), Catch::Contains("it is no plain import"));
}

TEST_CASE("Python that is broken or strange is survived") {
  for (const char* text : {"\"",
                           "'''a",
                           "(",
                           "f(",
                           ")",
                           "x = \\",
                           "a\\\n",
                           "\\",
                           "from",
                           "import",
                           "from x import (",
                           "def f(",
                           "[",
                           "a[",
                           "target_metadata =",
                           "context.configure(",
                           "context.configure(url=)",
                           "x[\"sqlalchemy.url\"] =",
                           "return",
                           "\xff\xfe",
                           "from . import",
                           "import ,",
                           "from a import ,,",
                           "rb'",
                           "create_engine()",
                           "()",
                           "target_metadata: x"}) {
    CAPTURE(text);
    CHECK_NOTHROW(read_env(text, "env.py"));
    CHECK_NOTHROW(tables_of({text}));
  }
  for (const std::string part : {"f(", "[", "x = (", "a.replace("}) {
    std::string deep;
    while (deep.size() < 200'000) {
      deep += part;
    }
    CHECK_NOTHROW(read_env("create_engine(" + deep, "env.py"));
  }
}

TEST_CASE("the tables of Alembic's revisions are those that upgrade() made and did not drop") {
  const std::string first =
      "def upgrade():\n    op.create_table('a', sa.Column('id'))\n    op.create_table(\n        'b',\n        schema='s')\n"
      "    op.create_table('c')\n\n\ndef downgrade() -> None:\n    op.drop_table('a')\n";
  const std::string second = "def upgrade() -> None:\n    op.drop_table('c')\n    op.rename_table('a', 'd')\n";
  CHECK(tables_of({first}) == std::set<std::string>{"a", "s.b", "c"});
  CHECK(tables_of({first, second}) == std::set<std::string>{"s.b", "d"});
}
