#include "runner/guarded_transaction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "domain/savepoints.h"
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

std::int64_t changed_rows(const postgres::Result& result) { return is_dml(result.command_tag()) ? result.affected_rows() : 0; }

// A statement that leaves the transaction open, so that what is sent behind it runs inside; and which waits for nothing from deed.
bool goes_with_others(const Statement& statement) { return statement.kind != "unparsed" && statement.kind != "copy" && !statement.refused; }

std::int64_t milliseconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count();
}

// COMMIT is waited for, whatever signal comes, and with it what goes out together: that waits for nobody for long, and whatever has to wait
// does so by itself.
std::string waiting_briefly(const RunSettings& settings) {
  return fmt::format("SET LOCAL lock_timeout = '{}ms'", std::clamp(settings.lock_timeout, Duration(1), Duration(1000)).count());
}

void throw_any(const std::vector<Finding>& findings) {
  if (any_error(findings)) {
    throw to_error(findings);
  }
}

constexpr const char* kRunDeferred = "SET CONSTRAINTS ALL IMMEDIATE";

// Their answers are kept until the last has come.
constexpr std::size_t kMostTogether = 200;

}  // namespace

GuardedTransaction::GuardedTransaction(StepSession& session, const StepRequest& request)
    : session_(session),
      request_(&request),
      locks_tell_(ownership::locks_tell(request.guarded(session.settings.schemas))),
      begin_(std::chrono::steady_clock::now()) {
  session_.cancellation.check();
  if (locks_tell_) {
    return;
  }
  catalog::ReadCounts read_blocks = catalog::fresh_read_counts(session_.connection);
  begin();
  start_.read_blocks = std::move(read_blocks);
}

std::vector<postgres::Request> GuardedTransaction::beginning() const {
  return {{"BEGIN"},
          restoring_settings(session_.settings, session_.settings.lock_timeout, SettingScope::transaction),
          catalog::asking_transaction_start()};
}

void GuardedTransaction::begin() {
  try {
    start_ = catalog::transaction_start(session_.connection.execute_together(beginning()).back());
    state_ = State::open;
    if (start_.has_leftovers) {
      begin_afresh();
    }
  } catch (...) {
    roll_back();
    state_ = State::rolled_back;
    throw;
  }
}

void GuardedTransaction::begin_afresh() {
  roll_back();
  plans_are_lost_ = true;
  catalog::discard_leftovers(session_.connection);
  start_ = catalog::transaction_start(session_.connection.execute_together(beginning()).back());
}

void GuardedTransaction::run_again() {
  roll_back();
  locks_tell_ = false;
  asked_.clear();
  catalog::ReadCounts read_blocks = catalog::fresh_read_counts(session_.connection);
  begin();
  start_.read_blocks = std::move(read_blocks);
  run_one_by_one({});
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
  locks_tell_ = ownership::locks_tell(request.guarded(session_.settings.schemas));
  if (!locks_tell_) {
    start_.read_blocks = catalog::read_counts(session_.connection);
  }
}

std::int64_t GuardedTransaction::run_statements(const StatementDone& done) {
  const std::vector<const Statement*> statements = statements_of(*request_->step);
  if (!done && std::all_of(statements.begin(), statements.end(), [](const Statement* one) { return goes_with_others(*one); })) {
    return run_together();
  }
  if (state_ == State::not_begun) {
    begin();
  }
  return run_one_by_one(done);
}

