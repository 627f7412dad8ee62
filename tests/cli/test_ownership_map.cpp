// `ownership list` on a database as teams have it: unowned and doubly claimed objects, other tools, foreign keys across services.
#include <catch2/catch.hpp>

#include <algorithm>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

class SharedDatabase : public TestWorkspace {
 public:
  SharedDatabase() {
    service("api");
    service("selection");
    revision("selection", "aaaaaaaaaaaa", "",
             "-- deed:upgrade\nCREATE TABLE datasets (id serial PRIMARY KEY);\n-- deed:share datasets with api: reference, read\n"
             "-- deed:claim sel_*\nCREATE TABLE sel_old (id int);\n\n-- deed:downgrade\nDROP TABLE sel_old;\nDROP TABLE datasets;\n");
    revision(
        "api", "bbbbbbbbbbbb", "\nDepends On: selection:aaaaaaaaaaaa",
        "-- deed:upgrade\nCREATE TABLE \"a<b>&\" (id int PRIMARY KEY, dataset int CONSTRAINT \"to \"\"sets\"\"\" REFERENCES datasets);\n"
        "CREATE TABLE parted (id int) PARTITION BY RANGE (id);\nCREATE TABLE parted_1 PARTITION OF parted DEFAULT;\n"
        "-- deed:claim gone\n\n-- deed:downgrade\nDROP TABLE parted;\nDROP TABLE \"a<b>&\";\n");
    REQUIRE(deed({"--all", "upgrade", "heads"}).exit_code == 0);
    database().sql(
        "CREATE TABLE stray (id serial); CREATE VIEW stray_view AS SELECT 1 AS a; CREATE FUNCTION stray_f() RETURNS int LANGUAGE sql AS "
        "'SELECT 1'; CREATE TABLE my_versions (version_num varchar(32)); CREATE SCHEMA loose");
  }

  ProcessResult list(const std::string& format = "text") { return deed({"ownership", "list", "--format", format}); }
};

// Elements that are closed in order, attributes in quotes, no bare & or <: enough for a page that is XML as well.
bool is_well_formed(const std::string& page) {
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    if (end == std::string::npos) {
      return false;
    }
    const std::string tag = page.substr(at + 1, end - at - 1);
    if (tag.starts_with("!DOCTYPE") || tag.ends_with("/")) {
      continue;
    }
    if (std::count(tag.begin(), tag.end(), '"') % 2 != 0) {
      return false;
    }
    const std::string name = tag.substr(0, tag.find(' '));
    if (!name.starts_with("/")) {
      open.push_back(name);
    } else if (open.empty() || "/" + open.back() != name) {
      return false;
    } else {
      open.pop_back();
    }
  }
  for (std::size_t at = page.find('&'); at != std::string::npos; at = page.find('&', at + 1)) {
    const std::size_t end = page.find(';', at);
    if (end == std::string::npos || end - at > 6) {
      return false;
    }
  }
  return open.empty();
}

std::string browser() {
  for (const std::string name : {"chromium", "chromium-browser", "google-chrome"}) {
    if (run({"sh", "-c", "command -v " + name}).exit_code == 0) {
      return name;
    }
  }
  return "";
}

}  // namespace

TEST_CASE("the map has what each service owns and shares, since when, and what nobody owns") {
  SharedDatabase workspace;
  const ProcessResult list = workspace.list();
  CAPTURE(list.out, list.err);
  CHECK(list.exit_code == 0);
  CHECK_THAT(list.out, Contains("public.datasets  since aaaaaaaaaaaa, 20") && Contains("table; shared with api: read, reference") &&
                           Contains("covers public.sel_old") && Contains("DOES NOT EXIST"));
  CHECK_THAT(list.out, Contains("api: public.\"a<b>&\" -> selection: public.datasets"));
  const std::string nobodys = list.out.substr(list.out.find("Nobody's"));
  CHECK_THAT(nobodys, Contains("public.stray  table") && Contains("public.stray_view  view") && Contains("function:public.stray_f") &&
                          Contains("schema:loose") && Contains("public.my_versions  table, the history of another migration tool"));
  // What follows its table or parent, what is deed's own and what every database has is no object of its own here.
  CHECK_THAT(nobodys, !Contains("stray_id_seq") && !Contains("parted_1") && !Contains("version_api") && !Contains("schema:public") &&
                          !Contains("plpgsql"));
}

