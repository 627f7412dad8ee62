#include <tuple>

#include "config/toml.h"
#include "unit/config/support.h"

using namespace deed;
using namespace deed::config;

namespace {

const TomlEntry& entry(const TomlTable& table, std::string_view key) {
  const TomlEntry* found = table.find(key);
  REQUIRE(found != nullptr);
  return *found;
}

const TomlTable& table(const TomlTable& parent, std::string_view key) { return std::get<TomlTable>(entry(parent, key).value.data); }

std::string places(const TomlEntry& e) { return to_string(e.key_location) + " " + to_string(e.value.location); }

}  // namespace

TEST_CASE("TOML values keep their place, in characters") {
  const TomlTable file = parse_toml(
      "# a comment\nname = \"x\"  # another\n[database]\nb = { \"ö\" = \"ü\", port = 5 }\n[[list]]\nkey = [1, 2.5, true]\n", "f");
  CHECK(places(entry(file, "name")) == "f:2:1 f:2:8");
  CHECK(places(entry(file, "database")) == "f:3:2 f:3:1");
  CHECK(places(entry(table(table(file, "database"), "b"), "port")) == "f:4:18 f:4:25");
  CHECK(places(entry(file, "list")) == "f:5:3 f:5:1");
  const TomlArray& list = std::get<TomlArray>(entry(file, "list").value.data);
  const TomlEntry& key = entry(std::get<TomlTable>(list.at(0).data), "key");
  CHECK(places(key) == "f:6:1 f:6:7");
  const TomlArray& values = std::get<TomlArray>(key.value.data);
  CHECK(to_string(values.at(1).location) == "f:6:11");
  CHECK(std::get<double>(values.at(1).data) == 2.5);
  CHECK(std::get<std::int64_t>(values.at(0).data) == 1);
  CHECK(std::get<bool>(values.at(2).data));
}

TEST_CASE("keys of inline and dotted tables are found where they stand") {
  const TomlTable file = parse_toml("x = { port = 5, user = 'u' }\na.b = 1\n\"quoted key\" = 2\n", "f");
  CHECK(places(entry(table(file, "x"), "port")) == "f:1:7 f:1:14");
  CHECK(places(entry(table(file, "x"), "user")) == "f:1:17 f:1:24");
  CHECK(places(entry(file, "a")) == "f:2:1 f:2:1");
  CHECK(places(entry(table(file, "a"), "b")) == "f:2:3 f:2:7");
  CHECK(places(entry(file, "quoted key")) == "f:3:2 f:3:16");
}

TEST_CASE("tables keep the order of the file") {
  const TomlTable file = parse_toml("zebra = 1\nant = 2\nmole = 3\n[bee]\n", "f");
  std::string order;
  for (const TomlEntry& e : file.entries) {
    order += e.key + ' ';
  }
  CHECK(order == "zebra ant mole bee ");
}

TEST_CASE("a # inside a string is no comment") {
  const TomlTable file =
      parse_toml("a = \"x # y\" # z\nb = 'p#q'\nc = \"\"\"\n# kept \"\"quotes\"\" \\\"\"\"\"\nd = '''it's # kept'''\ne = 5#\n", "f");
  CHECK(std::get<std::string>(entry(file, "a").value.data) == "x # y");
  CHECK(std::get<std::string>(entry(file, "b").value.data) == "p#q");
  CHECK(std::get<std::string>(entry(file, "c").value.data) == "# kept \"\"quotes\"\" \"");
  CHECK(std::get<std::string>(entry(file, "d").value.data) == "it's # kept");
  CHECK(std::get<std::int64_t>(entry(file, "e").value.data) == 5);
}

