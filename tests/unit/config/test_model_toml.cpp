#include <algorithm>
#include <cstdlib>
#include <set>
#include <sstream>

#include "base/files.h"
#include "base/text.h"
#include "config/model_keys.h"
#include "config/toml_model.h"
#include "unit/config/support.h"

using namespace deed;
using namespace deed::config;

namespace {

const std::filesystem::path kCases = std::filesystem::path(DEED_SOURCE_DIR) / "tests/cases/models";

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kCases)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

TomlModel model(const std::string& text) { return toml_model(parse_toml(text, "m.toml"), {"public"}); }

std::string ddl(const TomlModel& made) {
  std::string text;
  for (const auto* statements : {&made.early, &made.tables, &made.late}) {
    for (const MadeStatement& statement : *statements) {
      text += statement.text + ";\n";
    }
  }
  return text;
}

// A table with one column, and further keys of its own.
std::string table_with(const std::string& further) {
  return "[[table]]\nname = \"t\"\ncolumn = [{ name = \"id\", type = \"bigint\" }]\n" + further;
}

// The value in the third line of a column, its name before it.
std::string column(const std::string& further) { return "[[table]]\nname = \"t\"\n[[table.column]]\nname = \"c\"\n" + further; }

void collect_keys(const TomlTable& table, const std::string& prefix, std::set<std::string>& keys) {
  for (const TomlEntry& entry : table.entries) {
    const std::string name = prefix + entry.key;
    keys.insert(name);
    if (const auto* inner = std::get_if<TomlTable>(&entry.value.data); inner != nullptr && entry.key != "with") {
      collect_keys(*inner, name + ".", keys);
    }
    if (const auto* array = std::get_if<TomlArray>(&entry.value.data)) {
      for (const TomlValue& element : *array) {
        if (const auto* inner = std::get_if<TomlTable>(&element.data)) {
          collect_keys(*inner, name + ".", keys);
        }
      }
    }
  }
}

}  // namespace

TEST_CASE("a TOML model becomes the DDL that its case says") {
  const std::string name = GENERATE(from_range(case_names()));
  CAPTURE(name);
  const std::string made = ddl(read_toml_model(kCases / name / "model.toml", "model.toml", {"public"}));
  if (std::getenv("DEED_REGENERATE") != nullptr) {
    std::ofstream(kCases / name / "made.sql") << made;
  }
  CHECK(made == read_text_file(kCases / name / "made.sql", ErrorKind::local_io));
}

TEST_CASE("the cases use every key that a TOML model may have") {
  std::set<std::string> used;
  for (const std::string& name : case_names()) {
    collect_keys(read_toml(kCases / name / "model.toml", "model.toml"), "", used);
  }
  for (const KeyInfo& key : model_keys()) {
    CAPTURE(key.name);
    CHECK(used.contains(key.name));
  }
}

TEST_CASE("docs/models.md has the reader's table of keys") {
  std::ifstream file(std::filesystem::path(DEED_SOURCE_DIR) / "docs/models.md");
  std::vector<std::string> documented;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("| `")) {
      documented.push_back(line);
    }
  }
  std::vector<std::string> known;
  for (const KeyInfo& key : model_keys()) {
    known.push_back("| `" + key.name + "` | " + std::string(word(key.type)) + " | " + key.default_value + " | " + key.meaning + " |");
  }
  CHECK(documented == known);
}

TEST_CASE("the example in docs/models.md is a model") {
  const std::string docs = read_text_file(std::filesystem::path(DEED_SOURCE_DIR) / "docs/models.md", ErrorKind::local_io);
  const std::size_t begin = docs.find("```toml\n") + 8;
  const TomlModel made = model(docs.substr(begin, docs.find("```", begin) - begin));
  CHECK(made.tables.size() == 3);
  CHECK(made.late.size() == 2);
  CHECK(made.renames.size() == 2);
}

