// Reviews for programs: whatever stands in a finding, it stays text there.
#include <catch2/catch.hpp>
#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <set>

#include "base/files.h"
#include "base/text.h"
#include "report/finding_formats.h"
#include "report/finding_identity.h"

using namespace deed;
using Catch::Contains;

namespace {

Finding finding(const std::string& message = "DROP TABLE would alter public.datasets.") {
  return {.rule = Rule::foreign_object,
          .kind = ErrorKind::refused_by_static_check,
          .message = message,
          .location = {"services/api/revisions/aaaa.sql", 7, 3},
          .hint = "Leave it alone.",
          .service = "api",
          .revision = "aaaa"};
}

// All that a finding may hold, and what it may lack.
std::vector<Finding> strange_findings() {
  Finding file = finding("line\nbreak \x1b[31m \"quotes\" \xff");
  file.severity = Severity::warning;
  file.location = {"./odd name, 100%:a\n::error::x.sql", 0, 0};
  file.details = {"one", "two\n::set-env name=x::y"};
  Finding nowhere{.rule = Rule::edited_revision, .message = "m"};
  Finding absolute = finding();
  absolute.location.file = "/srv/x y.sql";
  return {finding(), file, nowhere, absolute};
}

rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document document;
  document.Parse(text.c_str());
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

// In C++20 rapidjson's own == between a value and a text calls itself for ever.
std::string text_in(const rapidjson::Value& value) { return value.GetString(); }

// "" where the text is what the published schema wants, else where it is not.
std::string violation(const std::string& sarif) {
  static const rapidjson::Document text =
      parsed(read_file(DEED_SOURCE_DIR "/tests/cases/review/sarif-schema-2.1.0.json", ErrorKind::local_io));
  static const rapidjson::SchemaDocument schema(text);
  rapidjson::SchemaValidator validator(schema);
  if (parsed(sarif).Accept(validator)) {
    return "";
  }
  rapidjson::StringBuffer where;
  validator.GetInvalidDocumentPointer().StringifyUriFragment(where);
  return std::string(where.GetString()) + " " + validator.GetInvalidSchemaKeyword();
}

}  // namespace

TEST_CASE("SARIF is valid by the published schema") {
  CHECK(violation(report::findings_sarif({}, "1.0.0")).empty());
  CHECK(violation(report::findings_sarif(strange_findings(), "1.0.0")).empty());
  const std::string sarif = report::findings_sarif(strange_findings(), "1.0.0");
  CHECK(violation(replace_all(sarif, "\"level\": \"error\"", "\"level\": \"fatal\"")) == "#/runs/0/results/0/level enum");
  CHECK(violation(replace_all(sarif, "\"ruleIndex\"", "\"rule_index\"")) == "#/runs/0/results/0/rule_index additionalProperties");
  CHECK(violation(replace_all(sarif, "\"startLine\": 7", "\"startLine\": 0")) ==
        "#/runs/0/results/0/locations/0/physicalLocation/region/startLine minimum");
}

TEST_CASE("SARIF says rule, place and what to try") {
  const rapidjson::Document sarif = parsed(report::findings_sarif(strange_findings(), "1.2.3"));
  const auto& run = sarif["runs"][0];
  CHECK(text_in(run["tool"]["driver"]["version"]) == "1.2.3");
  CHECK(run["tool"]["driver"]["rules"].Size() == rules().size());
  const auto& results = run["results"];
  CHECK(text_in(run["tool"]["driver"]["rules"][results[0]["ruleIndex"].GetUint()]["id"]) == text_in(results[0]["ruleId"]));
  CHECK(std::string(results[0]["message"]["text"].GetString()) == "DROP TABLE would alter public.datasets.\nTry: Leave it alone.");
  const auto uri = [&](rapidjson::SizeType i) {
    return std::string(results[i]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].GetString());
  };
  CHECK(uri(0) == "services/api/revisions/aaaa.sql");
  CHECK(uri(1) == "odd%20name%2C%20100%25%3Aa%0A%3A%3Aerror%3A%3Ax.sql");
  CHECK(uri(2) == "deed.toml");
  CHECK(uri(3) == "file:///srv/x%20y.sql");
  CHECK(results[0]["locations"][0]["physicalLocation"]["region"]["startColumn"].GetInt() == 3);
  CHECK_FALSE(results[1]["locations"][0]["physicalLocation"].HasMember("region"));
}

