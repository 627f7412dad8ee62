#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/finding_formats.h"
#include "report/finding_identity.h"

namespace deed::report {

namespace {

// GitHub takes 65,536 characters, GitLab a million.
constexpr std::size_t kLongestComment = 60'000;
// A finding can quote whole names and lists of them.
constexpr std::size_t kLongestText = 2'000;

std::string shortened(const std::string& text) {
  if (text.size() <= kLongestText) {
    return text;
  }
  std::string start = text.substr(0, kLongestText);
  // Not within a character.
  start.resize(invalid_utf8_at(start).value_or(start.size()));
  return start + " ...";
}

// Text that is shown as it stands: no markup, no HTML, no link, nobody notified.
std::string plain(const std::string& text) {
  std::string result;
  for (const char c : one_line(shortened(text))) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (c == '@' || c == '#') {
      // With a character of no width behind it this is no mention and no reference.
      result += fmt::format("{}&#8203;", c);
    } else if (std::string_view("\\`*_{}[]()!|~$").find(c) != std::string_view::npos) {
      result += fmt::format("\\{}", c);
    } else {
      result += c;
    }
  }
  // A bare address would become a link.
  return replace_all(std::move(result), "://", ":&#8203;//");
}

// A code span whatever it holds: fenced by more backticks than stand together in it.
std::string code(const std::string& text) {
  const std::string inner = one_line(shortened(text));
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : inner) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const std::string_view space = longest > 0 ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, space, inner, space, fence);
}

std::string entry(const Finding& finding) {
  const std::string where = to_string(Location{file_of(finding), finding.location.line, finding.location.column});
  std::string text =
      fmt::format("- **{}** {} ({})<br>\n  {}", word(finding.severity), code(where), word(finding.rule), plain(finding.message));
  for (const std::string& detail : finding.details) {
    text += fmt::format("<br>\n  {}", plain(detail));
  }
  return text + (finding.hint.empty() ? "" : fmt::format("<br>\n  *try:* {}", plain(finding.hint))) + '\n';
}

}  // namespace

std::string findings_markdown(const std::vector<Finding>& findings, const std::string& summary) {
  std::string text = fmt::format("### deed review: {}\n", plain(std::string(trim(summary))));
  std::size_t told = 0;
  for (const Finding& finding : findings) {
    const std::string next = entry(finding);
    if (text.size() + next.size() > kLongestComment) {
      break;
    }
    text += told++ == 0 ? '\n' + next : next;
  }
  return told == findings.size() ? text : fmt::format("{}\n... and {} more.\n", text, findings.size() - told);
}

}  // namespace deed::report
