#pragma once

#include <string>
#include <vector>

#include "base/log.h"
#include "command/service.h"
#include "domain/history.h"
#include "domain/plan.h"
#include "postgres/connection.h"

namespace deed::command {

// Throws Error(edited) where applied steps differ from the files, Error(diverged) where the history has what does not fit the files:
// with who applied it and when, and the ways out. A newer release's revisions on top are a warning, or refused where deed.toml says so.
void refuse_strange_history(const Service& service, const History& history, postgres::Connection& connection, Log& log);

// Throws Error(diverged) where a newer release's revisions are applied: what they build on is not to be taken away from under them, and how
// they are taken back these files do not know.
void refuse_to_go_down_from_ahead(const Service& service, const History& history, postgres::Connection& connection);

// What compare_history() found to be edited, each with who applied the step (or statement) and when.
std::vector<Finding> edited_findings(const Service& service, const HistoryComparison& comparison, postgres::Connection& connection);

}  // namespace deed::command
