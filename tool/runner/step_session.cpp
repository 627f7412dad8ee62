#include "runner/step_session.h"

#include <fmt/format.h>

#include <chrono>
#include <variant>

#include "catalog/lookup.h"
#include "history/state.h"
#include "history/writer.h"
#include "runner/session.h"
#include "runner/signs_of_life.h"

namespace deed::runner {

namespace {

// Where in the file the server saw the error: its position counts characters of the statement.
Location place_of(const postgres::SqlError& error, const Statement& statement, const std::string& path) {
  Position position = statement.position;
  for (std::size_t at = 0, character = 1; character < error.position() && at < statement.text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(statement.text[at]);
    const bool last_byte = at + 1 >= statement.text.size() || (static_cast<unsigned char>(statement.text[at + 1]) & 0xC0) != 0x80;
    character += last_byte ? 1 : 0;
    if (byte == '\n') {
      ++position.line;
      position.column = 1;
    } else if (last_byte) {
      ++position.column;
    }
  }
  return {path, position.line, position.column};
}

std::set<std::string> rows_of_others(const OwnershipMap& map, const std::string& service) {
  std::set<std::string> rows;
  for (const auto& [other, holdings] : map.services()) {
    for (const OwnershipRow& row : other == service ? std::vector<OwnershipRow>{} : to_rows(other, holdings)) {
      rows.insert(to_string(row));
    }
  }
  return rows;
}

std::string way_out(const StepSession& session, const Error& error, ErrorKind kind) {
  if (error.sqlstate() == "57014" && kind != ErrorKind::statement_timeout) {
    return "Somebody cancelled it; run the same command again.";
  }
  switch (kind) {
    case ErrorKind::denied: {
      const std::string& role = session.settings.role;
      return fmt::format(
          "Let the object's owner or a DBA GRANT that to {} (`deed ownership roles` writes the GRANTs of all shares), and run "
          "the same command again.",
          role.empty() ? session.connection.endpoint().user : role);
    }
    case ErrorKind::statement_timeout: return "Raise statement_timeout in deed.toml, or make the statement do less.";
    case ErrorKind::unsuitable_server:
      return "Connect to the primary (several hosts in the URL find it); or the step itself made its transaction read-only: remove that.";
    case ErrorKind::server_resource: return "Give the server what it lacks, and run the same command again.";
    case ErrorKind::sql_failed: return "Correct it, and run the same command again.";
    default: return "Run the same command again.";
  }
}

bool worth_another_try(ErrorKind kind) { return kind == ErrorKind::lock_busy || kind == ErrorKind::contention; }

// Who was in the way, as far as it was seen, or as the server tells it of a deadlock.
std::string in_the_way(const SignsOfLife& signs, const Error& error) {
  if (!signs.blockers().empty()) {
    return "blocked by " + signs.blockers();
  }
  const std::vector<std::string>& details = error.text().details;
  return error.kind() == ErrorKind::contention && !details.empty() ? details.front() : "";
}

// A try that others kept from its end.
struct HeldUp {
  const postgres::SqlError& error;
  const std::string& blocked;
  Duration took;
  // Until the next try.
  Duration pause;
};

void tell_retry(const StepSession& session, const StepRequest& request, const HeldUp& attempt) {
  const std::string_view end = request.step->kind == StepKind::autocommit ? "was held up" : "was rolled back";
  LogEvent event =
      request.tells(Event::step_retry, fmt::format("Step {} of revision {} {}: {} ({}){}. Trying again in {} ms", request.number,
                                                   request.revision->id, end, attempt.error.text().what, attempt.error.sqlstate(),
                                                   attempt.blocked.empty() ? "" : "; " + attempt.blocked, attempt.pause.count()));
  event.statement = session.at_work;
  event.sqlstate = attempt.error.sqlstate();
  event.lock_wait = attempt.took + attempt.pause;
  session.log.warning(std::move(event));
}

void tell_given_up(const StepSession& session, const StepRequest& request, Duration took) {
  LogEvent event = request.tells(Event::lock_wait, fmt::format("Step {} of revision {} is given up", request.number, request.revision->id));
  event.statement = session.at_work;
  event.lock_wait = took;
  session.log.debug(std::move(event));
}

// A failure of deed's own statements within the step, which has no place yet.
postgres::SqlError placed(const StepSession& session, const StepRequest& request, const postgres::SqlError& error,
                          std::chrono::steady_clock::time_point begin) {
  const ErrorKind kind = kind_after(session.settings, error, begin);
  ErrorText text = error.text();
  if (text.where.empty()) {
    text.where = to_string(Location{request.revision->path, request.step->line});
    text.details.push_back(fmt::format("at {} of revision {}", session.at_work, request.revision->id));
  }
  if (text.hint.empty()) {
    text.hint = way_out(session, error, kind);
  }
  return {kind, std::move(text), error.sqlstate(), error.position()};
}

Error given_up(const StepSession& session, const Error& error, const std::string& blocked) {
  ErrorText text = error.text();
  if (!blocked.empty()) {
    text.details.push_back(blocked);
  }
  const std::string spent = session.settings.patience ? "all tenants together have been held up for" : "the next try would come later than";
  text.details.push_back(fmt::format("{} {}{} (`retry_for` in deed.toml)", spent, to_string(session.settings.retry_for),
                                     session.settings.patience ? "" : " after the first"));
  return Error(error.kind(), std::move(text)).with_sqlstate(error.sqlstate());
}

}  // namespace

postgres::Connection& StepSession::observer() {
  std::optional<postgres::Connection>& observer = sessions == nullptr ? observer_ : sessions->observer;
  if (!observer || !observer->usable()) {
    observer = open_observer(connection, settings, cancellation, log);
  }
  return *observer;
}

const OwnershipMap& StepSession::current(const OwnershipMap& planned) {
  if (!has_ownership_table) {
    return planned;
  }
  std::string version = history::others_version(observer(), settings.service);
  if (version != others_version_) {
    OwnershipMap now = OwnershipMap::from_rows(history::read_ownership(observer()));
    newer_ =
        rows_of_others(now, settings.service) == rows_of_others(planned, settings.service) ? std::nullopt : std::optional(std::move(now));
    known_mine.clear();
    others_version_ = std::move(version);
  }
  return known(planned);
}

const OwnershipMap& StepSession::known(const OwnershipMap& planned) {
  if (has_ownership_table && others_version_.empty()) {
    return current(planned);
  }
  if (!newer_) {
    return planned;
  }
  merged_ = *newer_;
  const Holdings* own = planned.find(settings.service);
  merged_.of(settings.service) = own == nullptr ? Holdings{} : *own;
  return merged_;
}

const OwnershipMap& StepSession::change_rows(const OwnershipMap& planned, const ownership::RowDelta& delta) {
  std::string version = history::change_rows(connection, settings.service, {.remove = delta.remove, .add = delta.add});
  if (version != others_version_) {
    newer_ = OwnershipMap::from_rows(history::read_ownership(connection));
    known_mine.clear();
    others_version_ = std::move(version);
  }
  return others(planned);
}

LogEvent StepRequest::tells(Event event, std::string message) const {
  return {.source = "deed.runner", .event = event, .message = std::move(message), .revision = revision->id, .step = number, .steps = count};
}

HistoryEvent StepSession::event(const StepRequest& request, EventKind kind) const {
  const Revision& revision = *request.revision;
  HistoryEvent event{.revision = revision.id, .revises = revision.revises, .step = request.number, .steps = request.count, .event = kind};
  event.depends_on = to_texts(revision.depends_on);
  event.checksum = request.step->checksum;
  event.sql = request.step->text;
  event.search_path = to_text(settings.schemas);
  event.run_id = settings.run_id;
  event.actor = settings.actor;
  event.host = settings.host;
  event.deed_version = settings.deed_version;
  event.message = revision.message;
  event.tag = settings.tag;
  return event;
}

StepOutcome retrying(StepSession& session, const StepRequest& request, const std::function<StepOutcome()>& attempt) {
  const Duration retry_for = session.settings.retry_for;
  const Deadline deadline(session.settings.patience ? std::min(retry_for, session.settings.patience()) : retry_for);
  Backoff backoff(Duration(200), Duration(10'000));
  session.told_waiting.clear();
  while (true) {
    session.at_work = fmt::format("deed's own rows of step {}", request.number);
    // Before any lock is held: nobody shall wait for it while deed connects.
    session.observer();
    const SignsOfLife signs(session, request);
    const auto begin = std::chrono::steady_clock::now();
    try {
      return attempt();
    } catch (const postgres::SqlError& error) {
      const auto attempt_took = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin);
      const Duration wait = backoff.next();
      const std::string blocked = in_the_way(signs, error);
      if (!worth_another_try(error.kind())) {
        throw placed(session, request, error, begin);
      }
      if (deadline.left() <= wait) {
        tell_given_up(session, request, attempt_took);
        throw given_up(session, error, blocked);
      }
      tell_retry(session, request, {error, blocked, attempt_took, wait});
      session.cancellation.sleep(wait);
    }
  }
}

ErrorKind kind_after(const RunSettings& settings, const postgres::SqlError& error, std::chrono::steady_clock::time_point begin) {
  const bool limited = settings.statement_timeout.count() != 0 && std::chrono::steady_clock::now() - begin >= settings.statement_timeout;
  return error.sqlstate() == "57014" && limited ? ErrorKind::statement_timeout : error.kind();
}

RunningStatement::RunningStatement(StepSession& session, const StepRequest& request, const Statement& statement)
    : session_(session), request_(request), statement_(statement), begin_(std::chrono::steady_clock::now()) {
  session.at_work = fmt::format("{} ({}:{})", statement.kind, request.revision->path, statement.position.line);
}

void RunningStatement::tell_done() const {
  const auto took = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin_);
  LogEvent event = request_.tells(Event::statement_done, fmt::format("{}: {} ms", session_.at_work, took.count()));
  event.statement = session_.at_work;
  event.duration = took;
  session_.log.debug(std::move(event));
}

postgres::SqlError RunningStatement::failure(const postgres::SqlError& error) const {
  const ErrorKind kind = kind_after(session_.settings, error, begin_);
  ErrorText text = error.text();
  text.where = to_string(place_of(error, statement_, request_.revision->path));
  if (error.kind() == ErrorKind::sql_failed) {
    text.details.push_back(fmt::format("SQLSTATE {}", error.sqlstate()));
  }
  text.hint = std::string(request_.step->kind == StepKind::autocommit ? "" : "Nothing of this step is left in the database. ") +
              way_out(session_, error, kind);
  if (request_.number > 1 && error.kind() == ErrorKind::sql_failed) {
    text.details.push_back(
        fmt::format("The steps before step {} are committed, with all that they demand of new rows; what is still to be done may be "
                    "changed in the file.",
                    request_.number));
  }
  return {kind, std::move(text), error.sqlstate(), error.position()};
}

postgres::Result execute_statement(StepSession& session, const StepRequest& request, const Statement& statement) {
  const RunningStatement running(session, request, statement);
  try {
    postgres::Result result = session.connection.execute(statement.text);
    running.tell_done();
    return result;
  } catch (const postgres::SqlError& error) {
    throw running.failure(error);
  }
}

void refuse_foreign_parts(StepSession& session, const StepRequest& request, const ownership::RowDelta& delta, const OwnershipMap& current) {
  const std::vector<ObjectName> claimed = ownership::claimed_objects(delta);
  if (claimed.empty()) {
    return;
  }
  const std::vector<ObjectFacts> facts = catalog::resolve_names(session.observer(), claimed);
  const ownership::GuardedStep guarded = request.guarded(session.settings.schemas);
  const std::vector<Finding> findings = ownership::foreign_parts(current, guarded, facts);
  if (any_error(findings)) {
    throw to_error(findings);
  }
}

}  // namespace deed::runner
