#include <fmt/format.h>

#include "report/finding_formats.h"
#include "report/finding_identity.h"
#include "report/json_writer.h"

namespace deed::report {

namespace {

constexpr const char* kSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

// A path as a URI reference: each part percent-encoded.
std::string uri_of(const std::string& path) {
  std::string uri = path.starts_with("/") ? "file://" : "";
  bool first = true;
  for (const std::string_view part : split(path, '/')) {
    uri += fmt::format("{}{}", first ? "" : "/", percent_encoded(part));
    first = false;
  }
  return uri;
}

std::string message_of(const Finding& finding) {
  std::string message = one_line(finding.message);
  for (const std::string& detail : finding.details) {
    message += fmt::format("\n{}", one_line(detail));
  }
  return finding.hint.empty() ? message : fmt::format("{}\nTry: {}", message, one_line(finding.hint));
}

void text_object(Json& json, std::string_view name, const std::string& text) {
  json.name(name);
  json.object([&] { json.member("text", text); });
}

void write_rule(Json& json, Rule rule) {
  json.object([&] {
    json.member("id", word(rule));
    text_object(json, "shortDescription", std::string(summary(rule)));
  });
}

void write_location(Json& json, const Finding& finding) {
  json.object([&] {
    json.name("physicalLocation");
    json.object([&] {
      const std::string file = file_of(finding);
      json.name("artifactLocation");
      json.object([&] {
        json.member("uri", uri_of(file));
        if (!file.starts_with("/")) {
          json.member("uriBaseId", "%SRCROOT%");
        }
      });
      if (finding.location.line > 0) {
        json.name("region");
        json.object([&] {
          json.member("startLine", finding.location.line);
          if (finding.location.column > 0) {
            json.member("startColumn", finding.location.column);
          }
        });
      }
    });
  });
}

void write_result(Json& json, const Finding& finding, const std::string& fingerprint) {
  json.object([&] {
    json.member("ruleId", word(finding.rule));
    json.member("ruleIndex", static_cast<std::size_t>(finding.rule));
    json.member("level", word(finding.severity));
    text_object(json, "message", message_of(finding));
    json.array("locations", std::vector{finding}, [&](const Finding& f) { write_location(json, f); });
    json.name("partialFingerprints");
    json.object([&] { json.member("deed/v1", fingerprint); });
    json.name("properties");
    json.object([&] {
      json.optional("service", finding.service);
      json.optional("revision", finding.revision);
      json.member("exitCode", static_cast<std::size_t>(finding.kind));
    });
  });
}

void write_run(Json& json, const std::vector<Finding>& findings, const std::string& deed_version) {
  json.object([&] {
    json.name("tool");
    json.object([&] {
      json.name("driver");
      json.object([&] {
        json.member("name", "deed");
        json.member("version", deed_version);
        json.array("rules", rules(), [&](Rule rule) { write_rule(json, rule); });
      });
    });
    json.member("columnKind", "unicodeCodePoints");
    const std::vector<std::string> identities = fingerprints(findings);
    auto identity = identities.begin();
    json.array("results", findings, [&](const Finding& finding) { write_result(json, finding, *identity++); });
  });
}

}  // namespace

std::string findings_sarif(const std::vector<Finding>& findings, const std::string& deed_version) {
  Json json;
  json.object([&] {
    json.member("$schema", kSchema);
    json.member("version", "2.1.0");
    json.array("runs", std::vector{&findings}, [&](const std::vector<Finding>* all) { write_run(json, *all, deed_version); });
  });
  return json.take();
}

}  // namespace deed::report
