#include "postgres/opening.h"

#include <poll.h>
#include <soci/postgresql/soci-postgresql.h>
#include <sys/eventfd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <thread>

#include "base/descriptor.h"
#include "base/error.h"

namespace deed::postgres {

namespace {

// SOCI's first line, which says no more than that there is an error.
constexpr std::string_view kPrefix = "Cannot establish connection to the database.";

// Shared by the thread that connects and the one that waits for it: either may be gone first.
struct Attempt {
  Descriptor done{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  Opened opened{};
};

void connect(Attempt& attempt, const std::string& uri) {
  try {
    attempt.opened.session = std::make_unique<soci::session>(soci::postgresql, uri);
  } catch (const std::exception& error) {
    const std::string_view text = error.what();
    attempt.opened.failure = text.substr(text.starts_with(kPrefix) ? kPrefix.size() : 0);
  }
  ::eventfd_write(attempt.done.get(), 1);
}

// Whether the attempt came to its end within the patience.
bool ended(const Attempt& attempt, const Cancellation& cancellation, const std::optional<Deadline>& deadline) {
  while (true) {
    cancellation.check();
    eventfd_t count = 0;
    if (::eventfd_read(attempt.done.get(), &count) == 0) {
      return true;
    }
    if (deadline && deadline->passed()) {
      return false;
    }
    std::array<pollfd, 2> waiting{{{attempt.done.get(), POLLIN, 0}, {cancellation.descriptor(), POLLIN, 0}}};
    ::poll(waiting.data(), waiting.size(), deadline ? static_cast<int>(deadline->left().count()) + 1 : -1);
  }
}

}  // namespace

// SOCI connects by PQconnectdb(), which blocks while a name is looked up and while a server says nothing (PQconnectPoll() would block for
// the name too). So in a thread of its own, which is left to itself when nobody waits for it any more.
Opened open_session(const std::string& uri, const Cancellation& cancellation, std::optional<Duration> patience) {
  cancellation.check();
  const auto attempt = std::make_shared<Attempt>();
  if (!attempt->done.valid()) {
    throw Error(ErrorKind::internal, {.what = "The operating system gives no event descriptor."});
  }
  std::optional<Deadline> deadline;
  if (patience) {
    deadline.emplace(*patience);
  }
  std::thread([attempt, uri] { connect(*attempt, uri); }).detach();
  return ended(*attempt, cancellation, deadline) ? std::move(attempt->opened) : Opened{.failure = "timeout expired"};
}

}  // namespace deed::postgres