TEST_CASE("each piece of a statement knows the entry or the value that it comes from") {
  const TomlModel made = model(column("type = \"text\"\ndefault = \"now()\"\n[[table.check]]\nexpression = \"c > 1\"\n"));
  const MadeStatement& statement = made.tables.at(0);
  const auto place = [&](const std::string& word) {
    const std::size_t at = statement.text.find(word);
    const auto after = std::find_if(statement.pieces.begin(), statement.pieces.end(), [&](const TextPiece& p) { return p.begin > at; });
    return to_string(std::prev(after)->location);
  };
  CHECK(place("CREATE") == "m.toml:1:1");
  CHECK(place("c text") == "m.toml:3:1");
  CHECK(place("text") == "m.toml:5:8");
  CHECK(place("DEFAULT") == "m.toml:3:1");
  CHECK(place("now") == "m.toml:6:11");
  CHECK(place("CHECK") == "m.toml:7:1");
  CHECK(place("c > 1") == "m.toml:8:14");
}

TEST_CASE("renames are declared for the names that the model has") {
  const std::vector<DeclaredRename> renames =
      toml_model(parse_toml(column("type = \"text\"\nrenamed_from = \"B\"\n[[table]]\nname = \"o.T\"\nrenamed_from = '\"Old\"'\n"), "m"),
                 {"app"})
          .renames;
  REQUIRE(renames.size() == 2);
  CHECK(renames[0] == DeclaredRename{.table = {ObjectKind::relation, "app", "t"}, .column = "c", .from = "b"});
  CHECK(renames[1] == DeclaredRename{.table = {ObjectKind::relation, "o", "t"}, .from = "Old"});
}

TEST_CASE("an unknown key of a model is refused with what was perhaps meant") {
  const auto [text, where, what, hint] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"[[tabel]]\nname = \"t\"", "m.toml:1:3", "no key `tabel` in a model. Did you mean 'table'?",
       "Here can be: schema, enum, sequence, table."},
      {"name = \"t\"", "m.toml:1:1", "no key `name`", "Here can be"},
      {"[[table]]\nnmae = \"t\"", "m.toml:2:1", "`table.nmae` in a model. Did you mean 'name'?", "primary_key"},
      {"[[table]]\nname = \"t\"\n[[table.columns]]\nname = \"c\"", "m.toml:3:9", "`table.columns` in a model. Did you mean 'column'?",
       "column"},
      {"[[table]]\nname = \"t\"\n[[table.column]]\nname = \"c\"\ntyp = \"text\"", "m.toml:5:1", "Did you mean 'type'?", "type, null"},
      {"[[table]]\nname = \"t\"\ncolumn = [\n  { name = \"c\", nul = false, type = \"text\" }]", "m.toml:4:17", "`table.column.nul`",
       "null"},
      {"[[table]]\nname = \"t\"\n[[table.foreign_key]]\ncolumn = [\"a\"]", "m.toml:4:1", "Did you mean 'columns'?", "references"},
      {"[[enum]]\nname = \"e\"\nvalue = []", "m.toml:3:1", "Did you mean 'values'?", "comment"},
      {"[[table]]\nname = \"t\"\n[[table.column]]\nname = \"c\"\ntype=\"int\"\nidentity=\"always\"\nsequence = { begin = 1 }",
       "m.toml:7:14", "`table.column.sequence.begin`", "start"},
  }));
  CAPTURE(text);
  check_error(error_of([&] { model(text); }), where, what, hint);
}

