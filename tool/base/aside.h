#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "base/cancellation.h"
#include "base/clock.h"

namespace deed {

// Work that blocks and cannot be stopped (a name server, a host that says nothing), in a thread of its own. Whoever waits for it no longer
// leaves it to itself: so it owns all that it touches, and throws nothing.
class Aside {
 public:
  explicit Aside(std::function<void()> work);
  // Does not wait for work that is not done.
  ~Aside();
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

  // Whether the work is done within the patience. A cancellation request is thrown at once.
  bool wait(const Cancellation& cancellation, std::optional<Duration> patience);

  // Whether any work was left to itself. It may still be inside a library whose exit handlers must not run then (cli/leave).
  static bool any_left() noexcept;

 private:
  struct Signal;

  std::shared_ptr<Signal> signal_;
  std::thread thread_;
  bool done_ = false;
};

}  // namespace deed
