#pragma once

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "postgres/connection.h"

namespace deed::postgres {

// What a Connection hides: SOCI's session, and libpq's handle inside it.
struct Connection::Session {
  Session(const Parameters& given, std::unique_ptr<soci::session> opened, const Cancellation& stop);

  PGconn* handle() const { return handle_; }
  // Sends with `send`, waits, and returns the last result; a cancellation request is passed on to the server if `interruptible`.
  Result run(const std::function<int(PGconn*)>& send, bool interruptible);

  Parameters parameters;
  const Cancellation* cancellation;
  std::unique_ptr<soci::session> soci;
  std::function<void(const Notice&)> notice_listener;

 private:
  void flush();
  // `cancelled`: until when the server may answer a cancellation that was passed on.
  void wait_readable(bool interruptible, std::optional<Deadline>& cancelled);
  void cancel_statement();
  [[noreturn]] void throw_lost();
  [[noreturn]] void throw_error(const PGresult* result);

  PGconn* handle_;
};

}  // namespace deed::postgres
