#include "runner/guarded_transaction.h"

#include <fmt/format.h>

#include "history/state.h"
#include "history/writer.h"
#include "ownership/object_owner.h"
#include "runner/commit_resolution.h"
#include "runner/session.h"

namespace deed::runner {

namespace {

bool is_dml(std::string_view tag) {
  return tag.starts_with("INSERT") || tag.starts_with("UPDATE") || tag.starts_with("DELETE") || tag.starts_with("MERGE");
}

}  // namespace

GuardedTransaction::GuardedTransaction(StepSession& session, const StepRequest& request)
    : session_(session), request_(&request), begin_(std::chrono::steady_clock::now()) {
  catalog::ReadCounts read_blocks;
  if (!locks_tell()) {
    read_blocks = catalog::fresh_read_counts(session_.connection);
  }
  begin();
  if (start_.has_leftovers) {
    roll_back();
    catalog::discard_leftovers(session_.connection);
    begin();
  }
  start_.read_blocks = std::move(read_blocks);
}

bool GuardedTransaction::locks_tell() const { return ownership::locks_tell(request_->guarded(session_.settings.schemas)); }

void GuardedTransaction::begin() {
  session_.cancellation.check();
  try {
    const std::vector<postgres::Result> results = session_.connection.execute_together(
        {{"BEGIN"},
         restoring_settings(session_.settings, session_.settings.lock_timeout, SettingScope::transaction),
         catalog::asking_transaction_start()});
    start_ = catalog::transaction_start(results.back());
  } catch (...) {
    roll_back();
    throw;
  }
}

GuardedTransaction::~GuardedTransaction() {
  if (state_ == State::open) {
    roll_back();
  }
}

void GuardedTransaction::roll_back() noexcept {
  try {
    if (session_.connection.usable()) {
      session_.connection.execute_uninterrupted("ROLLBACK");
    }
  } catch (const Error&) {
  }
}

void GuardedTransaction::go_on_with(const StepRequest& request) {
  request_ = &request;
  catalog::discard_leftovers(session_.connection);
  restore_session(session_.connection, session_.settings, session_.settings.lock_timeout, SettingScope::transaction);
  if (!locks_tell()) {
    start_.read_blocks = catalog::read_counts(session_.connection);
  }
}

std::int64_t GuardedTransaction::run_statements(const StatementDone& done) {
  std::int64_t rows = 0;
  for (const Statement* statement : statements_of(*request_->step)) {
    const postgres::Result result = execute_statement(session_, *request_, *statement);
    const std::int64_t changed = is_dml(result.command_tag()) ? result.affected_rows() : 0;
    rows += changed;
    if (session_.connection.transaction_status() != postgres::TransactionStatus::in_transaction) {
      throw Error(ErrorKind::refused_by_commit_guard,
                  {.what = "The statement ended the transaction that deed had begun.",
                   .where = to_string(Location{request_->revision->path, statement->position.line, statement->position.column}),
                   .hint = "Remove it. What it ended is no longer guarded: look at what this step has done."});
    }
    if (done) {
      done(*statement, changed);
    }
  }
  return rows;
}

void GuardedTransaction::run_deferred() {
  const auto begin = std::chrono::steady_clock::now();
  try {
    session_.connection.execute("SET CONSTRAINTS ALL IMMEDIATE");
  } catch (const postgres::SqlError& error) {
    // No statement is left to blame.
    throw postgres::SqlError(kind_after(session_.settings, error, begin),
                             {.what = fmt::format("What was deferred to COMMIT failed: {}", error.text().what),
                              .where = to_string(Location{request_->revision->path, request_->step->line}),
                              .hint = "Nothing of this step is left in the database. Correct it, and run the same command again.",
                              .details = error.text().details},
                             error.sqlstate(), 0);
  }
}

void GuardedTransaction::guard(const StepRequest& request) {
  run_deferred();
  const OwnershipMap& current = session_.current(*request.map);
  // An iteration of a repeat step writes no rows yet, but does what its claims allow.
  refuse_foreign_parts(session_, request, request.delta, current);
  const ownership::GuardedStep guarded = request.guarded(session_.settings.schemas);
  const std::optional<OwnershipMap> with_claims = ownership::map_for_guard(current, guarded);
  const OwnershipMap& map = with_claims ? *with_claims : current;
  const std::string& me = session_.settings.service;
  Evidence evidence = catalog::read_evidence(session_.connection, [&]() -> postgres::Connection& { return session_.observer(); },
                                             {.start = start_,
                                              .runner_lock = session_.lock,
                                              .run = session_.settings.run_id,
                                              .role = session_.settings.role,
                                              .known_mine = session_.known_mine,
                                              .may_exist = ownership::names_that_may_exist(guarded),
                                              .locks_tell = ownership::locks_tell(guarded),
                                              .is_mine = [&](const ObjectFacts& facts) { return ownership::is_mine(map, me, facts); }});
  // Lent and not copied: at each step of a long run there are more.
  evidence.known_mine = std::move(session_.known_mine);
  const std::vector<Finding> findings = ownership::judge(evidence, map, guarded);
  session_.known_mine = std::move(evidence.known_mine);
  if (any_error(findings)) {
    throw to_error(findings);
  }
  session_.known_mine.merge(ownership::own_addresses(evidence, current, me));
  guarded_ = true;
}

void GuardedTransaction::write(HistoryEvent event, const ownership::RowDelta& delta) {
  if (!delta.empty()) {
    if (!guarded_) {
      refuse_foreign_parts(session_, *request_, delta, session_.current(*request_->map));
    }
    const OwnershipMap& others = session_.change_rows(*request_->map, delta);
    std::vector<std::string> conflicts;
    for (const ownership::Conflict& conflict : ownership::conflicts(others, session_.settings.service, delta.add)) {
      conflicts.push_back(to_string(conflict));
    }
    if (!conflicts.empty()) {
      throw Error(ErrorKind::refused_by_commit_guard,
                  {.what = fmt::format("Another service claimed the same in the meantime: {}.", conflicts.front()),
                   .where = fmt::format("revision {}", request_->revision->id),
                   .hint = "Agree on an owner; only `deed:give` and `deed:take` move an object.",
                   .details = {conflicts.begin() + 1, conflicts.end()}});
    }
    // What was the service's own may be so no more.
    if (!delta.remove.empty()) {
      session_.known_mine.clear();
    }
  }
  const auto took = std::chrono::steady_clock::now() - begin_;
  event.duration_ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
  event.position = history::append(session_.connection, session_.settings.version_table, event);
  written_ = std::move(event);
}

StepOutcome GuardedTransaction::commit() {
  session_.cancellation.check();
  std::string tag;
  try {
    // What still runs at COMMIT comes after the guard: a trigger that deferred itself again, a cursor WITH HOLD. It may read.
    tag = session_.connection.execute_together_to_the_end({{"SET TRANSACTION READ ONLY"}, {"COMMIT"}}).back().command_tag();
  } catch (const Error& error) {
    state_ = State::rolled_back;
    if (!session_.connection.usable()) {
      return resolve_lost_commit();
    }
    if (error.sqlstate() == "25006") {
      throw Error(ErrorKind::refused_by_commit_guard,
                  {.what = fmt::format("The step left something for COMMIT that writes, where no guard sees it: {}", error.text().what),
                   .where = to_string(Location{request_->revision->path, request_->step->line}),
                   .hint = "Let it write before the step ends: no trigger that defers itself again, no cursor WITH HOLD.",
                   .details = error.text().details});
    }
    // Deferred constraints of what no guard() has run before: adopting, stamping.
    throw postgres::SqlError(error.kind(),
                             {.what = fmt::format("COMMIT failed: {}", error.text().what),
                              .where = to_string(Location{request_->revision->path, request_->step->line}),
                              .hint = "Nothing of this step is left in the database. Correct it, and run the same command again.",
                              .details = error.text().details},
                             error.sqlstate(), 0);
  }
  if (tag != "COMMIT") {
    state_ = State::rolled_back;
    throw Error(ErrorKind::sql_failed, {.what = fmt::format("The server answered COMMIT with {}: the step was rolled back.", tag),
                                        .where = request_->revision->path,
                                        .hint = "Run the same command again; if it happens again, look at the server's log."});
  }
  state_ = State::committed;
  return StepOutcome::done;
}

StepOutcome GuardedTransaction::resolve_lost_commit() {
  const bool committed = commit_took_effect(session_, written_);
  if (!committed) {
    throw Error(ErrorKind::terminated_by_server, {.what = "The connection was lost before COMMIT took effect: the step was rolled back.",
                                                  .where = fmt::format("revision {}, step {}", request_->revision->id, request_->number),
                                                  .hint = "Run the same command again."});
  }
  session_.log.warning(
      request_->tells(Event::commit_resolved,
                      fmt::format("The connection was lost while step {} of revision {} was committed; the history says it is done.",
                                  request_->number, request_->revision->id)));
  return StepOutcome::done_connection_lost;
}

}  // namespace deed::runner
