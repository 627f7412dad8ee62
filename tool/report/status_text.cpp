#include "report/status_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace deed::report {

namespace {

constexpr std::size_t kListed = 5;
constexpr std::size_t kStatementLength = 120;

// Titles in a column, what they are about beside them.
class Page {
 public:
  explicit Page(const std::string& heading) : text_(one_line(heading) + '\n') {}

  // One entry; further lines of it stand below, indented.
  void add(std::string_view title, const std::string& line, const std::vector<std::string>& further = {}) {
    text_ += fmt::format("  {:<10} {}\n", title == last_ ? "" : title, one_line(line));
    last_ = title;
    for (const std::string& more : further) {
      text_ += fmt::format("  {:<10}   {}\n", "", one_line(more));
    }
  }
  std::string take() const { return text_; }

 private:
  std::string text_;
  std::string last_;
};

std::string shortened(const std::string& statement) {
  return statement.size() <= kStatementLength ? statement : fmt::format("{} ...", clip(statement, kStatementLength));
}

std::string named(const StatusRevision& revision) { return fmt::format("{} {}", revision.id, revision.message); }

std::string standing(const ServiceStatus& status) {
  if (!status.diverged.empty()) {
    return "diverged from the files";
  }
  if (!status.problems.empty()) {
    return count_of(status.problems.size(), "problem");
  }
  const std::string pending = fmt::format("{} pending", count_of(status.pending.size(), "revision"));
  if (!status.half_done.empty()) {
    return status.pending.empty() ? "half-done" : "half-done, " + pending;
  }
  if (!status.pending.empty()) {
    return (status.applied == 0 ? "nothing applied, " : "") + pending;
  }
  if (status.applied == 0) {
    return "no revisions yet";
  }
  return status.ahead.empty() ? "up to date" : "ahead of the files";
}

std::string verdict(const ServiceStatus& status) {
  std::string text = standing(status);
  if (!status.invalid_indexes.empty()) {
    text += fmt::format(", {} invalid",
                        status.invalid_indexes.size() == 1 ? "1 index" : fmt::format("{} indexes", status.invalid_indexes.size()));
  }
  if (status.runner) {
    text += status.runner->blockers.empty() ? "; a runner is at work" : "; a runner is BLOCKED";
  }
  return text;
}

void add_revisions(Page& page, std::string_view title, const std::vector<StatusRevision>& revisions) {
  for (const StatusRevision& revision : revisions) {
    std::vector<std::string> row;
    if (revision.row) {
      row.push_back(fmt::format("{} {}", word(revision.row->event), when_and_who(*revision.row)));
    }
    page.add(title, named(revision), row);
  }
}

void add_pending(Page& page, const std::vector<StatusRevision>& pending) {
  for (std::size_t i = 0; i < std::min(pending.size(), kListed); ++i) {
    page.add("pending", named(pending[i]));
  }
  if (pending.size() > kListed) {
    page.add("pending", fmt::format("... and {} more: deed history -i", pending.size() - kListed));
  }
}

void add_half_done(Page& page, const HalfDone& at) {
  const std::string kind = at.kind ? fmt::format(" ({})", word(*at.kind)) : "";
  std::vector<std::string> further;
  if (at.iterations > 0) {
    further.push_back(
        fmt::format("so far: {} rows in {}", with_commas(at.rows), count_of(static_cast<std::size_t>(at.iterations), "iteration")));
  }
  if (!at.sql.empty()) {
    further.push_back(fmt::format("{}: {}", to_string(at.location), shortened(at.sql)));
  }
  further.push_back(at.command.empty() || !at.kind ? at.next : fmt::format("next: `{}` {}", at.command, at.next));
  page.add("half-done",
           fmt::format("{} {}: {}step {} of {}{} is next", at.id, at.message, at.direction == Direction::upgrade ? "" : "downgrade, ",
                       at.step, at.steps, kind),
           further);
}

void add_runner(Page& page, const ServiceStatus& status) {
  if (!status.runner) {
    page.add("runner", status.standby ? "not visible here: this is a standby, runners work on the primary" : "nobody");
    return;
  }
  std::vector<std::string> further{doing(status.runner->session)};
  if (status.runner->session.state == "idle") {
    // Most of the time of a run that is held up: a try takes no longer than lock_timeout.
    further.push_back("between two tries, iterations or statements: ask again, or see in its log what holds it up");
  }
  if (!status.runner->waits_for.empty()) {
    further.push_back("waits for " + status.runner->waits_for);
  }
  page.add("runner", to_string(status.runner->session), further);
  for (const SessionFacts& blocker : status.runner->blockers) {
    std::vector<std::string> about{doing(blocker)};
    if (blocker.pid != 0) {
      about.push_back(fmt::format("to end it: SELECT pg_terminate_backend({});", blocker.pid));
    }
    page.add("blocked by", to_string(blocker), about);
  }
}

// "billing", "billing/tenant_7"
std::string whose(const ServiceStatus& status) { return status.tenant.empty() ? status.service : status.service + '/' + status.tenant; }

std::string failed_page(const ServiceStatus& status) {
  Page page(fmt::format("{}: cannot be looked at", whose(status)));
  page.add("error", status.failure->what);
  if (!status.failure->where.empty()) {
    page.add("at", status.failure->where);
  }
  return page.take();
}

std::string page_of(const ServiceStatus& status) {
  if (status.failure) {
    return failed_page(status);
  }
  if (status.no_tenants) {
    return Page(fmt::format("{}: no tenants", status.service)).take();
  }
  Page page(fmt::format("{}: {}", whose(status), verdict(status)));
  page.add("database", fmt::format("{} as {}, PostgreSQL {}{}", status.database, status.db_role, status.server_version,
                                   status.standby ? ", a standby" : ""));
  page.add("history", status.version_table + (status.has_history ? "" : ", which is not there yet: nothing ever ran"));
  page.add("applied", count_of(status.applied, "revision"));
  if (status.current.empty()) {
    page.add("current", "<base>");
  }
  add_revisions(page, "current", status.current);
  for (const HalfDone& at : status.half_done) {
    add_half_done(page, at);
  }
  add_pending(page, status.pending);
  add_revisions(page, "ahead", status.ahead);
  add_revisions(page, "diverged", status.diverged);
  for (const std::string& problem : status.problems) {
    page.add("problem", problem);
  }
  add_runner(page, status);
  for (const InvalidIndex& index : status.invalid_indexes) {
    page.add("invalid", fmt::format("index {} on {}", index.name, index.table), {index.remedy});
  }
  for (const HistoryEvent& event : status.events) {
    page.add("events", event_text(event));
  }
  if (!status.not_shown.empty()) {
    page.add("not shown", join(status.not_shown, "; "), {"for a DBA: " + status.grant});
  }
  return page.take();
}

}  // namespace

std::string status_page(const std::vector<ServiceStatus>& services) {
  std::string text;
  for (const ServiceStatus& status : services) {
    text += (text.empty() ? "" : "\n") + page_of(status);
  }
  return text;
}

}  // namespace deed::report
