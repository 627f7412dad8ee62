#pragma once

#include <chrono>

#include "runner/step_session.h"

namespace deed::runner {

// One transaction of a step, from BEGIN to COMMIT; rolled back unless it was committed. The order of its calls is the protocol:
// statements, guard, rows, commit.
class GuardedTransaction {
 public:
  // BEGIN, and a lock_timeout for this transaction: no statement of a step waits behind others' locks for longer.
  GuardedTransaction(StepSession& session, const StepRequest& request);
  ~GuardedTransaction();
  GuardedTransaction(const GuardedTransaction&) = delete;
  GuardedTransaction& operator=(const GuardedTransaction&) = delete;

  // For a trial of several steps: the next one begins in the same transaction, with the settings of the first.
  void go_on_with(const StepRequest& request);

  // Called after each statement with the rows that it changed as DML.
  using StatementDone = std::function<void(const Statement& statement, std::int64_t rows)>;

  // Runs the step's statements one by one. Returns the rows that DML changed.
  std::int64_t run_statements(const StatementDone& done = {});

  // Asks PostgreSQL what the transaction touched. Throws Error(refused_by_commit_guard) with every finding.
  void guard() { guard(*request_); }
  // The same of several steps that are told as one.
  void guard(const StepRequest& request);

  // The step's rows in the ownership table and its history row. Throws Error(refused_by_commit_guard) where another service's rows, read
  // under the lock on the ownership table, stand against them.
  void write(HistoryEvent event, const ownership::RowDelta& delta);

  // COMMIT, whose command tag must say so. Where the connection is lost meanwhile, the outcome is read from the history on a new
  // one, never guessed: Error(terminated_by_server) when nothing was committed, Error(outcome_unknown) when nobody can tell now.
  StepOutcome commit();

 private:
  enum class State { open, committed, rolled_back };

  bool locks_tell() const;
  void begin();
  void roll_back() noexcept;
  // Deferred constraint triggers run now, where the guard sees what they do.
  void run_deferred();
  StepOutcome resolve_lost_commit();

  StepSession& session_;
  const StepRequest* request_;
  State state_ = State::open;
  catalog::TransactionStart start_;
  // guard() has run: the step's claims are judged.
  bool guarded_ = false;
  std::chrono::steady_clock::time_point begin_;
  HistoryEvent written_;
};

}  // namespace deed::runner