TEST_CASE("malformed TOML is refused at its place, without showing the line") {
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"a = 1\nurl = \"postgres://u:S3cr@h\nb = 2\n", "f.toml:2:7", "not a valid string"},
      {"a = S3cr", "f.toml:1:5", "unknown value"},
      {"a = ", "f.toml:1:5", "missing value"},
      {"\nä\n", "f.toml:2:1", "key"},
      {"ab", "f.toml:1:3", "separator"},
      {"= 1", "f.toml:1:1", "empty key"},
      {"a = 1 b = 2", "f.toml:1:7", "invalid line"},
      {"a = [1,\n 2\nb = 3", "f.toml:3:1", "separator"},
      {"a = { x = 1", "f.toml:1:12", "curly brace"},
      {"[a", "f.toml:1:1", "key"},
      {"a = 1\na = 2", "f.toml:2:5", "already exists"},
      {"[t]\n[t]", "f.toml:2:1", "already exists"},
      {"ö = \"ä\" x", "f.toml:1:1", "key"},
      {"o = \"ä\" x", "f.toml:1:9", "invalid line"},
      {"a = 2020-13-45", "f.toml:1:15", "date"},
      {"a = \"\\ud800\"", "f.toml:1:12", "UTF-8"},
      {"a = \"\\u0000\"", "f.toml:1:5", "NUL"},
  }));
  CAPTURE(text);
  const Error error = error_of([&] { parse_toml(text, "f.toml"); });
  check_error(error, where, what);
  CHECK_THAT(to_string(error.text()), !Catch::Contains("S3cr"));
  CHECK_THAT(to_string(error.text()), !Catch::Contains("toml::"));
}

TEST_CASE("a table after its array of tables is refused with the order that works") {
  check_error(error_of([] { parse_toml("[[ownership.share]]\n[ownership]\n", "f"); }), "f:2:1", "already exists", "[a] before [[a.b]]");
}

TEST_CASE("text that is not plain UTF-8 is no TOML, but a byte order mark is taken") {
  CHECK(parse_toml("\xEF\xBB\xBF"
                   "a = 1\r\nb = 2\r\n",
                   "f")
            .entries.size() == 2);
  const auto [text, what] = GENERATE(table<std::string, std::string>({
      {std::string("\xFF\xFE"
                   "a\0",
                   4),
       "UTF-16"},
      {std::string("a = \"\0\"", 7), "NUL"},
      {"a = \"\xE4\"", "UTF-8"},
      {"a = 1 # x\rb = 2", "carriage return"},
  }));
  const Error error = error_of([&] { parse_toml(text, "f.toml"); });
  CHECK(error.kind() == ErrorKind::config);
  CHECK_THAT(error.text().what, Catch::Contains(what));
  CHECK_THAT(error.text().where, Catch::StartsWith("f.toml:1:"));
}

TEST_CASE("nesting that would overflow the parser's stack is refused") {
  const std::string text = GENERATE(as<std::string>{}, "a = " + std::string(100'000, '['), "a = " + std::string(100'000, '{'), [] {
    std::string dotted = "a";
    for (int i = 0; i < 100'000; ++i) {
      dotted += ".a";
    }
    return dotted + " = 1";
  }());
  check_error(error_of([&] { parse_toml(text, "f"); }), "f:1:" + std::to_string(text.find_first_of("[{") == 4 ? 37 : 66),
              "nested too deeply");
}

TEST_CASE("brackets and dots in strings and numbers nest nothing") {
  std::string numbers = "a = [1.5";
  for (int i = 0; i < 500; ++i) {
    numbers += ", 1.5";
  }
  CHECK_NOTHROW(parse_toml(numbers + "]\nb = \"" + std::string(100, '[') + std::string(100, '.') + "\"\n", "f"));
}

TEST_CASE("a line of very many values is refused, as the parser needs quadratic time for it") {
  std::string text = "a = [1";
  for (int i = 0; i < 100'000; ++i) {
    text += ",1";
  }
  check_error(error_of([&] { parse_toml(text + "]", "f"); }), "f:1:2007", "too many values", "lines of their own");
}

TEST_CASE("a TOML file over 1 MB is refused") {
  const Directory directory;
  directory.write("big.toml", "# " + std::string(1024 * 1024, 'x') + "\n");
  check_error(error_of([&] { read_toml(directory / "big.toml", "big.toml"); }), "big.toml", "limit", "Split");
}
