#include "domain/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace deed {

namespace {

struct RuleText {
  std::string_view word;
  std::string_view summary;
};

constexpr std::array kRules = std::to_array<RuleText>({
    {"foreign-object", "A statement touches an object that another service owns and has not shared for this access."},
    {"deed-table", "A statement touches schema deed, whose tables are deed's own."},
    {"system-object", "A statement changes PostgreSQL's catalogue by hand, or what belongs to the whole server."},
    {"refused-kind", "A kind of statement that no service may run by itself."},
    {"autocommit-statement", "A statement stands in a step of the wrong kind: inside or outside a transaction."},
    {"undecided-statement", "The text does not tell all that the statement touches."},
    {"owner-unknown", "Nobody here knows who owns the object: the neighbours are not in this checkout."},
    {"unnamed-creation", "A step made something that its text does not name."},
    {"left-transaction", "A step ended deed's transaction."},
    {"lost-runner-lock", "A step released the runner lock."},
    {"double-claim", "Two services claim the same name."},
    {"missing-depends-on", "A revision relies on another service's revision and does not depend on it."},
    {"missing-dependency", "A revision depends on one that does not exist."},
    {"dependency-cycle", "Revisions of several services wait for each other."},
    {"revision-graph", "The revisions of a service do not form one graph with one head."},
    {"revision-file", "A file cannot be read as a revision."},
    {"edited-revision", "A revision that databases may have applied is not what it was."},
    {"ownership-change", "A new revision changes who owns what, or who may use it."},
});
static_assert(kRules.size() == static_cast<std::size_t>(Rule::ownership_change) + 1);

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

std::string_view word(Rule rule) { return kRules[static_cast<std::size_t>(rule)].word; }

std::string_view summary(Rule rule) { return kRules[static_cast<std::size_t>(rule)].summary; }

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

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::note: return "note";
    case Severity::warning: return "warning";
    case Severity::error: break;
  }
  return "error";
}

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
