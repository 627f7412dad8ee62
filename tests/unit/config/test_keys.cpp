#include <fstream>
#include <sstream>
#include <tuple>

#include "config/read_keys.h"
#include "unit/config/support.h"

using namespace deed;
using namespace deed::config;

namespace {

// What a deed.toml says, without places, so that two can be compared.
std::string summary(const ServiceConfig& s) {
  std::ostringstream out;
  const DatabaseConfig& d = s.database;
  const auto setting = [](const std::optional<Setting>& value) { return value ? value->value : "-"; };
  out << s.name << '|' << to_string(s.version_table.value) << '|' << setting(d.host) << setting(d.port) << setting(d.name)
      << setting(d.user) << setting(d.password_file) << setting(d.url_file) << '|' << setting(d.url) << '|';
  for (const std::string& schema : d.schemas) {
    out << schema << ',';
  }
  out << d.role << '|' << d.connect_timeout.count() << '|' << d.runner_wait.count() << '|' << d.lock_timeout.count() << '|'
      << d.retry_for.count() << '|' << d.statement_timeout.count() << '|' << static_cast<int>(d.pooler) << '|';
  for (const std::string& file : s.models.files) {
    out << file << ',';
  }
  out << s.models.command.size() << '|' << s.revisions.directory << '|' << s.revisions.file_template << '|'
      << static_cast<int>(s.revisions.ahead) << '|' << s.autogenerate.ignore.size() << s.autogenerate.online
      << static_cast<int>(s.autogenerate.privileges) << '|' << setting(s.scratch.url) << setting(s.scratch.bin) << '|'
      << s.ownership.owns.size() << static_cast<int>(s.ownership.undecided) << s.ownership.allow_kinds.size() << s.ownership.shares.size();
  return out.str();
}

std::string without_backticks(const std::string& text) {
  std::string result;
  for (const char c : text) {
    result += c == '`' ? "" : std::string(1, c);
  }
  return result;
}

// A file whose only fault may be the value of this key.
std::string file_with(const std::string& key, const std::string& value) {
  if (key.starts_with("tenants.")) {
    std::string tenants = "service = \"a\"\n" + key + " = " + value + "\n";
    for (const auto& [name, good] : {std::pair("tenants.schemas", "[\"t_1\"]"), std::pair("tenants.pattern", "\"t_*\"")}) {
      tenants += key == name ? "" : std::string(name) + " = " + good + "\n";
    }
    return tenants;
  }
  if (!key.starts_with("ownership.share.")) {
    return key == "service" ? "service = " + value : "service = \"a\"\n" + key + " = " + value;
  }
  std::string file = "service = \"a\"\n[[ownership.share]]\n";
  for (const auto& [name, good] : {std::pair("object", "\"b\""), std::pair("with", "\"b\""), std::pair("allow", "[\"read\"]")}) {
    file += std::string(name) + " = " + (key == "ownership.share." + std::string(name) ? value : good) + "\n";
  }
  return file;
}

}  // namespace

TEST_CASE("docs/configuration.md has the parser's table of keys") {
  std::ifstream file(std::filesystem::path(__FILE__).parent_path() / "../../../docs/configuration.md");
  std::vector<std::string> documented;
  // The table of variables comes later.
  for (std::string line; std::getline(file, line) && line != "## Environment variables";) {
    if (line.starts_with("| `")) {
      documented.push_back(line);
    }
  }
  std::vector<std::string> known;
  for (const KeyInfo& key : keys()) {
    known.push_back("| `" + key.name + "` | " + std::string(word(key.type)) + " | " + key.default_value + " | " + key.meaning + " |");
  }
  CHECK(documented == known);
}

TEST_CASE("a default is what the table of keys says it is") {
  for (const KeyInfo& key : keys()) {
    const std::string value = without_backticks(key.default_value);
    // A default in words has no TOML to try; an array of tables cannot be written in a line.
    if (value.empty() || value.starts_with("\"version_<") || key.type == KeyType::tables) {
      continue;
    }
    CAPTURE(key.name, value);
    if (key.name.starts_with("tenants.")) {
      const auto tenants = [&](const std::string& further) {
        return *read_keys(parse_toml(file_with("tenants.schemas", "[\"t_1\"]") + further, "f"), "f").service->tenants;
      };
      CHECK(tenants(key.name + " = " + value).parallel == tenants("").parallel);
      continue;
    }
    ServiceConfig written = service(key.name + " = " + value);
    if (key.name == "database.url") {
      CHECK(written.database.url->value == "${DATABASE_URL}");
      written.database.url.reset();
    }
    CHECK(summary(written) == summary(service("")));
  }
  CHECK(summary(service("")) == summary(service("version_table = \"version_api_gateway\"")));
  CHECK(summary(service("")) == summary(service("[ownership]\nshare = []")));
}

