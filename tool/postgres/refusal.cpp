#include "postgres/refusal.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "base/aside.h"
#include "base/text.h"

namespace deed::postgres {

namespace {

// "SCHWERWIEGEND:  28P01" at the end of the last line.
std::string last_sqlstate(std::string_view message) {
  const std::string_view text = trim(message);
  const std::size_t begin = text.rfind(":  ");
  const std::string_view code = begin == std::string_view::npos ? "" : text.substr(begin + 3);
  const bool is_code =
      code.size() == 5 && std::all_of(code.begin(), code.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
  return is_code ? std::string(code) : "";
}

// PQconnectStart() and PQconnectPoll() block while a name is looked up.
std::string ask(const std::string& uri, Duration patience) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectStart(uri.c_str()), &PQfinish);
  PQsetErrorVerbosity(connection.get(), PQERRORS_SQLSTATE);
  const Deadline deadline(patience);
  PostgresPollingStatusType next = PGRES_POLLING_WRITING;
  while (PQstatus(connection.get()) != CONNECTION_BAD && next != PGRES_POLLING_OK && next != PGRES_POLLING_FAILED && !deadline.passed()) {
    pollfd socket{PQsocket(connection.get()), static_cast<short>(next == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
    ::poll(&socket, 1, static_cast<int>(deadline.left().count()) + 1);
    next = PQconnectPoll(connection.get());
  }
  return next == PGRES_POLLING_FAILED ? last_sqlstate(PQerrorMessage(connection.get())) : "";
}

}  // namespace

std::string refusal_sqlstate(const std::string& uri, const Cancellation& cancellation, Duration patience) {
  const auto sqlstate = std::make_shared<std::string>();
  Aside asking([sqlstate, uri, patience] { *sqlstate = ask(uri, patience); });
  return asking.wait(cancellation, patience) ? *sqlstate : "";
}

}  // namespace deed::postgres
