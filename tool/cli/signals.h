#pragma once

#include "base/cancellation.h"

namespace deed::cli {

// While it lives, SIGINT and SIGTERM are requests to stop: the statement is cancelled, the step rolled back. A second signal leaves at
// once. Installed also for process 1 of a container, where the default action is to ignore them. SIGPIPE is ignored: a reader that
// went away must not end a run half-way.
class SignalHandlers {
 public:
  explicit SignalHandlers(Cancellation& cancellation);
  ~SignalHandlers();
  SignalHandlers(const SignalHandlers&) = delete;
  SignalHandlers& operator=(const SignalHandlers&) = delete;
};

}  // namespace deed::cli
