#include "domain/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace deed {

namespace {

constexpr std::array kRules = std::to_array<std::string_view>({"foreign-object", "deed-table", "system-object", "refused-kind", "autocommit-statement", "undecided-statement", "owner-unknown", "unnamed-creation", "left-transaction", "lost-runner-lock", "double-claim", "missing-depends-on", "missing-dependency", "dependency-cycle", "revision-graph", "revision-file", "edited-revision"});
static_assert(kRules.size() == static_cast<std::size_t>(Rule::edited_revision) + 1);

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

std::string_view word(Rule rule) { return kRules[static_cast<std::size_t>(rule)]; }

const std::vector<Rule>& rules() {
  static const std::vector<Rule> all = [] {
    std::vector<Rule> list;
    for (std::size_t i = 0; i < kRules.size(); ++i) {
      list.push_back(static_cast<Rule>(i));
    }
    return list;
  }();
  return all;
}

std::string_view word(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

bool any_error(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::error; });
}

Finding finding_of(const Error& error, Rule rule, std::string service) {
  const ErrorText& text = error.text();
  return {.rule = rule,
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