TEST_CASE("a finding is recognised when its line moves, and is told apart from its equals") {
  Finding moved = finding();
  moved.location.line = 99;
  CHECK(report::fingerprints({finding()}) == report::fingerprints({moved}));
  CHECK(report::fingerprints({finding()}) != report::fingerprints({finding("other")}));
  const std::vector<std::string> twice = report::fingerprints({finding(), moved});
  CHECK(twice[0] != twice[1]);
  CHECK(twice[0] == report::fingerprints({finding()})[0]);
}

TEST_CASE("GitHub's workflow commands are one line each, whatever a file is called") {
  const std::string text = report::findings_github(strange_findings());
  const std::vector<std::string_view> lines = split_lines(text);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] ==
        "::error file=services/api/revisions/aaaa.sql,line=7,col=3,title=deed foreign-object::DROP TABLE would alter "
        "public.datasets.%0Atry: Leave it alone.");
  CHECK_THAT(std::string(lines[1]),
             Contains("::warning file=odd name%2C 100%25%3Aa%0A%3A%3Aerror%3A%3Ax.sql,title=deed foreign-object::line\\nbreak"));
  CHECK_THAT(std::string(lines[1]), Contains("%0Aone%0Atwo\\n::set-env"));
}

TEST_CASE("GitLab's code quality report has what GitLab wants of each finding") {
  const rapidjson::Document report = parsed(report::findings_gitlab(strange_findings()));
  REQUIRE(report.Size() == 4);
  CHECK(text_in(report[0]["description"]) == "DROP TABLE would alter public.datasets. Try: Leave it alone.");
  CHECK(text_in(report[0]["check_name"]) == "foreign-object");
  CHECK(text_in(report[0]["severity"]) == "critical");
  CHECK(text_in(report[1]["severity"]) == "minor");
  CHECK(text_in(report[0]["location"]["path"]) == "services/api/revisions/aaaa.sql");
  CHECK(report[0]["location"]["lines"]["begin"].GetInt() == 7);
  CHECK(report[2]["location"]["lines"]["begin"].GetInt() == 1);
  std::set<std::string> identities;
  for (const auto& entry : report.GetArray()) {
    identities.insert(entry["fingerprint"].GetString());
  }
  CHECK(identities.size() == 4);
}

TEST_CASE("a comment in Markdown notifies nobody, links nowhere and holds no HTML") {
  const Finding strange = finding("<img src=https://example.com/x> @everyone [a](http://b) #12 `x` | *bold*");
  const std::string text = report::findings_markdown({strange}, "1 error, 0 warnings\n");
  CHECK_THAT(
      text, Contains("### deed review: 1 error, 0 warnings\n\n- **error** `services/api/revisions/aaaa.sql:7:3` (foreign-object)<br>\n  "));
  CHECK_THAT(
      text,
      Contains(
          "&lt;img src=https:&#8203;//example.com/x&gt; @&#8203;everyone \\[a\\]\\(http:&#8203;//b\\) #&#8203;12 \\`x\\` \\| \\*bold\\*"));
  Finding fence = finding();
  fence.location = {"a``b.sql", 0, 0};
  CHECK_THAT(report::findings_markdown({fence}, ""), Contains("``` a``b.sql ```"));
}

TEST_CASE("a comment in Markdown is never longer than a comment may be") {
  const std::string text = report::findings_markdown(std::vector<Finding>(5000, finding(std::string(5000, '<'))), "many");
  CHECK(text.size() < 65'536);
  CHECK_THAT(text, Contains("more.\n"));
  CHECK(invalid_utf8_at(text) == std::nullopt);
}
