#include "domain/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace deed {

namespace {

std::string place_of(const Finding& finding) {
  if (!finding.location.file.empty()) {
    return to_string(finding.location);
  }
  if (!finding.where.empty()) {
    return finding.where;
  }
  return finding.revision.empty() ? finding.service : fmt::format("revision {}", finding.revision);
}

}  // namespace

std::string_view word(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

bool any_error(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::error; });
}

Finding finding_of(const Error& error, std::string rule, std::string service) {
  const ErrorText& text = error.text();
  return {.rule = std::move(rule),
          .kind = error.kind(),
          .message = text.what,
          .where = text.where,
          .hint = text.hint,
          .service = std::move(service),
          .details = text.details};
}

Error to_error(const std::vector<Finding>& findings) {
  const auto is_error = [](const Finding& f) { return f.severity == Severity::error; };
  const auto first = std::find_if(findings.begin(), findings.end(), is_error);
  ErrorText text{.what = first->message, .where = place_of(*first), .hint = first->hint, .details = first->details};
  for (auto it = std::next(first); it != findings.end(); ++it) {
    if (is_error(*it)) {
      text.details.push_back(fmt::format("also {}: {}", place_of(*it), it->message));
    }
  }
  return Error(first->kind, std::move(text));
}

}  // namespace deed