TEST_CASE("a missing key of a model is refused where its table begins") {
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"\n[[table]]\ncomment = \"t\"", "m.toml:2:1", "`table.name` is missing."},
      {"[[table]]\nname = \"t\"\n\n[[table.column]]\nname = \"c\"", "m.toml:4:1", "`table.column.type` is missing."},
      {"[[table]]\nname = \"t\"\ncolumn = [\n  { type = \"text\" }]", "m.toml:4:3", "`table.column.name` is missing."},
      {"[[enum]]\nname = \"e\"", "m.toml:1:1", "`enum.values` is missing."},
      {"[[schema]]", "m.toml:1:1", "`schema.name` is missing."},
      {"[[sequence]]", "m.toml:1:1", "`sequence.name` is missing."},
      {table_with("[[table.check]]"), "m.toml:4:1", "`table.check.expression` is missing."},
      {table_with("[[table.unique]]"), "m.toml:4:1", "`table.unique.columns` is missing."},
      {table_with("[[table.index]]"), "m.toml:4:1", "`table.index.columns` is missing."},
      {table_with("[table.primary_key]"), "m.toml:4:1", "`table.primary_key.columns` is missing."},
      {table_with("[[table.foreign_key]]\ncolumns = [\"id\"]"), "m.toml:4:1", "`table.foreign_key.references` is missing."},
  }));
  CAPTURE(text);
  check_error(error_of([&] { model(text); }), where, what);
}

TEST_CASE("a value of a model of the wrong type is refused where it stands") {
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"table = 1", "m.toml:1:9", "`table` has to be an array of tables ([[table]]), but this is an integer."},
      {"[table]\nname = \"t\"", "m.toml:1:1", "an array of tables ([[table]]), but this is a table"},
      {"table = [1]", "m.toml:1:10", "an array of tables"},
      {"[[table]]\nname = 1", "m.toml:2:8", "`table.name` has to be a string, but this is an integer."},
      {"[[table]]\nname = \"t\"\ncolumn = \"c\"", "m.toml:3:10", "an array of tables ([[table.column]])"},
      {column("type = 1"), "m.toml:5:8", "`table.column.type` has to be a string"},
      {column("type = \"int\"\ndefault = 1"), "m.toml:6:11", "`table.column.default` has to be a string, but this is an integer."},
      {column("type = \"int\"\nnull = \"no\""), "m.toml:6:8", "true or false"},
      {column("type = \"int\"\nidentity = true"), "m.toml:6:12", "has to be a string"},
      {column("type = \"int\"\nidentity = \"allways\""), "m.toml:6:12", "Did you mean 'always'?"},
      {column("type = \"int\"\nsequence = 1"), "m.toml:6:12", "a table like { start = 1000 }"},
      {table_with("primary_key = true"), "m.toml:4:15", "an array of strings like [\"id\"], or a table with columns"},
      {table_with("primary_key = [1]"), "m.toml:4:16", "has to be a string"},
      {table_with("primary_key = []"), "m.toml:4:15", "is empty"},
      {table_with("primary_key = { columns = [\"id\"], with = 1 }"), "m.toml:4:42", "a table like { fillfactor = 70 }"},
      {table_with("primary_key = { columns = [\"id\"], with = { fillfactor = 1.5 } }"), "m.toml:4:57", "a number, a boolean or a string"},
      {table_with("primary_key = { columns = [\"id\"], with = { \"a b\" = 1 } }"), "m.toml:4:45", "not a storage parameter"},
      {table_with("[[table.unique]]\ncolumns = [\"id\"]\ndeferrable = true"), "m.toml:6:14", "has to be a string"},
      {table_with("[[table.foreign_key]]\ncolumns = [\"id\"]\nreferences = \"o\"\non_delete = \"cascad\""), "m.toml:7:13",
       "Did you mean 'cascade'?"},
      {"[[enum]]\nname = \"e\"\nvalues = [1]", "m.toml:3:11", "array of strings"},
      {"[[enum]]\nname = \"e\"\nvalues = [\"\"]", "m.toml:3:11", "is empty"},
      {"[[sequence]]\nname = \"s\"\nstart = \"1\"", "m.toml:3:9", "has to be an integer, but this is a string."},
      {"[[sequence]]\nname = \"s\"\ntype = \"int\"", "m.toml:3:8", "cannot be 'int'"},
      {"[[sequence]]\nname = \"s\"\nowned_by = \"c\"", "m.toml:3:12", "names no column"},
  }));
  CAPTURE(text);
  check_error(error_of([&] { model(text); }), where, what);
}

