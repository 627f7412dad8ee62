#include <fmt/format.h>

#include "base/text.h"
#include "report/finding_formats.h"
#include "report/finding_identity.h"

namespace deed::report {

namespace {

// What may not stand in the text of a workflow command: a line's end would begin another one.
std::string escaped(std::string text) {
  text = replace_all(std::move(text), "%", "%25");
  text = replace_all(std::move(text), "\r", "%0D");
  return replace_all(std::move(text), "\n", "%0A");
}

std::string escaped_property(std::string text) {
  text = replace_all(escaped(std::move(text)), ":", "%3A");
  return replace_all(std::move(text), ",", "%2C");
}

std::string message_of(const Finding& finding) {
  std::string message = one_line(finding.message);
  for (const std::string& detail : finding.details) {
    message += fmt::format("\n{}", one_line(detail));
  }
  return finding.hint.empty() ? message : fmt::format("{}\ntry: {}", message, one_line(finding.hint));
}

}  // namespace

std::string findings_github(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    const std::string_view command = finding.severity == Severity::note ? "notice" : word(finding.severity);
    text += fmt::format("::{} file={}", command, escaped_property(file_of(finding)));
    if (finding.location.line > 0) {
      text += fmt::format(",line={}", finding.location.line);
    }
    if (finding.location.column > 0) {
      text += fmt::format(",col={}", finding.location.column);
    }
    text += fmt::format(",title=deed {}::{}\n", word(finding.rule), escaped(message_of(finding)));
  }
  return text;
}

}  // namespace deed::report
