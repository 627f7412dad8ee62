#include "report/status_text.h"

#include <fmt/format.h>

#include "base/text.h"

namespace deed::report {

namespace {

void add_list(std::string& text, std::string_view title, const std::vector<std::string>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += fmt::format("  {:<10} {}\n", i == 0 ? title : "", one_line(lines[i]));
  }
}

std::string verdict(const ServiceStatus& status) {
  if (!status.diverged.empty()) {
    return "diverged from the files";
  }
  if (!status.problems.empty()) {
    return count_of(status.problems.size(), "problem");
  }
  if (!status.half_done.empty()) {
    return "half-done";
  }
  if (!status.pending.empty()) {
    return fmt::format("{} pending", count_of(status.pending.size(), "revision"));
  }
  if (status.applied == 0) {
    return "no revisions yet";
  }
  return status.ahead.empty() ? "up to date" : "ahead of the files";
}

std::string paragraph(const ServiceStatus& status) {
  std::string text = fmt::format("{}: {}\n", status.service, verdict(status));
  text += fmt::format("  {:<10} {}\n", "database", status.database);
  text += fmt::format("  {:<10} {}\n", "applied", count_of(status.applied, "revision"));
  text += fmt::format("  {:<10} {}\n", "current", status.current.empty() ? "<base>" : join(status.current, ", "));
  add_list(text, "half-done", status.half_done);
  add_list(text, "pending", status.pending);
  add_list(text, "ahead", status.ahead);
  add_list(text, "diverged", status.diverged);
  add_list(text, "problem", status.problems);
  text += fmt::format("  {:<10} {}\n", "runner", status.runner.empty() ? "nobody" : status.runner);
  text += fmt::format("  {:<10} {}\n", "last", status.last_event.empty() ? "nothing yet" : one_line(status.last_event));
  return text;
}

}  // namespace

std::string status_page(const std::vector<ServiceStatus>& services) {
  std::string text;
  for (const ServiceStatus& status : services) {
    text += (text.empty() ? "" : "\n") + paragraph(status);
  }
  return text;
}

}  // namespace deed::report
