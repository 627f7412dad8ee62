#pragma once

#include <chrono>
#include <map>

#include "domain/dry_run.h"
#include "runner/guarded_transaction.h"

namespace deed::runner {

// Runs transactional steps one after the other in one transaction, each under the commit guard, which at the end is always rolled back.
class TrialTransaction {
 public:
  explicit TrialTransaction(StepSession& session) : session_(session) {}

  // Throws what running the step would throw. `request` and what it points to live as long as this.
  TriedStep run(const StepRequest& request);

  // The rows that the steps would write into deed's own tables, which are made where they are missing: rights and other services' claims
  // stand against them here as in a real run.
  void write_rows();

 private:
  std::vector<TriedStatement> run_statements(const StepRequest& request, std::vector<std::chrono::steady_clock::time_point>& begins);
  std::vector<TriedLock> new_locks(const OwnershipMap& map);
  // What the guard sees is the work of all steps so far.
  void guard(const StepRequest& request);

  StepSession& session_;
  std::vector<StepRequest> requests_;
  // All steps so far as one, and the map with all that the service held before each of them.
  ParsedStep all_{};
  OwnershipMap map_;
  std::map<ObjectName, LockMode> locks_;
  std::optional<GuardedTransaction> transaction_;
};

}  // namespace deed::runner
