#include <catch2/catch.hpp>

#include "alembic/settings.h"

using namespace deed::alembic;

namespace {

Looked look(const std::string& text, const std::string& key) {
  const Settings settings{.file = "alembic.ini", .here = "../app", .settings = parse_ini(text, "alembic.ini")};
  return settings.find(kSection, key).value_or(Looked{.value = "(absent)"});
}

}  // namespace

TEST_CASE("an ini file is read with comments, either sign, CRLF and continued lines") {
  CHECK(look("# a\n; b\n[alembic]\nscript_location = a/b\n", "script_location").value == "a/b");
  CHECK(look("[alembic]\r\nscript_location : a/b\r\n", "script_location").value == "a/b");
  CHECK(look("[alembic]\nScript_Location=a # b\n", "script_location").value == "a # b");
  CHECK(look("[alembic]\nversion_locations =\n    a\n\n    # no\n    b\n", "version_locations").value == "a\nb");
  CHECK(look("[alembic]\nx = 1\n[loggers]\nkeys = root\n", "keys").value == "(absent)");
  CHECK(look("[DEFAULT]\nx = 1\n[alembic]\n", "x").value == "1");
  CHECK(look("[alembic]\nx = 1\n[DEFAULT]\nx = 2\n", "x").value == "1");
  CHECK(look("[alembic]\na =\nb = 2\n", "a").value.empty());
  CHECK(look("junk\n  more\n[alembic\nx = 1\n", "x").value == "1");
}

TEST_CASE("%(name)s is put in as ConfigParser does it, and what is not there is said") {
  CHECK(look("[alembic]\nscript_location = %(here)s/alembic\n", "script_location").value == "../app/alembic");
  CHECK(look("[alembic]\nhost = h\nurl = postgresql://%(host)s/%%41\n", "url").value == "postgresql://h/%41");
  CHECK(look("[alembic]\nurl = %(DB_URL)s\n", "url").why == "%(db_url)s is put in when Alembic runs");
  CHECK(look("[alembic]\nurl = p%40ss\n", "url").why == "a % stands alone in it, which Alembic itself could not read");
  CHECK_FALSE(look("[alembic]\na = %(b)s\nb = %(a)s\n", "a").why.empty());
}

TEST_CASE("a value that would fill the memory, or never end, is left with the reason") {
  for (const char* last : {"x", ""}) {
    std::string text = "[alembic]\n";
    for (int level = 0; level < 7; ++level) {
      text += "a" + std::to_string(level) + " = ";
      for (int i = 0; i < 60; ++i) {
        text += "%(a" + std::to_string(level + 1) + ")s";
      }
      text += "\n";
    }
    CHECK(look(text + "a7 = " + last + "\n", "a0").why == "it is put together of more than 1000 other settings");
  }
  CHECK(look("[alembic]\na = %(b)s%(b)s\nb = " + std::string(40'000, 'x') + "\n", "a").why == "it becomes longer than 65536 bytes");
}

TEST_CASE("a setting knows its line") { CHECK(look("\n[alembic]\n\nx = 1\n", "x").where == "alembic.ini:4"); }
