#pragma once

#include <string>

#include "ownership/guarded_step.h"
#include "script/script.h"

namespace deed::script {

// Lines of a script that call its procedures, without a newline at the end. Everything in them is quoted.

// The database must be where the step begins.
std::string expect_call(const Expectation& expected, const std::string& revision);
// Before a step's statements: what there is is noted, for the guard.
std::string begin_call(const ScriptStep& at);
// Behind them: the guard's verdict.
std::string guard_call(const ScriptStep& at, const ownership::GuardedStep& guarded);
// The target of an autocommit statement must be the service's own.
std::string require_own_call(const ScriptStep& at, const AutocommitTarget& target);
// An index that was built concurrently must be valid.
std::string require_valid_call(const WrittenName& index);

// A row of the history, and how the ownership table changes with it; `sql` and `further` are SQL.
struct Record {
  const Revision& revision;
  EventKind event;
  int number = 1;
  int count = 1;
  std::string checksum{};
  std::string sql = "''";
  ownership::RowDelta delta{};
  std::string further{};
};

std::string record_call(const Record& row);
// The row that finishes a step.
std::string finish_call(const ScriptStep& at);

}  // namespace deed::script
