#pragma once

#include <optional>

#include "base/cancellation.h"
#include "base/log.h"
#include "postgres/connection.h"
#include "runner/session.h"
#include "runner/settings.h"

namespace deed::runner {

// The sessions of one thread that runs one history after the other on the same server, so that it need not connect for each.
struct Sessions {
  // Where the run before ended well.
  std::optional<postgres::Connection> kept{};
  std::optional<postgres::Connection> observer{};
};

// The kept session with nothing of the run before left in it, and every setting settled as open_session() does; another one where none
// is kept. Whoever ends well with it keeps it again.
SessionToRun open_or_reuse(const RunSettings& settings, Sessions& sessions, const Cancellation& cancellation, Log& log);

}  // namespace deed::runner
