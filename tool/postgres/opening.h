#pragma once

#include <soci/soci.h>

#include <memory>
#include <optional>
#include <string>

#include "base/cancellation.h"
#include "base/clock.h"

namespace deed::postgres {

// How a try to connect ended: a session, or libpq's text.
struct Opened {
  std::unique_ptr<soci::session> session{};
  std::string failure{};
};

// Connects once, as the URI says. A cancellation request is thrown at once, and the patience ends as "timeout expired", whatever a name
// server or a host that says nothing is doing. Throws Error(local_io) on a machine without libpq.
Opened open_session(const std::string& uri, const Cancellation& cancellation, std::optional<Duration> patience);

}  // namespace deed::postgres
