#include "report/finding_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace deed::report {

std::string finding_lines(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    const std::string where = finding.location.file.empty() ? finding.where : to_string(finding.location);
    text += fmt::format("{}{}{}: {} [{}]\n", one_line(where), where.empty() ? "" : ": ", word(finding.severity), one_line(finding.message),
                        word(finding.rule));
    for (const std::string& detail : finding.details) {
      text += fmt::format("       {}\n", one_line(detail));
    }
    if (!finding.hint.empty()) {
      text += fmt::format("  try: {}\n", one_line(finding.hint));
    }
  }
  return text;
}

std::string finding_summary(const std::vector<Finding>& findings, std::size_t revisions, std::size_t services) {
  const auto count = [&](Severity severity) {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.severity == severity; }));
  };
  const std::string scope = fmt::format("in {} of {}", count_of(revisions, "revision"), count_of(services, "service"));
  if (findings.empty()) {
    return fmt::format("No findings {}\n", scope);
  }
  const std::size_t notes = count(Severity::note);
  return fmt::format("{}, {}{} {}\n", count_of(count(Severity::error), "error"), count_of(count(Severity::warning), "warning"),
                     notes == 0 ? "" : ", " + count_of(notes, "note"), scope);
}

}  // namespace deed::report
