#include <fmt/format.h>

#include <algorithm>

#include "report/finding_formats.h"
#include "report/finding_identity.h"
#include "report/json_writer.h"

namespace deed::report {

namespace {

const char* level(Severity severity) {
  switch (severity) {
    case Severity::note: return "info";
    case Severity::warning: return "minor";
    case Severity::error: break;
  }
  return "critical";
}

}  // namespace

std::string findings_gitlab(const std::vector<Finding>& findings) {
  const std::vector<std::string> identities = fingerprints(findings);
  auto identity = identities.begin();
  Json json;
  json.array(findings, [&](const Finding& finding) {
    json.object([&] {
      json.member("description", finding.hint.empty() ? finding.message : fmt::format("{} Try: {}", finding.message, finding.hint));
      json.member("check_name", word(finding.rule));
      json.member("fingerprint", *identity++);
      json.member("severity", level(finding.severity));
      json.name("location");
      json.object([&] {
        json.member("path", file_of(finding));
        json.name("lines");
        json.object([&] { json.member("begin", std::max(finding.location.line, 1)); });
      });
    });
  });
  return json.take();
}

}  // namespace deed::report
