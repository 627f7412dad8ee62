#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

#include "base/clock.h"

namespace deed::command {

// How long others (locks, other runners) may hold up what belongs together in all: many tenants, some at a time, each of which may be held
// up, would otherwise add up to hours. Several threads spend it.
class Patience {
 public:
  explicit Patience(Duration all) : left_(all.count()) {}

  Duration left() const { return Duration(std::max<std::int64_t>(left_, 0)); }
  void spend(Duration part) { left_ -= part.count(); }

 private:
  std::atomic<std::int64_t> left_;
};

}  // namespace deed::command
