#pragma once

#include "runner/step_session.h"

namespace deed::runner {

// Runs one step in a session that holds the runner lock. A transactional step's effect, its rows in the ownership table and its history
// row are one transaction; the commit guard stands before its COMMIT. Throws Error: refused_by_commit_guard, sql_failed, lock_busy,
// contention, contradiction, incomplete, ... Nothing of a transactional step is left then; an autocommit step goes on where it
// stopped when the same command runs again.
StepOutcome run_step(StepSession& session, const StepRequest& request);

// Before a step that claims runs: what the guard asks again, for what no rollback takes back, such as the sequence that a claim would open
// to setval(). Throws Error(refused_by_commit_guard).
void refuse_claims_of_parts(StepSession& session, const StepRequest& request);

// Whether all that an adopt step would create is there already. Throws Error(contradiction) for a part of it.
bool finds_all(StepSession& session, const StepRequest& request);

// The kinds, each in a file of its own.
StepOutcome run_transactional(StepSession& session, const StepRequest& request);
StepOutcome run_autocommit(StepSession& session, const StepRequest& request);
StepOutcome run_repeat(StepSession& session, const StepRequest& request);
StepOutcome run_adopt(StepSession& session, const StepRequest& request);

}  // namespace deed::runner
