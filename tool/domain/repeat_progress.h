#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"

namespace deed {

// How far a repeat step is, and when to say so: first after a second, then ever more seldom, once a minute in the end, however fast the
// iterations are. It tells no end: nobody knows how many rows are left. Pure: the time that passed comes in.
class RepeatProgress {
 public:
  // What earlier runs have done of the step.
  RepeatProgress(int iterations_before, std::int64_t rows_before) : iterations_before_(iterations_before), rows_before_(rows_before) {}

  // Counts an iteration that ended when `elapsed` had passed since the run began the step; returns what to say, if it is time.
  // "10,000 rows in 2 iterations, 5,000 rows/s, 2s"
  std::optional<std::string> add(std::int64_t rows, Duration elapsed);

  // The sum in the end; nothing where no row was touched at all.
  std::optional<std::string> total(Duration elapsed) const;

 private:
  std::string text(Duration elapsed) const;

  int iterations_before_;
  std::int64_t rows_before_;
  int iterations_ = 0;
  std::int64_t rows_ = 0;
  Duration next_{1000};
  Duration pause_{1000};
};

}  // namespace deed
