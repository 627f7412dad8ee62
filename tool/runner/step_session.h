#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <set>

#include "base/cancellation.h"
#include "base/log.h"
#include "catalog/evidence_reader.h"
#include "domain/history.h"
#include "domain/plan.h"
#include "ownership/guard.h"
#include "runner/sessions.h"
#include "runner/settings.h"

namespace deed::runner {

// One step to run, with all that was decided about it beforehand.
struct StepRequest {
  const Revision* revision = nullptr;
  const ParsedStep* step = nullptr;
  // GuardedStep::suspected
  const ParsedStep* suspected = nullptr;
  // From 1, of the steps of this direction.
  int number = 1;
  int count = 1;
  // Of an autocommit step that an earlier run began: statements done, and whether the next one was started.
  int statements_done = 0;
  bool statement_started = false;
  std::string started_checksum{};
  // The map from before the step, as it was planned with; StepSession::current() has what other services hold by now.
  const OwnershipMap* map = nullptr;
  // How the service's rows of the ownership table change with it.
  ownership::RowDelta delta{};

  bool is_last() const { return number == count; }
  // What is told of the step.
  LogEvent tells(Event event, std::string message) const;
  EventKind finishing() const { return finishing_event(step->direction, is_last()); }
  ownership::GuardedStep guarded(const SearchPath& schemas) const {
    return {step, {revision->service, revision->id, schemas}, revision->path, suspected};
  }
};

enum class StepOutcome {
  done,
  // The step is done, but the connection was lost while COMMIT was under way: the rest needs a new session.
  done_connection_lost,
  // The same in the middle of a repeat step.
  part_done_connection_lost,
};

// The session that a run's steps share: the runner lock is held in it.
class StepSession {
 public:
  StepSession(postgres::Connection& session, const RunSettings& run, catalog::RunnerLockKey key, const Cancellation& stop, Log& listener)
      : connection(session), settings(run), lock(key), cancellation(stop), log(listener) {}

  postgres::Connection& connection;
  const RunSettings& settings;
  catalog::RunnerLockKey lock;
  const Cancellation& cancellation;
  Log& log;
  // A dry run may come before deed's own tables.
  bool has_ownership_table = true;
  // What runs now, for people: "create index (revisions/x.sql:7)". Never its text, which may hold a secret.
  std::string at_work{};
  // What was last said of who stands in the way: the next tries meet the same.
  std::string told_waiting{};
  // Of this run's last committed row in the history; 0 before the first.
  std::int64_t last_position = 0;
  // Found to be the service's own by an earlier step of this run.
  std::set<CatalogAddress> known_mine;

  // The second session. Opened when first asked for: before a transaction that a guard ends, as nobody shall wait for its locks while deed
  // connects. It stays with `sessions`, where there are any.
  postgres::Connection& observer();
  Sessions* sessions = nullptr;

  // The planned map with what other services hold now: valid until the next call. Where their rows changed since the last look, nothing
  // is known to be the service's own any more.
  const OwnershipMap& current(const OwnershipMap& planned);
  // The same by the last look, if there was one in this run; valid until the next call of either.
  const OwnershipMap& known(const OwnershipMap& planned);
  // What other services held at the last look, and what history::others_version() said then.
  const OwnershipMap& others(const OwnershipMap& planned) const { return newer_ ? *newer_ : planned; }
  const std::string& others_version() const { return others_version_; }
  // Takes the lock that orders writers of the ownership table, and changes the service's rows in the transaction at hand. Returns the map
  // of what other services hold until that transaction ends, for whoever decides whether it may commit. Valid until the next call of
  // either.
  const OwnershipMap& change_rows(const OwnershipMap& planned, const ownership::RowDelta& delta);

  // A history row of this run; `rows` and `duration` are the step's.
  HistoryEvent event(const StepRequest& request, EventKind kind) const;

 private:
  std::optional<postgres::Connection> observer_;
  // What history::others_version() said when the others' rows were last read.
  std::string others_version_;
  // All rows, where others' may differ from the plan's; and current()'s answer then.
  std::optional<OwnershipMap> newer_;
  OwnershipMap merged_;
};

// Runs an attempt, and again after a lock timeout, a deadlock or a serialization failure, with growing waits until retry_for is spent.
// Whoever follows the run hears who stands in the way. Other failures of the server come out with the place in the file.
StepOutcome retrying(StepSession& session, const StepRequest& request, const std::function<StepOutcome()>& attempt);

// What a failure of a statement that was sent at `begin` is: the server says the same (57014) where statement_timeout has ended it and
// where somebody has cancelled it.
ErrorKind kind_after(const RunSettings& settings, const postgres::SqlError& error, std::chrono::steady_clock::time_point begin);

// A statement of the step while it runs: what is told of it.
class RunningStatement {
 public:
  RunningStatement(StepSession& session, const StepRequest& request, const Statement& statement);

  void tell_done() const;
  // The server's failure with its place in the file, and what to do.
  postgres::SqlError failure(const postgres::SqlError& error) const;

 private:
  StepSession& session_;
  const StepRequest& request_;
  const Statement& statement_;
  std::chrono::steady_clock::time_point begin_;
};

// Runs one statement of the step; a failure of the server comes out with its place in the file.
postgres::Result execute_statement(StepSession& session, const StepRequest& request, const Statement& statement);

// Throws Error(refused_by_commit_guard) where these rows claim what is, in the database as it stands, a part of another service's table.
void refuse_foreign_parts(StepSession& session, const StepRequest& request, const ownership::RowDelta& delta, const OwnershipMap& current);

}  // namespace deed::runner
