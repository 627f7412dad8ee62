#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "catalog/evidence_reader.h"
#include "domain/history.h"
#include "domain/ownership.h"
#include "history/table_name.h"
#include "ownership/fold.h"

namespace deed::script {

// What every script of a service is written with.
struct Frame {
  std::string service;
  history::TableName version_table;
  SearchPath schemas;
  std::string role;
  Duration lock_timeout{0};
  Duration statement_timeout{0};
  catalog::RunnerLockKey runner_lock;
  std::string deed_version;
  std::string tag;
  // The service's rows of the ownership table where the script begins.
  std::vector<OwnershipRow> rows{};
};

// What the database must be like before a transaction of the script: its heads, and how many steps of the revision are done.
struct Expectation {
  std::vector<std::string> heads{};
  int steps_done = 0;
};

// A step to run, with what the guard and the history need to know of it.
struct ScriptStep {
  const Revision* revision = nullptr;
  const ParsedStep* step = nullptr;
  // From 1, of the steps of this direction.
  int number = 1;
  int count = 1;
  Expectation expected{};
  // How the service's rows of the ownership table change with it.
  ownership::RowDelta delta{};
  // Rows by which the guard judges, though they are written only behind it: what the step claims and takes.
  std::vector<OwnershipRow> claims{};
  // Others' tables that the text refers to: a foreign key may come to bind them.
  std::vector<ObjectName> mentions{};
};

// Fills in what a step claims and mentions, by the map from before it. Throws Error(refused_by_static_check) for statements that name the
// script's own temporary objects.
void describe(ScriptStep& step, const OwnershipMap& map, const ownership::StepOrigin& origin);

// What stamping writes: rows without statements, all in one transaction.
struct StampRow {
  const Revision* revision = nullptr;
  // Nothing for `unstamped`.
  const ParsedStep* step = nullptr;
  int number = 1;
  int count = 1;
  EventKind event = EventKind::stamped;
};

// A script for psql that does what `upgrade` or `downgrade` does with these steps: it asserts the heads, runs the statements under the
// guard, and writes the same rows. It takes the runner lock or fails. Applied by psql with any settings, it stops at the first error.
std::string steps_script(const Frame& frame, const std::vector<ScriptStep>& steps);

// The same for `stamp`.
std::string stamp_script(const Frame& frame, const std::vector<StampRow>& rows, const Expectation& expected,
                         const ownership::RowDelta& delta);

// The same for `ensure-version`: deed's own tables, and nothing else.
std::string tables_script(const Frame& frame);

}  // namespace deed::script