TEST_CASE("a key takes values of the type that the table of keys says, and no other") {
  const auto [value, type] = GENERATE(table<std::string, KeyType>({
      {"\"1s\"", KeyType::text},
      {"1", KeyType::text_or_integer},
      {"true", KeyType::boolean},
      {"[\"x\"]", KeyType::texts},
      {"[{}]", KeyType::tables},
      {"1.5", KeyType{-1}},
  }));
  for (const KeyInfo& key : keys()) {
    const std::string file = file_with(key.name, value);
    CAPTURE(key.name, file);
    std::string what;
    try {
      read_keys(parse_toml(file, "f"), "f");
    } catch (const Error& error) {
      what = error.text().what;
    }
    const bool written_as_text =
        key.type == KeyType::text_or_integer || key.type == KeyType::duration || key.type == KeyType::text_or_texts;
    const bool is_integer = type == KeyType::text_or_integer && key.type == KeyType::integer;
    const bool are_texts = type == KeyType::texts && key.type == KeyType::text_or_texts;
    if (type == key.type || (type == KeyType::text && written_as_text) || is_integer || are_texts) {
      CHECK_THAT(what, !Catch::Contains("has to be"));
    } else {
      CHECK_THAT(what, Catch::Contains("`" + key.name + "` has to be"));
    }
  }
}

TEST_CASE("an unknown key is refused where it stands, with the key that was meant") {
  const auto [text, where, what, hint] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"servce = \"x\"", "deed.toml:2:1", "`servce`. Did you mean 'service'?", "docs/configuration.md"},
      {"[databse]\nurl = \"x\"", "deed.toml:2:2", "`databse`. Did you mean 'database'?", "docs"},
      {"[database]\nconect_timeout = \"1s\"", "deed.toml:3:1", "Did you mean 'connect_timeout'?", "docs"},
      {"database.conect_timeout = \"1s\"", "deed.toml:2:10", "Did you mean 'connect_timeout'?", "docs"},
      {"owns = []", "deed.toml:2:1", "Did you mean 'ownership.owns'?", "below [ownership]"},
      {"[models]\nschemas = [\"a\"]", "deed.toml:3:1", "Did you mean 'database.schemas'?", "below [database]"},
      {"[database]\npassword = \"S3cr\"", "deed.toml:3:1", "`database.password`", "PGPASSWORD"},
      {"[[ownership.share]]\nobjekt = \"x\"", "deed.toml:3:1", "`ownership.share.objekt`. Did you mean 'object'?", "docs"},
      {"x = { y = 1 }", "deed.toml:2:1", "no key `x`.", "docs"},
      {"\"a\\nb\" = 1", "deed.toml:2:10", "`a\\nb`", "docs"},
  }));
  CAPTURE(text);
  check_error(error_of([&] { service(text); }), where, what, hint);
}

TEST_CASE("a value of the wrong type is refused where it stands") {
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"version_table = 1", "deed.toml:2:17", "`version_table` has to be a string, but this is an integer."},
      {"[database]\nurl = [\"x\"]", "deed.toml:3:7", "`database.url` has to be a string, but this is an array."},
      {"[database]\nport = 1.5", "deed.toml:3:8", "an integer or a string, but this is a float"},
      {"[database]\nconnect_timeout = 30", "deed.toml:3:19", "a duration like \"30s\", but this is an integer"},
      {"[database]\nschemas = \"public\"", "deed.toml:3:11", "an array of strings, but this is a string"},
      {"[database]\nschemas = [1]", "deed.toml:3:12", "has to be a string, but this is an integer"},
      {"[models]\nfiles = [\"a.sql\", 2020-01-01]", "deed.toml:3:19", "this is a date"},
      {"[models]\ncommand = [\"a\", true]", "deed.toml:3:17", "an array of strings, but this is a boolean"},
      {"[autogenerate]\nonline = \"yes\"", "deed.toml:3:10", "true or false, but this is a string"},
      {"database = \"x\"", "deed.toml:2:12", "`database` has to be a table"},
      {"[ownership.share]\nobject = \"x\"", "deed.toml:2:1", "an array of tables ([[ownership.share]]), but this is a table"},
      {"[ownership]\nshare = [1]", "deed.toml:3:10", "an array of tables"},
      {"[ownership]\nowns = { a = 1 }", "deed.toml:3:8", "but this is a table"},
  }));
  CAPTURE(text);
  check_error(error_of([&] { service(text); }), where, what);
}

TEST_CASE("a file describes a service, a workspace, or both") {
  const auto read = [](const std::string& text) { return read_keys(parse_toml(text, "f"), "f"); };
  const FileConfig both = read("service = \"a\"\n[workspace]\nservices = [\"services/*\"]");
  CHECK(both.service->name == "a");
  CHECK(both.workspace->at(0).value == "services/*");
  CHECK_FALSE(read("[workspace]\nservices = []").service);
  CHECK_FALSE(read("service = \"a\"").workspace);
  check_error(error_of([&] { read(""); }), "f", "neither a service nor a workspace", "service = ");
  check_error(error_of([&] { read("[workspace]\n"); }), "f:1:2", "does not say where its services are", "services/*");
  check_error(error_of([&] { read("[workspace]\nservices = [\"a\"]\n[database]\nrole = \"x\""); }), "f:3:2", "belongs to a service",
              "first line");
  check_error(error_of([&] { read("[workspace]\nmembers = [\"a\"]"); }), "f:2:1", "`workspace.members`");
}