TEST_CASE("a name of a model is as PostgreSQL can have it") {
  const std::string longest(63, 'x');
  CHECK_NOTHROW(model("[[table]]\nname = \"" + longest + "." + longest + "\""));
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"[[table]]\nname = \"" + std::string(64, 'x') + "\"", "m.toml:2:8", "has 64 bytes; PostgreSQL keeps 63"},
      {"[[table]]\nname = \"my table\"", "m.toml:2:8", "is not a name that PostgreSQL can have for `table.name`"},
      {"[[table]]\nname = \"a.b.c\"", "m.toml:2:8", "too many dots"},
      {"[[table]]\nname = \"t (a int); DROP TABLE x; --\"", "m.toml:2:8", "is not a name"},
      {"[[table]]\nname = \"t\"\nrenamed_from = \"s.t\"", "m.toml:3:16", "too many dots"},
      {"[[table]]\nname = \"t\"\n[[table.column]]\nname = \"t.c\"\ntype = \"int\"", "m.toml:4:8", "too many dots"},
      {"[[enum]]\nname = \"e\"\nvalues = [\"ok\", \"" + std::string(64, 'v') + "\"]", "m.toml:3:17", "an enum's value has at most 63"},
      {column("type = \"text\"\ncollation = \"" + std::string(64, 'C') + "\""), "m.toml:6:13", "has 64 bytes"},
      {table_with("[[table.index]]\nname = \"" + std::string(64, 'x') + "\"\ncolumns = [\"id\"]"), "m.toml:5:8", "has 64 bytes"},
  }));
  CAPTURE(text);
  check_error(error_of([&] { model(text); }), where, what);
}

