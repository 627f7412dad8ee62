#include "postgres/opening.h"

#include <soci/postgresql/soci-postgresql.h>

#include "base/aside.h"
#include "postgres/libpq.h"

namespace deed::postgres {

namespace {

// SOCI's first line, which says no more than that there is an error.
constexpr std::string_view kPrefix = "Cannot establish connection to the database.";

void connect(Opened& opened, const std::string& uri) {
  try {
    opened.session = std::make_unique<soci::session>(soci::postgresql, uri);
  } catch (const std::exception& error) {
    const std::string_view text = error.what();
    opened.failure = text.substr(text.starts_with(kPrefix) ? kPrefix.size() : 0);
  }
}

}  // namespace

// SOCI connects by PQconnectdb(), which blocks while a name is looked up and while a server says nothing (PQconnectPoll() would block for
// the name too).
Opened open_session(const std::string& uri, const Cancellation& cancellation, std::optional<Duration> patience) {
  cancellation.check();
  // Here, as a machine without it is no server that cannot be reached.
  load_libpq();
  const auto opened = std::make_shared<Opened>();
  Aside connecting([opened, uri] { connect(*opened, uri); });
  return connecting.wait(cancellation, patience) ? std::move(*opened) : Opened{.failure = "timeout expired"};
}

}  // namespace deed::postgres
