#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "runner/step_session.h"

namespace deed::runner {

// One transaction of a step, from BEGIN to COMMIT; rolled back unless it was committed. The order of its calls is the protocol:
// statements, guard, rows, commit.
class GuardedTransaction {
 public:
  // BEGIN, and a lock_timeout for this transaction: no statement of a step waits behind others' locks for longer. Where the step's
  // statements are DDL whose locks tell all, it goes out with them.
  GuardedTransaction(StepSession& session, const StepRequest& request);
  ~GuardedTransaction();
  GuardedTransaction(const GuardedTransaction&) = delete;
  GuardedTransaction& operator=(const GuardedTransaction&) = delete;

  // For a trial of several steps: the next one begins in the same transaction, with the settings of the first.
  void go_on_with(const StepRequest& request);

  // Called after each statement with the rows that it changed as DML.
  using StatementDone = std::function<void(const Statement& statement, std::int64_t rows)>;

  // Runs the step's statements, in one exchange with what comes before and after them where nobody listens to each. Returns the rows that
  // DML changed.
  std::int64_t run_statements(const StatementDone& done = {});

  // Asks PostgreSQL what the transaction touched. Throws Error(refused_by_commit_guard) with every finding.
  void guard() { guard(*request_); }
  // The same of several steps that are told as one.
  void guard(const StepRequest& request);

  // The step's rows in the ownership table and its history row. Throws Error(refused_by_commit_guard) where another service's rows, read
  // under the lock on the ownership table, stand against them.
  void write(HistoryEvent event, const ownership::RowDelta& delta);

  // The same of a guarded step, and commit(), in one exchange where nothing stands against it.
  StepOutcome write_and_commit(HistoryEvent event, const ownership::RowDelta& delta);

  // COMMIT, whose command tag must say so. Where the connection is lost meanwhile, the outcome is read from the history on a new
  // one, never guessed: Error(terminated_by_server) when nothing was committed, Error(outcome_unknown) when nobody can tell now.
  StepOutcome commit();

 private:
  enum class State { not_begun, open, committed, rolled_back };

  std::vector<postgres::Request> beginning() const;
  void begin();
  void begin_afresh();
  // The step once more, under the whole guard: somebody's code has run that the locks do not tell of.
  void run_again();
  void roll_back() noexcept;
  std::int64_t run_one_by_one(const StatementDone& done);
  std::int64_t run_together();
  // Statements of one exchange, the `last` ones with what ends them. Returns the rows that DML changed; nothing where the session held what
  // an earlier revision left there, or put in the place of deed's plans: the transaction has to begin again.
  std::optional<std::int64_t> run_group(std::span<const Statement* const> statements, bool last);
  // Whether deed's plans were its own to the end of the exchange; `at_own_statement`: it failed at one of deed's.
  bool plans_stood(const postgres::Answers& answers, bool at_own_statement);
  [[noreturn]] void throw_deferred(const postgres::SqlError& error, std::chrono::steady_clock::time_point begin) const;
  // Deferred constraint triggers run now, where the guard sees what they do.
  void run_deferred();
  void forget_removed(const ownership::RowDelta& delta);
  // COMMIT in one exchange with statements before it, of which the last but one writes the history's row; nothing where one of these
  // failed.
  std::optional<StepOutcome> commit_behind(const std::vector<postgres::Request>& rows);
  [[noreturn]] void throw_commit_failed(const postgres::SqlError& error) const;
  StepOutcome resolve_lost_commit();

  StepSession& session_;
  const StepRequest* request_;
  State state_ = State::not_begun;
  catalog::TransactionStart start_;
  // ownership::locks_tell() of the step.
  bool locks_tell_;
  // Something has taken away deed's plans, or put others in their place; or deed has, with what a step left.
  bool plans_are_lost_ = false;
  // The server's answers to catalog::asking_evidence(), where it was asked together with the statements.
  std::vector<postgres::Result> asked_;
  // guard() has run: the step's claims are judged.
  bool guarded_ = false;
  std::chrono::steady_clock::time_point begin_;
  HistoryEvent written_;
};

}  // namespace deed::runner
