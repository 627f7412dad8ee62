#include "postgres/session.h"

#include <fmt/format.h>
#include <poll.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "base/aside.h"
#include "base/text.h"

namespace deed::postgres {

namespace {

// How long after a request to stop a server may take to answer; then deed leaves all the same, within its 5 seconds.
constexpr Duration kCancelPatience(4'000);
// What each of the statements of the way out gets at least.
constexpr Duration kLeastPatience(200);

constexpr std::size_t kLongestNotice = 8000;

std::string field(const PGresult* result, int code) {
  const char* value = PQresultErrorField(result, code);
  return value == nullptr ? "" : value;
}

// libpq calls this for every notice while it reads.
void receive_notice(void* session, const PGresult* result) {
  const auto& listener = static_cast<Connection::Session*>(session)->notice_listener;
  if (listener) {
    listener({field(result, PG_DIAG_SEVERITY_NONLOCALIZED), one_line(field(result, PG_DIAG_MESSAGE_PRIMARY), kLongestNotice),
              field(result, PG_DIAG_SQLSTATE)});
  }
}

bool succeeded(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

}  // namespace

int send_statement(PGconn* handle, const Request& request, const Plan* plan) {
  std::vector<const char*> values;
  for (const Value& value : request.values) {
    values.push_back(value ? value->c_str() : nullptr);
  }
  const auto count = static_cast<int>(values.size());
  if (plan != nullptr) {
    return PQsendQueryPrepared(handle, plan->name.c_str(), count, values.data(), nullptr, nullptr, 0);
  }
  return PQsendQueryParams(handle, request.sql.c_str(), count, nullptr, values.data(), nullptr, nullptr, 0);
}

int send_preparation(PGconn* handle, const Plan& plan, const Request& request) {
  return PQsendPrepare(handle, plan.name.c_str(), request.sql.c_str(), 0, nullptr);
}

Connection::Session::Session(const Parameters& given, std::unique_ptr<soci::session> opened, const Cancellation& stop)
    : parameters(given),
      cancellation(&stop),
      soci(std::move(opened)),
      handle_(static_cast<soci::postgresql_session_backend*>(soci->get_backend())->conn_) {
  PQsetNoticeReceiver(handle_, receive_notice, this);
  // Also keeps large results flowing while deed still sends.
  PQsetnonblocking(handle_, 1);
}

void Connection::Session::throw_lost() {
  // After a write that failed libpq says why when it reads.
  if (*PQerrorMessage(handle_) == '\0') {
    PQconsumeInput(handle_);
  }
  throw Error(ErrorKind::terminated_by_server,
              {.what = fmt::format("The connection to the server was lost: {}", one_line(trim(PQerrorMessage(handle_)))),
               .where = to_string(Endpoint{PQhost(handle_), PQport(handle_), PQdb(handle_), ""}),
               .hint = "What was not committed is rolled back. Run the same command again."});
}

SqlError Connection::Session::error_of(const PGresult* result) {
  const std::string sqlstate = field(result, PG_DIAG_SQLSTATE);
  if (sqlstate.empty()) {
    throw_lost();
  }
  const std::string message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string schema = field(result, PG_DIAG_SCHEMA_NAME);
  const std::string table = field(result, PG_DIAG_TABLE_NAME);
  const ErrorKind kind = kind_of({.sqlstate = sqlstate, .message = message, .schema = schema, .table = table});
  ErrorText text{.what = one_line(message)};
  constexpr std::array<std::pair<int, std::string_view>, 3> further{
      {{PG_DIAG_MESSAGE_DETAIL, "detail"}, {PG_DIAG_MESSAGE_HINT, "hint"}, {PG_DIAG_CONTEXT, "context"}}};
  for (const auto& [code, name] : further) {
    const std::string value = field(result, code);
    // deed never says CASCADE, and nobody should for what is not theirs.
    if (value.empty() || value.starts_with("Use DROP ... CASCADE")) {
      continue;
    }
    const std::vector<std::string_view> lines = split_lines(value);
    for (const std::string_view& line : lines) {
      text.details.push_back(&line == &lines.front() ? fmt::format("{}: {}", name, one_line(line)) : "  " + one_line(line));
    }
  }
  const std::string position = field(result, PG_DIAG_STATEMENT_POSITION);
  return {kind, std::move(text), sqlstate, position.empty() ? 0 : std::stoul(position)};
}

// Nobody waits for it: PQcancel() connects once more and blocks, for minutes where the server's machine is gone.
void Connection::Session::cancel_statement() {
  std::shared_ptr<PGcancel> cancel(PQgetCancel(handle_), &PQfreeCancel);
  const Aside cancelling([cancel] {
    std::array<char, 256> ignored{};
    PQcancel(cancel.get(), ignored.data(), static_cast<int>(ignored.size()));
  });
}

void Connection::Session::flush(Wait& wait) {
  while (true) {
    const int left = PQflush(handle_);
    if (left == 0) {
      return;
    }
    if (left < 0) {
      throw_lost();
    }
    wait_for_socket(wait, POLLIN | POLLOUT);
  }
}

int Connection::Session::patience(const Wait& wait) const {
  if (wait.leave_by) {
    return static_cast<int>(wait.leave_by->left().count()) + 1;
  }
  if (!wait_listener) {
    return -1;
  }
  const auto left = std::chrono::duration_cast<Duration>(wait.began + wait.next_sign - std::chrono::steady_clock::now());
  return static_cast<int>(std::max(left, Duration(0)).count()) + 1;
}

void Connection::Session::tell_waiting(Wait& wait) const {
  const auto elapsed = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - wait.began);
  if (wait_listener && elapsed >= wait.next_sign) {
    wait.next_sign = wait_listener(elapsed);
  }
}

void Connection::Session::hear_request(Wait& wait) {
  if (wait.after == AfterRequest::wait || !cancellation->requested()) {
    return;
  }
  if (!wait.leave_by) {
    if (wait.after == AfterRequest::cancel) {
      cancel_statement();
    }
    wait.leave_by.emplace(std::max(kCancelPatience - cancellation->since_request(), kLeastPatience));
  }
  if (wait.leave_by->passed()) {
    cancellation->check();
  }
}

void Connection::Session::wait_for_socket(Wait& wait, short events) {
  const bool listening = wait.after != AfterRequest::wait && !wait.leave_by;
  std::array<pollfd, 2> waiting{{{PQsocket(handle_), events, 0}, {cancellation->descriptor(), POLLIN, 0}}};
  if (::poll(waiting.data(), listening ? 2 : 1, patience(wait)) < 0 && errno != EINTR) {
    throw_lost();
  }
  hear_request(wait);
  tell_waiting(wait);
  if ((waiting[0].revents & ~POLLOUT) != 0 && PQconsumeInput(handle_) == 0) {
    throw_lost();
  }
}

void Connection::Session::wait_readable(Wait& wait) {
  while (PQisBusy(handle_) != 0) {
    wait_for_socket(wait, POLLIN);
  }
}

Connection::Session::PgResult Connection::Session::last_result(Wait& wait) {
  PgResult last(nullptr, &PQclear);
  while (true) {
    wait_readable(wait);
    PGresult* next = PQgetResult(handle_);
    if (next == nullptr) {
      return last;
    }
    last.reset(next);
    const ExecStatusType status = PQresultStatus(next);
    if (status == PGRES_PIPELINE_SYNC) {
      return last;
    }
    if (status == PGRES_COPY_IN) {
      wait.wants_data = true;
      PQputCopyEnd(handle_, "deed does not send COPY data");
      flush(wait);
    } else if (status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
      discard_rows(wait);
    }
  }
}

// Rows of COPY TO STDOUT have nowhere to go; the result after them says how it ended.
void Connection::Session::discard_rows(Wait& wait) {
  char* row = nullptr;
  for (int got = PQgetCopyData(handle_, &row, 1); got >= 0; got = PQgetCopyData(handle_, &row, 1)) {
    if (got == 0) {
      wait_for_socket(wait, POLLIN);
    } else {
      PQfreemem(row);
    }
  }
}

Result Connection::Session::run(const std::function<int(PGconn*)>& send, AfterRequest after) {
  if (after == AfterRequest::cancel) {
    cancellation->check();
  }
  Wait wait{.after = after, .next_sign = first_sign};
  // Left in the middle of a pipeline: what is sent now would never be answered.
  if (PQpipelineStatus(handle_) != PQ_PIPELINE_OFF || send(handle_) == 0) {
    throw_lost();
  }
  flush(wait);
  PgResult last = last_result(wait);
  if (wait.leave_by && after == AfterRequest::cancel) {
    cancellation->check();
  }
  if (!last) {
    throw_lost();
  }
  if (wait.wants_data) {
    throw SqlError(ErrorKind::sql_failed, {.what = "COPY FROM STDIN waits for rows, and deed has none to send: write them as INSERT"},
                   "0A000", 0);
  }
  if (!succeeded(last.get())) {
    throw SqlError(error_of(last.get()));
  }
  return Result(last.release());
}

Answers Connection::Session::run_together(const std::vector<Request>& requests, AfterRequest after,
                                          const std::function<void(std::size_t)>& heard) {
  if (after == AfterRequest::cancel) {
    cancellation->check();
  }
  Exchange exchange = send_together(requests, after);
  Answers answers = take_answers(exchange, heard);
  if (exchange.wait.leave_by && after == AfterRequest::cancel) {
    cancellation->check();
  }
  return answers;
}

Connection::Session::Exchange Connection::Session::send_together(const std::vector<Request>& requests, AfterRequest after) {
  Exchange exchange{.wait = {.after = after, .next_sign = first_sign}};
  bool sent = PQpipelineStatus(handle_) == PQ_PIPELINE_OFF && PQenterPipelineMode(handle_) == 1;
  for (const Request& request : requests) {
    Plan* plan = plans.find(request);
    const bool make = plan != nullptr && !plan->prepared;
    exchange.made.push_back(make ? plan : nullptr);
    sent = sent && (!make || send_preparation(handle_, *plan, request) == 1) && send_statement(handle_, request, plan) == 1 &&
           (!request.answer_at_once || PQsendFlushRequest(handle_) == 1);
    if (make) {
      // For the same statement later in this exchange.
      plan->prepared = true;
    }
  }
  plans.sent();
  if (!sent || PQpipelineSync(handle_) == 0) {
    throw_lost();
  }
  flush(exchange.wait);
  return exchange;
}

Answers Connection::Session::take_answers(Exchange& exchange, const std::function<void(std::size_t)>& heard) {
  Answers answers;
  const auto next = [&] {
    PgResult last = last_result(exchange.wait);
    if (!last || PQstatus(handle_) != CONNECTION_OK) {
      throw_lost();
    }
    if (succeeded(last.get())) {
      return last;
    }
    if (!answers.failure) {
      answers.failure = error_of(last.get());
    }
    // Those that follow only say that they were left out.
    return PgResult(nullptr, &PQclear);
  };
  for (Plan* plan : exchange.made) {
    if (plan != nullptr) {
      plan->prepared = next() != nullptr;
    }
    if (PgResult last = next()) {
      answers.results.emplace_back(last.release());
      if (heard) {
        heard(answers.results.size());
      }
      exchange.wait.begin_next(first_sign);
    }
  }
  const PgResult end = last_result(exchange.wait);
  if (!end || PQresultStatus(end.get()) != PGRES_PIPELINE_SYNC || PQexitPipelineMode(handle_) == 0) {
    throw_lost();
  }
  return answers;
}

}  // namespace deed::postgres
