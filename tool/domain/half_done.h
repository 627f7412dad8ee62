#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/history.h"
#include "domain/revision.h"

namespace deed {

// A revision that a run has begun and not finished: where it stands, and what the same command will do about it.
struct HalfDone {
  std::string id{};
  std::string message{};
  Direction direction = Direction::upgrade;
  // The step that comes next, of how many.
  int step = 1;
  int steps = 1;
  // Of the file here; nothing where it is not here.
  std::optional<StepKind> kind{};
  // Where that step stands in the file.
  Location location{};
  // Of an autocommit step: the statement that comes next, of how many, and whether it was started.
  int statement = 0;
  int statements = 0;
  bool started = false;
  // The text of that statement, where the file has it.
  std::string sql{};
  // Of a repeat step: what it has changed so far.
  int iterations = 0;
  std::int64_t rows = 0;
  // What completes it; empty without the file.
  std::string command{};
  // What that command begins with, as a clause: "runs step 2 of 3 from its beginning".
  std::string next{};
};

// `revision` is the file, if it is here; `rows` what the step in progress has changed so far.
HalfDone half_done(const std::string& service, const Revision* revision, const RevisionState& state, std::int64_t rows);

}  // namespace deed
