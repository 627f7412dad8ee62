#pragma once

#include "domain/history.h"
#include "runner/step_session.h"

namespace deed::runner {

// After the connection was lost while COMMIT was under way: whether the transaction that wrote this row was committed. Its position is
// known, or the least that it can be. Asked on a new connection, once the old session is gone from the server. The row is the truth;
// transaction ids are reused after a crash. Throws Error(outcome_unknown) where nobody can be asked within connect_timeout.
bool commit_took_effect(StepSession& session, const HistoryEvent& row);

}  // namespace deed::runner