std::int64_t GuardedTransaction::run_one_by_one(const StatementDone& done) {
  std::int64_t rows = 0;
  for (const Statement* statement : statements_of(*request_->step)) {
    const postgres::Result result = execute_statement(session_, *request_, *statement);
    const std::int64_t changed = changed_rows(result);
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

std::int64_t GuardedTransaction::run_together() {
  const std::vector<const Statement*> statements = statements_of(*request_->step);
  std::int64_t rows = 0;
  for (std::span<const Statement* const> left = statements; asked_.empty();) {
    const std::span<const Statement* const> group = left.first(std::min(left.size(), kMostTogether));
    const std::optional<std::int64_t> changed = run_group(group, group.size() == left.size());
    if (!changed) {
      begin_afresh();
      left = statements;
      rows = 0;
      continue;
    }
    rows += *changed;
    left = left.subspan(group.size());
  }
  return rows;
}

std::optional<std::int64_t> GuardedTransaction::run_group(std::span<const Statement* const> statements, bool last) {
  const bool begins = state_ == State::not_begun;
  std::vector<postgres::Request> requests = begins ? beginning() : std::vector<postgres::Request>{};
  const std::size_t first = requests.size();
  const std::size_t end = first + statements.size();
  for (const Statement* statement : statements) {
    requests.push_back({.sql = statement->text, .answer_at_once = true});
  }
  if (last) {
    requests.push_back({.sql = kRunDeferred});
    std::ranges::move(catalog::asking_evidence(session_.settings.role, locks_tell_), std::back_inserter(requests));
  }
  state_ = State::open;
  std::optional<RunningStatement> running;
  auto begin = std::chrono::steady_clock::now();
  const auto hear = [&](std::size_t heard) {
    begin = std::chrono::steady_clock::now();
    if (heard > first && running) {
      running->tell_done();
      running.reset();
    }
    if (heard >= first && heard < end) {
      running.emplace(session_, *request_, *statements[heard - first]);
    }
  };
  if (!begins) {
    hear(0);
  }
  // A step of which locks tell runs nobody's code but by DDL: it seldom gets at deed's plans.
  const bool by_plan = last && locks_tell_ && !plans_are_lost_;
  if (by_plan) {
    session_.connection.try_plans(session_.settings.run_id);
  }
  postgres::Answers answers = session_.connection.exchange(requests, hear);
  const std::size_t answered = answers.results.size();
  if (last && !plans_stood(answers, answered < first || answered > end) && by_plan) {
    return std::nullopt;
  }
  if (begins && answered >= first) {
    start_ = catalog::transaction_start(answers.results[first - 1]);
    if (start_.has_leftovers) {
      return std::nullopt;
    }
  }
  if (answers.failure && last && answered == end) {
    throw_deferred(*answers.failure, begin);
  }
  if (answers.failure) {
    throw running ? running->failure(*answers.failure) : postgres::SqlError(*answers.failure);
  }
  std::int64_t rows = 0;
  std::for_each_n(answers.results.begin() + static_cast<std::ptrdiff_t>(first), statements.size(),
                  [&](const postgres::Result& result) { rows += changed_rows(result); });
  if (last) {
    asked_.assign(std::make_move_iterator(answers.results.begin() + static_cast<std::ptrdiff_t>(end) + 1),
                  std::make_move_iterator(answers.results.end()));
  }
  return rows;
}

bool GuardedTransaction::plans_stood(const postgres::Answers& answers, bool at_own_statement) {
  const std::string& run = session_.settings.run_id;
  if (!answers.failure) {
    return session_.connection.plans_stood(run, catalog::standing_plans(answers.results.back()));
  }
  constexpr std::string_view no_such_plan = "26000";
  const bool gone = at_own_statement && answers.failure->sqlstate() == no_such_plan;
  if (gone) {
    session_.connection.plans_stood(run, {});
  }
  return !gone;
}

void GuardedTransaction::throw_deferred(const postgres::SqlError& error, std::chrono::steady_clock::time_point begin) const {
  // No statement is left to blame.
  throw postgres::SqlError(kind_after(session_.settings, error, begin),
                           {.what = fmt::format("What was deferred to COMMIT failed: {}", error.text().what),
                            .where = to_string(Location{request_->revision->path, request_->step->line}),
                            .hint = "Nothing of this step is left in the database. Correct it, and run the same command again.",
                            .details = error.text().details},
                           error.sqlstate(), 0);
}

void GuardedTransaction::run_deferred() {
  const auto begin = std::chrono::steady_clock::now();
  try {
    session_.connection.execute(kRunDeferred);
  } catch (const postgres::SqlError& error) {
    throw_deferred(error, begin);
  }
}

void GuardedTransaction::guard(const StepRequest& request) {
  if (asked_.empty()) {
    run_deferred();
  }
  // Where others' rows have changed since they were last read, the rows of such a step are not written: write_and_commit().
  const bool soon = locks_tell_ && !asked_.empty();
  const OwnershipMap& current = soon ? session_.known(*request.map) : session_.current(*request.map);
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
                                              .locks_tell = locks_tell_,
                                              .is_mine = [&](const ObjectFacts& facts) { return ownership::is_mine(map, me, facts); },
                                              .claimed = ownership::claimed_objects(request.delta),
                                              .asked = asked_});
  if (evidence.code_ran && !asked_.empty()) {
    run_again();
    guard(request);
    return;
  }
  // An iteration of a repeat step writes no rows yet, but does what its claims allow.
  throw_any(ownership::foreign_parts(current, guarded, evidence.claimed));
  // Lent and not copied: at each step of a long run there are more.
  evidence.known_mine = std::move(session_.known_mine);
  const std::vector<Finding> findings = ownership::judge(evidence, map, guarded);
  session_.known_mine = std::move(evidence.known_mine);
  throw_any(findings);
  session_.known_mine.merge(ownership::own_addresses(evidence, current, me));
  guarded_ = true;
}