TEST_CASE("what contradicts itself in a model is refused") {
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"[[table]]\nname = \"t\"\n[[table]]\nname = \"public.T\"", "m.toml:4:8", "public.t stands at m.toml:2:8 already."},
      {"[[table]]\nname = \"t\"\n[[enum]]\nname = \"t\"\nvalues = []", "m.toml:2:8", "public.t stands at m.toml:4:8 already."},
      {"[[schema]]\nname = \"s\"\n[[schema]]\nname = \"S\"", "m.toml:4:8", "Schema 's' stands at m.toml:2:8 already."},
      {"[[enum]]\nname = \"e\"\nvalues = [\"a\", \"b\", \"a\"]", "m.toml:3:21", "Value 'a' stands at m.toml:3:11 already."},
      {table_with("[[table.column]]\nname = \"x\"\ntype = \"int\""), "m.toml:4:1", "This is not TOML"},
      {"[[table]]\nname = \"t\"\ncolumn = [{ name = \"c\", type = \"int\" }, { name = \"C\", type = \"int\" }]", "m.toml:3:50",
       "Column 'c' stands at m.toml:3:20 already."},
      {table_with("[[table.unique]]\nname = \"k\"\ncolumns = [\"id\"]\n[[table.index]]\nname = \"k\"\ncolumns = [\"id\"]"), "m.toml:8:8",
       "'k' stands at m.toml:5:8 already."},
      {table_with("primary_key = [\"id\", \"ld\"]"), "m.toml:4:22", "t has no column 'ld'. Did you mean 'id'?"},
      {table_with("[[table.unique]]\ncolumns = [\"idd\"]"), "m.toml:5:12", "t has no column 'idd'. Did you mean 'id'?"},
      {table_with("[[table.unique]]\ncolumns = [\"id\"]\ninclude = [\"x\"]"), "m.toml:6:12", "no column 'x'"},
      {table_with("[[table.foreign_key]]\ncolumns = [\"x\"]\nreferences = \"o\""), "m.toml:5:12", "no column 'x'"},
      {table_with("[[table.foreign_key]]\ncolumns = [\"id\"]\nreferences = \"o\"\non_delete = \"set null\"\non_delete_columns = [\"x\"]"),
       "m.toml:8:22", "no column 'x'"},
      {table_with("[[table.foreign_key]]\ncolumns = [\"id\"]\nreferences = \"o\"\non_delete = \"cascade\"\non_delete_columns = [\"id\"]"),
       "m.toml:8:22", "set columns"},
      {table_with("[[table.foreign_key]]\ncolumns = [\"id\"]\nreferences = \"o\"\nreferenced_columns = [\"a\", \"b\"]"), "m.toml:7:23",
       "1 column refer to 2"},
      {table_with("[[table.index]]\ncolumns = [\"id\"]\ninclude = [\"x\"]"), "m.toml:6:12", "no column 'x'"},
      {table_with("[[table.index]]\ncolumns = [\"id\"]\ncomment = \"x\""), "m.toml:6:11", "Only what has a `name`"},
      {table_with("[[table.check]]\nexpression = \"true\"\ncomment = \"x\""), "m.toml:6:11", "Only what has a `name`"},
      {column("type = \"int\"\nidentity = \"always\"\ndefault = \"1\""), "m.toml:6:12", "both `default` and `identity`"},
      {column("type = \"int\"\ndefault = \"1\"\ngenerated = \"2\""), "m.toml:7:13", "both `default` and `generated`"},
      {column("type = \"int\"\nsequence = { start = 1 }"), "m.toml:6:12", "no identity column"},
      {column("type = \"int\"\nidentity = \"always\"\nnull = true"), "m.toml:7:8", "never NULL"},
      {"[[table]]\nname = \"t\"\nprimary_key = [\"c\"]\n[[table.column]]\nname = \"c\"\ntype = \"int\"\nnull = true", "m.toml:7:8",
       "never NULL"},
  }));
  CAPTURE(text);
  check_error(error_of([&] { model(text); }), where, what);
}

TEST_CASE("SQL in a model cannot leave its clause") {
  const auto [value, what] = GENERATE(table<std::string, std::string>({
      {"1); DROP TABLE x; --", "a ')' that closes nothing"},
      {"1; DROP TABLE x", "a semicolon"},
      {"1 -- the rest", "a comment"},
      {"1 /* and */ + 1", "a comment"},
      {"1 /* open", "a quote or comment that is never closed"},
      {"'open", "a quote or comment that is never closed"},
      {"E'\\\\'' || '", "a quote or comment that is never closed"},
      {"$$open", "a quote or comment that is never closed"},
      {"\\\"open", "a quote or comment that is never closed"},
      {"1, evil int", "a comma outside parentheses"},
      {"(1", "a parenthesis without its ')'"},
      {"(1]", "a ']' that closes nothing"},
      {"$1", "a parameter"},
      {"\\\\q", "a backslash outside quotes"},
  }));
  CAPTURE(value);
  check_error(error_of([&] { model(column("type = \"text\"\ndefault = \"" + value + "\"")); }), "m.toml:6:11",
              "`table.column.default` has " + what, "one SQL expression");
  check_error(error_of([&] { model(column("type = \"" + value + "\"")); }), "m.toml:5:8", "`table.column.type` has " + what,
              "the type alone");
  check_error(error_of([&] { model(table_with("[[table.index]]\ncolumns = [\"id\", \"" + value + "\"]")); }), "m.toml:5:18",
              "`table.index.columns` has " + what, "element of its own");
}

TEST_CASE("SQL in a model may have anything inside its quotes") {
  CHECK_THAT(ddl(model(column("type = \"text\"\ndefault = \"'); -- ' || $x$ ); /* $x$ || '\\\\'\""))),
             Catch::Contains("DEFAULT ('); -- ' || $x$ ); /* $x$ || '\\')"));
}
