#include "command/strange_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "history/records.h"

namespace deed::command {

namespace {

using Rows = std::map<std::string, HistoryEvent>;

// "bbbbbbbbbbbb add orders: upgraded 2026-11-21 10:12:00 UTC by ..."
std::string unknown_revision(const std::string& id, const Rows& rows) {
  const auto row = rows.find(id);
  if (row == rows.end()) {
    return id;
  }
  const HistoryEvent& event = row->second;
  return fmt::format("{} {}: {} {}", id, one_line(event.message), word(event.event), when_and_who(event));
}

std::vector<std::string> pending_of(const RevisionGraph& graph, const History& history) {
  std::vector<std::string> pending;
  for (const Revision& revision : graph.revisions()) {
    if (!history.applied(revision.id)) {
      pending.push_back(revision.id);
    }
  }
  return pending;
}

Error diverged(const Service& service, const History& history, const HistoryComparison& comparison, const Rows& rows) {
  std::vector<std::string> unknown = comparison.diverged;
  unknown.insert(unknown.end(), comparison.ahead.begin(), comparison.ahead.end());
  const bool one = unknown.size() == 1;
  ErrorText text{.what = fmt::format("The database has {} that {} not fit these files: {}", count_of(unknown.size(), "revision"),
                                     one ? "does" : "do", join(unknown, ", ")),
                 .where = fmt::format("history of {}", service.name())};
  for (const std::string& id : unknown) {
    text.details.push_back(unknown_revision(id, rows));
  }
  text.details.push_back(comparison.common.empty() ? "They have no ancestor in common with these files."
                                                   : "Common ancestor: " + join(comparison.common, ", "));
  if (const std::vector<std::string> pending = pending_of(service.graph, history); !pending.empty()) {
    text.details.push_back("These files have instead: " + join(pending, ", "));
  }
  text.hint = fmt::format(
      "One of these:\n"
      "       - Get the missing {0} from the branch or the image that applied {1}, and join the lines: deed -s {2} merge heads\n"
      "       - Lost for good? `deed -s {2} show {3} --applied` prints {1} as applied.\n"
      "       - Is it the right database? If it shall only forget: deed -s {2} stamp --purge REV (it undoes nothing).",
      one ? "file" : "files", one ? "it" : "each", service.name(), one ? one_line(unknown.front()) : "REV");
  return Error(ErrorKind::diverged, std::move(text));
}

Error ahead_refused(const Service& service, const HistoryComparison& comparison, const Rows& rows, std::string hint) {
  ErrorText text{.what = fmt::format("The database is ahead of these files by {}: {}", count_of(comparison.ahead.size(), "revision"),
                                     join(comparison.ahead, ", ")),
                 .where = fmt::format("history of {}", service.name()),
                 .hint = std::move(hint)};
  for (const std::string& id : comparison.ahead) {
    text.details.push_back(unknown_revision(id, rows));
  }
  return Error(ErrorKind::diverged, std::move(text));
}

void warn_ahead(const HistoryComparison& comparison, const Rows& rows, Log& log) {
  log.warning({.source = "deed.runner",
               .event = Event::database_ahead,
               .message = fmt::format("The database is ahead of these files by {}: {}. This image or checkout is older than the database.",
                                      count_of(comparison.ahead.size(), "revision"), join(comparison.ahead, ", "))});
  for (const std::string& id : comparison.ahead) {
    log.warning({.source = "deed.runner",
                 .event = Event::database_ahead,
                 .message = "Only in the database: " + unknown_revision(id, rows),
                 .revision = id});
  }
}

}  // namespace

std::vector<Finding> edited_findings(const Service& service, const HistoryComparison& comparison, postgres::Connection& connection) {
  std::vector<Finding> findings = comparison.edited;
  std::vector<std::int64_t> positions;
  for (const Finding& finding : findings) {
    positions.push_back(finding.position);
  }
  if (positions.empty()) {
    return findings;
  }
  const auto rows = history::rows_at(connection, version_table(*service.config), positions);
  for (Finding& finding : findings) {
    if (const auto row = rows.find(finding.position); row != rows.end()) {
      finding.details.push_back(fmt::format("{} {}", word(row->second.event), when_and_who(row->second)));
    }
  }
  return findings;
}

void refuse_strange_history(const Service& service, const History& history, postgres::Connection& connection, Log& log) {
  const HistoryComparison comparison = compare_history(service.graph, history);
  if (!comparison.edited.empty()) {
    throw to_error(edited_findings(service, comparison, connection));
  }
  std::vector<std::string> unknown = comparison.diverged;
  unknown.insert(unknown.end(), comparison.ahead.begin(), comparison.ahead.end());
  if (unknown.empty()) {
    return;
  }
  const Rows rows = history::newest_rows(connection, version_table(*service.config), unknown);
  if (!comparison.diverged.empty()) {
    throw diverged(service, history, comparison, rows);
  }
  if (service.config->revisions.ahead == config::AheadPolicy::refuse) {
    throw ahead_refused(service, comparison, rows,
                        "This image or checkout is older than the database: use the newer one. deed.toml says ahead = \"refuse\".");
  }
  warn_ahead(comparison, rows, log);
}

void refuse_to_go_down_from_ahead(const Service& service, const History& history, postgres::Connection& connection) {
  const HistoryComparison comparison = compare_history(service.graph, history);
  if (!comparison.ahead.empty()) {
    const Rows rows = history::newest_rows(connection, version_table(*service.config), comparison.ahead);
    throw ahead_refused(service, comparison, rows,
                        "Run the downgrade from the newer image or checkout, which knows how these are taken back; from here nothing below "
                        "them is taken away.");
  }
}

}  // namespace deed::command
