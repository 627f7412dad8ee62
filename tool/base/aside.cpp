#include "base/aside.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <array>
#include <atomic>
#include <utility>

#include "base/descriptor.h"

namespace deed {

namespace {

std::atomic<bool> any_work_left{false};

}  // namespace

// Shared by the thread and the one that waits for it: either may be gone first.
struct Aside::Signal {
  Descriptor done{open_event_descriptor()};
};

Aside::Aside(std::function<void()> work) : signal_(std::make_shared<Signal>()) {
  thread_ = std::thread([signal = signal_, work = std::move(work)]() mutable {
    work();
    // What nobody waits for is destroyed here, which may take long too.
    work = nullptr;
    ::eventfd_write(signal->done.get(), 1);
  });
}

Aside::~Aside() {
  if (done_) {
    thread_.join();
    return;
  }
  any_work_left = true;
  thread_.detach();
}

bool Aside::wait(const Cancellation& cancellation, std::optional<Duration> patience) {
  std::optional<Deadline> deadline;
  if (patience) {
    deadline.emplace(*patience);
  }
  while (!done_) {
    cancellation.check();
    eventfd_t count = 0;
    if (::eventfd_read(signal_->done.get(), &count) == 0) {
      done_ = true;
      break;
    }
    if (deadline && deadline->passed()) {
      break;
    }
    std::array<pollfd, 2> waiting{{{signal_->done.get(), POLLIN, 0}, {cancellation.descriptor(), POLLIN, 0}}};
    ::poll(waiting.data(), waiting.size(), deadline ? static_cast<int>(deadline->left().count()) + 1 : -1);
  }
  return done_;
}

bool Aside::any_left() noexcept { return any_work_left; }

}  // namespace deed
