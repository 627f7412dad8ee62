#include "postgres/opening.h"

#include <soci/postgresql/soci-postgresql.h>

#include "postgres/libpq.h"

namespace deed::postgres {

namespace {

// SOCI's first line, which says no more than that there is an error.
constexpr std::string_view kPrefix = "Cannot establish connection to the database.";

// SOCI connects by PQconnectdb(), which blocks while a name is looked up and while a server says nothing (PQconnectPoll() would block for
// the name too).
void connect(Opened& opened, const std::string& uri) {
  try {
    // A machine without it is no server that cannot be reached.
    load_libpq();
  } catch (...) {
    opened.error = std::current_exception();
    return;
  }
  try {
    opened.session = std::make_unique<soci::session>(soci::postgresql, uri);
  } catch (const std::exception& error) {
    const std::string_view text = error.what();
    opened.failure = text.substr(text.starts_with(kPrefix) ? kPrefix.size() : 0);
  }
}

}  // namespace

Opening::Opening(const std::string& uri) : connecting_([opened = opened_, uri] { connect(*opened, uri); }) {}

Opened Opening::wait(const Cancellation& cancellation, std::optional<Duration> patience) {
  if (!connecting_.wait(cancellation, patience)) {
    return {.failure = "timeout expired"};
  }
  if (opened_->error) {
    std::rethrow_exception(opened_->error);
  }
  return std::move(*opened_);
}

}  // namespace deed::postgres
