#include "cli/message_writer.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "base/clock.h"

namespace deed::cli {

namespace {

// How long a reader may take for a text before it is given up. After that nobody is waited for until there is room again.
constexpr Duration kPatience(1000);

bool takes_more(int descriptor, Duration patience) {
  pollfd output{descriptor, POLLOUT, 0};
  const Deadline deadline(patience);
  int found = 0;
  do {
    found = ::poll(&output, 1, static_cast<int>(deadline.left().count()));
  } while (found < 0 && errno == EINTR);
  return found > 0;
}

}  // namespace

bool MessageWriter::ready() const { return takes_more(descriptor_, Duration(0)); }

bool MessageWriter::write(std::string_view text) {
  const Deadline deadline(lost_ == 0 ? kPatience : Duration(0));
  if (broken_ && takes_more(descriptor_, deadline.left())) {
    broken_ = ::write(descriptor_, "\n", 1) != 1;
  }
  bool begun = false;
  while (!text.empty()) {
    if (broken_ || !takes_more(descriptor_, deadline.left())) {
      ++lost_;
      broken_ = broken_ || begun;
      return false;
    }
    // A pipe that takes anything takes this much without making its writer wait.
    const ssize_t written = ::write(descriptor_, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
    if (written < 0 && errno != EINTR && errno != EAGAIN) {
      return true;
    }
    begun = begun || written > 0;
    text.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
  return true;
}

}  // namespace deed::cli
