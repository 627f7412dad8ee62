#include "base/cancellation.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include "base/descriptor.h"

namespace deed {

Cancellation::Cancellation() : descriptor_(open_event_descriptor()) {}

Cancellation::~Cancellation() { ::close(descriptor_); }

void Cancellation::request(ErrorKind why) noexcept {
  std::int64_t never = 0;
  when_.compare_exchange_strong(never, std::chrono::steady_clock::now().time_since_epoch().count());
  int none = 0;
  why_.compare_exchange_strong(none, static_cast<int>(why));
  const int saved_errno = errno;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(descriptor_, &one, sizeof one);
  errno = saved_errno;
}

Duration Cancellation::since_request() const noexcept {
  if (!requested()) {
    return Duration(0);
  }
  const std::chrono::steady_clock::time_point when{std::chrono::steady_clock::duration(when_.load())};
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - when);
}

void Cancellation::check() const {
  if (const int why = why_.load(); why != 0) {
    const auto kind = static_cast<ErrorKind>(why);
    throw Error(kind, {.what = kind == ErrorKind::interrupted ? "Interrupted." : "Terminated.",
                       .hint = "Run the same command again: it goes on where this run stopped."});
  }
}

void Cancellation::sleep(Duration duration) const {
  const Deadline deadline(duration);
  while (!deadline.passed()) {
    check();
    pollfd waiting{descriptor_, POLLIN, 0};
    ::poll(&waiting, 1, static_cast<int>(deadline.left().count()) + 1);
  }
  check();
}

}  // namespace deed