TEST_CASE("rows that are not what a history says are exit 10, and the map is printed all the same") {
  SharedDatabase workspace;
  workspace.database().sql(
      "DELETE FROM deed.ownership WHERE object = 'public.gone'; INSERT INTO deed.ownership (service, kind, object) VALUES ('selection', "
      "'object', 'public.stray')");
  // No file is needed for it.
  workspace.remove_revision("selection", "aaaaaaaaaaaa");
  const ProcessResult list = workspace.list();
  CHECK(list.exit_code == 10);
  CHECK_THAT(list.out, Contains("differs from its history: missing: api object public.gone") &&
                           Contains("differs from its history: too much: selection object public.stray") && Contains("public.datasets"));
}

TEST_CASE("what two services claim is shown at both") {
  SharedDatabase workspace;
  workspace.database().sql("INSERT INTO deed.ownership (service, kind, object) VALUES ('api', 'object', 'public.datasets')");
  const ProcessResult list = workspace.list();
  CHECK_THAT(list.out, Contains("ALSO CLAIMED BY selection") && Contains("ALSO CLAIMED BY api") &&
                           Contains("claimed twice: api claims public.datasets, and selection has public.datasets\n"));
  CHECK(list.out.find("claimed twice") == list.out.rfind("claimed twice"));
}

TEST_CASE("a role with few rights gets the map and is told which histories it could not compare") {
  SharedDatabase workspace;
  workspace.database().sql(
      "DO $$ BEGIN CREATE ROLE map_reader LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;"
      "GRANT USAGE ON SCHEMA deed TO map_reader; GRANT SELECT ON deed.ownership, deed.version_api TO map_reader");
  std::string url;
  for (const auto& [keyword, value] : workspace.database().parameters()) {
    url += keyword + "='" + (keyword == "user" ? "map_reader" : value) + "' ";
  }
  const ProcessResult list = workspace.deed_with({"ownership", "list"}, {{"DATABASE_URL", url}});
  CAPTURE(list.err);
  CHECK(list.exit_code == 0);
  CHECK_THAT(list.out,
             Contains("public.datasets") && Contains("not compared with its history: This role may not read deed.version_selection"));
}

TEST_CASE("Mermaid gets a colour per service, foreign keys as edges, and odd names as character codes") {
  SharedDatabase workspace;
  const std::string chart = workspace.list("mermaid").out;
  CAPTURE(chart);
  CHECK(chart.starts_with("flowchart LR\n"));
  CHECK_THAT(chart, Contains("subgraph s0[\"api\"]") && Contains("[\"public.#34;a#60;b#62;#38;#34;\"]") &&
                        Contains(" -->|\"to #34;sets#34;\"| ") && Contains("classDef c0 ") && Contains("classDef c1 "));
}

TEST_CASE("the page is well-formed, whatever names say, needs nothing else, and opens in a browser") {
  SharedDatabase workspace;
  workspace.database().sql("CREATE TABLE \"<script>alert(1)</script>\" (a int); CREATE TABLE \"\"\" onload='x\" (a int)");
  const ProcessResult list = workspace.list("html");
  CAPTURE(list.err);
  REQUIRE(list.exit_code == 0);
  CHECK(is_well_formed(list.out));
  CHECK_THAT(list.out,
             Contains("public.&quot;a&lt;b&gt;&amp;&quot;") && !Contains("<script") && !Contains("src=") && !Contains("url(http"));
  const std::string program = browser();
  if (program.empty()) {
    WARN("no Chromium here: the page was not opened in a browser");
    return;
  }
  workspace.write("map.html", list.out);
  const ProcessResult opened =
      run({program, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", (workspace.path() / "map.html").string()},
          {.timeout = deed::Duration(60'000)});
  CHECK_THAT(opened.out, Contains("<h1>Who owns what</h1>") && Contains("public.datasets") && Contains("</svg>"));
}
