#include <fmt/format.h>

#include "base/text.h"
#include "report/json_text.h"
#include "report/json_writer.h"

namespace deed::report {

namespace {

void write(Json& json, const HistoryEvent& event) {
  json.object([&] {
    json.member("at", event.at);
    json.member("event", word(event.event));
    json.member("revision", event.revision);
    json.member("step", event.step);
    json.member("steps", event.steps);
    json.name("statement");
    event.statement ? json.number(*event.statement) : json.null();
    json.optional("actor", event.actor);
    json.member("db_role", event.db_role);
    json.optional("host", event.host);
    json.member("deed_version", event.deed_version);
    json.optional("tag", event.tag);
    json.member("duration_ms", event.duration_ms);
    json.member("rows", event.rows);
    json.member("run_id", event.run_id);
  });
}

void write(Json& json, const StatusRevision& revision) {
  json.object([&] {
    json.member("revision", revision.id);
    json.member("message", revision.message);
    if (revision.row) {
      json.name("row");
      write(json, *revision.row);
    }
  });
}

void write(Json& json, const HalfDone& at) {
  json.object([&] {
    json.member("revision", at.id);
    json.member("message", at.message);
    json.member("direction", word(at.direction));
    json.member("step", at.step);
    json.member("steps", at.steps);
    json.optional("kind", at.kind ? std::string(word(*at.kind)) : "");
    json.optional("file", at.location.file);
    json.member("line", at.location.line);
    json.member("statement", at.statement);
    json.member("statements", at.statements);
    json.member("started", at.started);
    json.optional("sql", at.sql);
    json.member("iterations", at.iterations);
    json.member("rows", at.rows);
    json.optional("command", at.command);
    json.member("next", at.next);
  });
}

void write(Json& json, const SessionFacts& session) {
  json.object([&] {
    json.member("pid", session.pid);
    json.optional("application", session.application);
    json.optional("db_role", session.db_role);
    json.optional("host", session.host);
    json.optional("since", session.since);
    json.member("visible", session.visible);
    json.optional("state", session.state);
    json.member("state_seconds", session.state_seconds);
    json.optional("query", session.query);
    json.optional("wait", session.wait);
  });
}

void write_failure(Json& json, const ServiceStatus& status) {
  json.object([&] {
    json.member("what", status.failure->what);
    json.optional("where", status.failure->where);
    json.optional("try", status.failure->hint);
    json.member("exit_code", status.exit_code);
  });
}

// The first keys are lists of texts, as the first deed had them; what came later says more of the same.
void write(Json& json, const ServiceStatus& status) {
  const auto names = [](const std::vector<StatusRevision>& revisions, bool with_message) {
    std::vector<std::string> texts;
    for (const StatusRevision& revision : revisions) {
      texts.push_back(with_message ? revision.id + ' ' + one_line(revision.message) : revision.id);
    }
    return texts;
  };
  std::vector<std::string> half_done;
  for (const HalfDone& at : status.half_done) {
    half_done.push_back(
        fmt::format("{} ({}step {} of {})", at.id, at.direction == Direction::upgrade ? "" : "downgrade, ", at.step - 1, at.steps));
  }
  json.object([&] {
    json.member("service", status.service);
    json.given("tenant", status.tenant);
    if (status.no_tenants) {
      json.member("no_tenants", true);
    }
    json.optional("database", status.database);
    json.member("applied", status.applied);
    json.texts("current", names(status.current, false));
    json.texts("pending", names(status.pending, true));
    json.texts("half_done", half_done);
    json.texts("ahead", names(status.ahead, false));
    json.texts("diverged", names(status.diverged, false));
    json.texts("problems", status.problems);
    json.optional("runner", status.runner ? to_string(status.runner->session) : "");
    json.optional("last_event", status.events.empty() ? "" : event_text(status.events.front()));
    json.member("version_table", status.version_table);
    json.member("has_history", status.has_history);
    json.optional("db_role", status.db_role);
    json.optional("server_version", status.server_version);
    json.member("standby", status.standby);
    const auto revision = [&](const StatusRevision& r) { write(json, r); };
    json.array("current_revisions", status.current, revision);
    json.array("pending_revisions", status.pending, revision);
    json.array("ahead_revisions", status.ahead, revision);
    json.array("diverged_revisions", status.diverged, revision);
    json.array("half_done_revisions", status.half_done, [&](const HalfDone& at) { write(json, at); });
    json.name("runner_session");
    status.runner ? write(json, status.runner->session) : json.null();
    json.optional("runner_waits_for", status.runner ? status.runner->waits_for : "");
    json.array("blockers", status.runner ? status.runner->blockers : std::vector<SessionFacts>{},
               [&](const SessionFacts& s) { write(json, s); });
    json.array("invalid_indexes", status.invalid_indexes, [&](const InvalidIndex& index) {
      json.object([&] {
        json.member("index", index.name);
        json.member("table", index.table);
        json.member("builder_pid", index.builder_pid);
        json.member("remedy", index.remedy);
      });
    });
    json.array("events", status.events, [&](const HistoryEvent& event) { write(json, event); });
    json.texts("not_shown", status.not_shown);
    json.optional("grant", status.grant);
    json.name("error");
    status.failure ? write_failure(json, status) : json.null();
  });
}

}  // namespace

std::string status_json(const std::vector<ServiceStatus>& services) {
  Json json;
  json.array(services, [&](const ServiceStatus& status) { write(json, status); });
  return json.take();
}

}  // namespace deed::report
