#include "command/show_applied.h"

#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "catalog/snapshot.h"
#include "command/service.h"
#include "domain/revision_symbol.h"
#include "history/records.h"
#include "history/state.h"
#include "revisions/header.h"
#include "runner/session.h"

namespace deed::command {

namespace {

// The history first: a revision may have no file here, and files that lack one may be no graph.
std::vector<std::string> named(const Service& service, const History& history, const std::string& symbol) {
  if (symbol == "current") {
    return history.heads();
  }
  std::vector<std::string> matches;
  for (const RevisionState* state : history.present()) {
    if (state->id == symbol) {
      return {symbol};
    }
    if (state->id.starts_with(symbol)) {
      matches.push_back(state->id);
    }
  }
  if (matches.size() > 1) {
    throw Error(ErrorKind::graph,
                {.what = fmt::format("'{}' is the beginning of several revisions: {}", one_line(symbol), join(matches, ", ")),
                 .hint = "Give more of the id."});
  }
  if (!matches.empty()) {
    return matches;
  }
  if (any_error(service.findings)) {
    throw to_error(service.findings);
  }
  return located_revisions(service.graph, history, symbol);
}

Error not_applied(const Service& service, const std::string& id, const std::map<std::string, HistoryEvent>& newest) {
  const auto row = newest.find(id);
  ErrorText text{.what = fmt::format("Revision '{}' is not applied.", one_line(id)),
                 .where = fmt::format("history of {}", service.name()),
                 .hint = fmt::format("`deed -s {} status` shows what is; `deed -s {} show {}` shows the file.", service.name(),
                                     service.name(), one_line(id))};
  if (row != newest.end()) {
    text.details.push_back(event_text(row->second));
  }
  return Error(ErrorKind::graph, std::move(text));
}

// The history says that it is there, and no row since it was last taken away says how.
Error no_record(const history::TableName& table, const std::string& id) {
  return Error(ErrorKind::contradiction,
               {.what = fmt::format("The history has revision '{}', but no record of how it was applied.", one_line(id)),
                .where = table.quoted(),
                .hint = "Somebody edited the table by hand, its positions perhaps, which count from 1: restore it."});
}

// The row that tells most of each upgrade step: the one that finished it, else the one that began it.
std::map<int, HistoryEvent> steps_of(const std::vector<HistoryEvent>& rows) {
  std::map<int, HistoryEvent> steps;
  for (const HistoryEvent& row : rows) {
    if (row.sql.starts_with("-- deed:upgrade")) {
      steps[row.step] = row;
    }
  }
  return steps;
}

std::string as_file(const AppliedRecord& record) {
  Revision revision{.id = record.id, .message = record.message, .revises = record.revises};
  for (const std::string& needed : record.depends_on) {
    revision.depends_on.push_back(parse_revision_ref(needed));
  }
  revision.other_headers.emplace_back("Applied", fmt::format("{} {}", word(record.newest.event), when_and_who(record.newest)));
  std::string text = revisions::render_header(revision);
  for (const AppliedStepRecord& step : record.steps) {
    text += text.ends_with("\n\n") ? "" : "\n";
    text += step.row.sql + (step.row.sql.ends_with('\n') ? "" : "\n");
  }
  return text;
}

AppliedRecord record_of(const Service& service, const RevisionState& state, const std::vector<HistoryEvent>& rows) {
  const Revision* file = service.graph.find(state.id);
  AppliedRecord record{.service = service.name(),
                       .id = state.id,
                       .message = state.message,
                       .revises = state.revises,
                       .depends_on = state.depends_on,
                       .progress = state.progress == Progress::applied     ? "applied"
                                   : state.progress == Progress::upgrading ? "upgrading"
                                                                           : "downgrading",
                       .newest = rows.back(),
                       .path = file == nullptr ? "" : file->path};
  for (auto& [number, row] : steps_of(rows)) {
    AppliedStepRecord step{.row = row, .finished = !row.statement.has_value()};
    if (file != nullptr && static_cast<std::size_t>(number) <= file->upgrade.size()) {
      const Step& now = file->upgrade[static_cast<std::size_t>(number) - 1];
      step.file_sql = now.text;
      step.file_location = {file->path, now.line, 0};
      step.edited = step.finished && now.checksum != row.checksum;
    } else {
      step.edited = file != nullptr;
    }
    record.steps.push_back(std::move(step));
  }
  record.text = as_file(record);
  return record;
}

}  // namespace

std::vector<AppliedRecord> show_applied(Invocation& invocation, const config::ServiceConfig& config, const std::string& symbol) {
  const Service service = load_service(config);
  const runner::RunSettings settings = run_settings(config, invocation);
  postgres::Connection connection = runner::open_session(settings, runner::SessionUse::read, invocation.cancellation, invocation.log);
  // Both looks at the history see one state of it.
  const catalog::Snapshot snapshot(connection, settings.schemas);
  const history::State state = history::read_version_table(connection, settings.version_table);
  const History history = state.history();
  std::vector<AppliedRecord> records;
  for (const std::string& id : named(service, history, symbol)) {
    const RevisionState* found = history.find(id);
    if (found == nullptr || found->progress == Progress::absent) {
      throw not_applied(
          service, id,
          found == nullptr ? std::map<std::string, HistoryEvent>{} : history::newest_rows(connection, settings.version_table, {id}));
    }
    const std::vector<HistoryEvent> rows = history::read_record(connection, settings.version_table, id);
    if (rows.empty()) {
      throw no_record(settings.version_table, id);
    }
    records.push_back(record_of(service, *found, rows));
  }
  return records;
}

}  // namespace deed::command