void GuardedTransaction::write(HistoryEvent event, const ownership::RowDelta& delta) {
  if (state_ == State::not_begun) {
    begin();
  }
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
    forget_removed(delta);
  }
  event.duration_ms = milliseconds_since(begin_);
  event.position = history::append(session_.connection, session_.settings.version_table, event);
  written_ = std::move(event);
}

void GuardedTransaction::forget_removed(const ownership::RowDelta& delta) {
  // What was the service's own may be so no more.
  if (!delta.remove.empty()) {
    session_.known_mine.clear();
  }
}

StepOutcome GuardedTransaction::commit() {
  session_.cancellation.check();
  return *commit_behind({});
}

StepOutcome GuardedTransaction::write_and_commit(HistoryEvent event, const ownership::RowDelta& delta) {
  session_.cancellation.check();
  if (!ownership::conflicts(session_.others(*request_->map), session_.settings.service, delta.add).empty()) {
    // They may be gone when their table is locked.
    write(std::move(event), delta);
    return commit();
  }
  event.duration_ms = milliseconds_since(begin_);
  event.position = session_.last_position + 1;
  written_ = event;
  std::vector<postgres::Request> rows{{"SAVEPOINT deed_rows"}, {waiting_briefly(session_.settings)}};
  std::ranges::move(history::writing_rows(session_.settings.version_table, session_.settings.service,
                                          {.remove = delta.remove, .add = delta.add}, session_.others_version(), event),
                    std::back_inserter(rows));
  rows.push_back({"RELEASE SAVEPOINT deed_rows"});
  const std::optional<StepOutcome> outcome = commit_behind(rows);
  if (outcome) {
    forget_removed(delta);
    return *outcome;
  }
  // One by one, as an error is then told with its table.
  session_.connection.execute_together({{"ROLLBACK TO SAVEPOINT deed_rows"}, {"RELEASE SAVEPOINT deed_rows"}});
  if (locks_tell_) {
    // It was judged by what others' rows were before.
    asked_.clear();
    guard();
  }
  write(std::move(event), delta);
  return commit();
}

std::optional<StepOutcome> GuardedTransaction::commit_behind(const std::vector<postgres::Request>& rows) {
  const std::size_t history_row = rows.empty() ? 0 : rows.size() - 2;
  std::vector<postgres::Request> requests = rows;
  // A sub-transaction takes READ ONLY back when it ends, and COMMIT ends all of them.
  for (const std::string& savepoint : open_savepoints(*request_->step)) {
    requests.push_back({"RELEASE SAVEPOINT " + savepoint});
  }
  // What still runs at COMMIT comes after the guard: a trigger that deferred itself again, a cursor WITH HOLD. It may read.
  requests.insert(requests.end(), {{"SET TRANSACTION READ ONLY"}, {"COMMIT"}});
  postgres::Answers answers;
  try {
    answers = session_.connection.exchange_to_the_end(requests);
  } catch (const Error&) {
    if (session_.connection.usable()) {
      throw;
    }
    state_ = State::rolled_back;
    return resolve_lost_commit();
  }
  if (answers.results.size() < rows.size()) {
    if (answers.results.size() == history_row) {
      history::refuse_collision(session_.settings.version_table, *answers.failure);
    }
    return std::nullopt;
  }
  state_ = State::rolled_back;
  if (answers.failure) {
    throw_commit_failed(*answers.failure);
  }
  if (const std::string_view tag = answers.results.back().command_tag(); tag != "COMMIT") {
    throw Error(ErrorKind::sql_failed, {.what = fmt::format("The server answered COMMIT with {}: the step was rolled back.", tag),
                                        .where = request_->revision->path,
                                        .hint = "Run the same command again; if it happens again, look at the server's log."});
  }
  state_ = State::committed;
  session_.last_position = rows.empty() ? written_.position : answers.results[history_row].number(0, 0);
  return StepOutcome::done;
}

void GuardedTransaction::throw_commit_failed(const postgres::SqlError& error) const {
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
