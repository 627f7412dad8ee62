#pragma once

#include <unistd.h>

#include <utility>

namespace deed {

// A file descriptor and its owner: closed at the end of the scope. -1 is none.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { reset(); }

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  void reset() {
    if (fd_ >= 0) {
      ::close(std::exchange(fd_, -1));
    }
  }

 private:
  int fd_;
};

// An event descriptor of the kernel's (eventfd), not blocking. Throws Error(local_io) where the process may have no further one.
int open_event_descriptor();

}  // namespace deed
