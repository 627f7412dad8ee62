#pragma once

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "postgres/connection.h"
#include "postgres/plans.h"

namespace deed::postgres {

// Queues a statement with its values, by its plan where there is one, or the making of the plan; 0 where the connection is lost.
int send_statement(PGconn* handle, const Request& request, const Plan* plan);
int send_preparation(PGconn* handle, const Plan& plan, const Request& request);

// What a Connection hides: SOCI's session, and libpq's handle inside it.
struct Connection::Session {
  Session(const Parameters& given, std::unique_ptr<soci::session> opened, const Cancellation& stop);

  PGconn* handle() const { return handle_; }
  // Sends with `send`, waits, and returns the last result.
  Result run(const std::function<int(PGconn*)>& send, AfterRequest after);
  // The same of several statements at once; `heard` is told how many have been answered, after each.
  Answers run_together(const std::vector<Request>& requests, AfterRequest after, const std::function<void(std::size_t)>& heard = {});

  // Its two halves: what was sent is to be answered before anything else is sent.
  struct Exchange;
  Exchange send_together(const std::vector<Request>& requests, AfterRequest after);
  Answers take_answers(Exchange& exchange, const std::function<void(std::size_t)>& heard = {});

  Parameters parameters;
  const Cancellation* cancellation;
  std::unique_ptr<soci::session> soci;
  std::function<void(const Notice&)> notice_listener;
  std::function<Duration(Duration)> wait_listener;
  Duration first_sign{0};
  Plans plans{};

 private:
  // A statement that runs.
  struct Wait {
    AfterRequest after = AfterRequest::cancel;
    // Until when the server may answer once a request to stop was made.
    std::optional<Deadline> leave_by{};
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    Duration next_sign{0};
    // It was COPY FROM STDIN.
    bool wants_data = false;

    // The next statement of an exchange is what runs now.
    void begin_next(Duration first) {
      began = std::chrono::steady_clock::now();
      next_sign = first;
    }
  };
  using PgResult = std::unique_ptr<PGresult, decltype(&PQclear)>;
  // The last result of one statement; nothing where there was none.
  PgResult last_result(Wait& wait);
  void discard_rows(Wait& wait);
  void flush(Wait& wait);
  void wait_readable(Wait& wait);
  // Until one of these events happens at the socket, or it is time to look around.
  void wait_for_socket(Wait& wait, short events);
  void hear_request(Wait& wait);
  // How long to sleep at most, in milliseconds: -1 for until something comes.
  int patience(const Wait& wait) const;
  void tell_waiting(Wait& wait) const;
  void cancel_statement();
  [[noreturn]] void throw_lost();
  // Throws where the server did not say it.
  SqlError error_of(const PGresult* result);

  PGconn* handle_;
};

struct Connection::Session::Exchange {
  // For each statement, the plan that was made for it on the way, if any.
  std::vector<Plan*> made{};
  Wait wait{};
};

}  // namespace deed::postgres
