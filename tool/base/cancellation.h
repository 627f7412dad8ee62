#pragma once

#include <atomic>
#include <cstdint>

#include "base/clock.h"
#include "base/error.h"

namespace deed {

// A request to stop, made by a signal handler (or a test) and looked at wherever deed waits.
class Cancellation {
 public:
  Cancellation();
  ~Cancellation();
  Cancellation(const Cancellation&) = delete;
  Cancellation& operator=(const Cancellation&) = delete;

  // `why` is interrupted or terminated. Safe in a signal handler; the first request stands.
  void request(ErrorKind why) noexcept;
  bool requested() const noexcept { return why_.load() != 0; }
  // How long ago the first request was made; 0 without one.
  Duration since_request() const noexcept;

  // Readable once a request was made: to be polled beside a socket.
  int descriptor() const { return descriptor_; }

  // Throws the requested kind.
  void check() const;
  // Waits, but no longer than until a request, which is thrown.
  void sleep(Duration duration) const;

 private:
  int descriptor_;
  std::atomic<int> why_{0};
  // steady_clock's ticks of the first request.
  std::atomic<std::int64_t> when_{0};
};

}  // namespace deed
