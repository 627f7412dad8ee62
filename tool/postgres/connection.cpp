#include "postgres/connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "postgres/opening.h"
#include "postgres/queries.h"
#include "postgres/refusal.h"
#include "postgres/session.h"

namespace deed::postgres {

namespace {

// A URI in which every value is percent-encoded: SOCI 4.0.3 takes conninfo strings apart and loses backslashes, URIs it passes on.
std::string uri_of(const Parameters& parameters) {
  std::string uri = "postgresql://";
  char separator = '?';
  for (const auto& [keyword, value] : parameters) {
    uri += fmt::format("{}{}={}", separator, keyword, percent_encoded(value));
    separator = '&';
  }
  return uri;
}

std::string value_of(const Parameters& parameters, std::string_view keyword) {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == keyword; });
  return found == parameters.end() ? "" : found->second;
}

// libpq's text without the password, should it ever be quoted.
std::string without_password(std::string message, const Parameters& parameters) {
  for (const std::string& secret : {value_of(parameters, "password"), percent_encoded(value_of(parameters, "password"))}) {
    if (!secret.empty()) {
      message = replace_all(std::move(message), secret, "***");
    }
  }
  return message;
}

// Where a connection that failed was to lead.
Endpoint wanted_endpoint(const Parameters& parameters) {
  Endpoint endpoint{effective_value(parameters, "host"), effective_value(parameters, "port"), effective_value(parameters, "dbname"),
                    effective_value(parameters, "user")};
  if (endpoint.host.empty()) {
    endpoint.host = effective_value(parameters, "hostaddr");
  }
  if (const std::string service = effective_value(parameters, "service"); !service.empty() && endpoint.host.empty()) {
    return {fmt::format("service '{}'", service), "", "", ""};
  }
  endpoint.database = endpoint.database.empty() ? endpoint.user : endpoint.database;
  return endpoint;
}

// Each of several hosts gets the two seconds that are the least libpq waits for one.
Duration shortest_try(const Parameters& parameters) {
  const std::string hosts = effective_value(parameters, "host");
  const auto further = std::count(hosts.begin(), hosts.end(), ',');
  return further == 0 ? Duration(1) : Duration(2500 * (further + 1));
}

// The databases of the server, as far as a session with `postgres` shows them. A service to the reader only: of what it meets itself
// nothing counts but a request to stop.
std::vector<std::string> other_databases(Parameters parameters, const Cancellation& cancellation) {
  std::erase_if(parameters, [](const auto& p) { return p.first == "dbname"; });
  parameters.emplace_back("dbname", "postgres");
  std::vector<std::string> names;
  try {
    Connection connection = Connection::open(parameters, cancellation, Duration(2000));
    connection.execute("SELECT pg_catalog.set_config('statement_timeout', '2s', false)");
    for (auto& row : connection.texts(std::string(queries::list_databases))) {
      names.push_back(one_line(row.front()));
    }
  } catch (const Error&) {
    cancellation.check();
  }
  return names;
}

// The failure with what helps the reader who has to mend it.
ConnectError told(const ConnectError& error, const Target& target, const Cancellation& cancellation) {
  ConnectFailure failure = error.failure();
  if (failure.missing_database) {
    const std::vector<std::string> names = other_databases(target.parameters, cancellation);
    failure.text.what += did_you_mean(wanted_endpoint(target.parameters).database, names);
    if (!names.empty()) {
      failure.text.details.push_back("databases there: " + join(names, ", "));
    }
  }
  const std::vector<std::string> lines = origin_lines(target);
  failure.text.details.insert(failure.text.details.begin(), lines.begin(), lines.end());
  return ConnectError(std::move(failure));
}

std::vector<Result> all_of(Answers answers) {
  if (answers.failure) {
    throw SqlError(*answers.failure);
  }
  return std::move(answers.results);
}

}  // namespace

std::string effective_value(const Parameters& parameters, const std::string& keyword) {
  std::string given = value_of(parameters, keyword);
  if (!given.empty()) {
    return given;
  }
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> defaults(PQconndefaults(), &PQconninfoFree);
  for (const PQconninfoOption* option = defaults.get(); option != nullptr && option->keyword != nullptr; ++option) {
    if (option->keyword == keyword) {
      return option->val == nullptr ? "" : option->val;
    }
  }
  return "";
}

std::vector<std::string> origin_lines(const Target& target) {
  std::vector<std::pair<std::string, std::vector<std::string>>> by_place;
  for (const auto& [keyword, place] : target.origins) {
    auto found = std::find_if(by_place.begin(), by_place.end(), [&place = place](const auto& entry) { return entry.first == place; });
    if (found == by_place.end()) {
      found = by_place.insert(found, {place, {}});
    }
    found->second.push_back(keyword == "dbname" ? "database" : keyword);
  }
  std::vector<std::string> lines;
  for (const auto& [place, keywords] : by_place) {
    lines.push_back(fmt::format("{}: {}", join(keywords, ", "), place));
  }
  return lines;
}

Connection::Connection(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

FirstTry::FirstTry(Target target) : target_(std::move(target)), opening_(std::make_unique<Opening>(uri_of(target_.parameters))) {}
FirstTry::FirstTry(FirstTry&&) noexcept = default;
FirstTry& FirstTry::operator=(FirstTry&&) noexcept = default;
FirstTry::~FirstTry() = default;

Connection Connection::open(const Parameters& parameters, const Cancellation& cancellation, std::optional<Duration> patience) {
  cancellation.check();
  Opening opening(uri_of(parameters));
  return finish(opening, parameters, cancellation, patience);
}

Connection Connection::open(FirstTry begun, const Cancellation& cancellation, std::optional<Duration> patience) {
  return finish(*begun.opening_, begun.target_.parameters, cancellation, patience);
}

Connection Connection::finish(Opening& opening, const Parameters& parameters, const Cancellation& cancellation,
                              std::optional<Duration> patience) {
  Opened opened = opening.wait(cancellation, patience);
  if (!opened.session) {
    const Endpoint wanted = wanted_endpoint(parameters);
    ConnectFailure failure = explain_connect_failure(opened.failure, wanted);
    if (failure.unknown) {
      failure = explain_refusal(refusal_sqlstate(uri_of(parameters), cancellation, Duration(2000)), opened.failure, wanted);
    }
    // What happened is told by the words as they are, of which a password may be a part; they are shown without it.
    failure.text.details = explain_connect_failure(without_password(opened.failure, parameters), wanted).text.details;
    throw ConnectError(std::move(failure));
  }
  return Connection(std::make_unique<Session>(parameters, std::move(opened.session), cancellation));
}

Result Connection::send(std::string_view sql, const std::vector<Value>& values, AfterRequest after) {
  const Request request{std::string(sql), values};
  if (values.empty()) {
    session_->plans.somebody_elses_statement();
  }
  Plan* plan = session_->plans.find(request);
  if (plan != nullptr && !plan->prepared) {
    session_->run([&](PGconn* handle) { return send_preparation(handle, *plan, request); }, after);
    plan->prepared = true;
  }
  return session_->run([&](PGconn* handle) { return send_statement(handle, request, plan); }, after);
}

Result Connection::execute(std::string_view sql, const std::vector<Value>& values) { return send(sql, values, AfterRequest::cancel); }

Result Connection::execute_uninterrupted(std::string_view sql, const std::vector<Value>& values) {
  return send(sql, values, AfterRequest::answer_soon);
}

std::vector<std::vector<std::string>> Connection::texts(const std::string& sql, const std::vector<std::string>& values) {
  const Result result = execute(sql, {values.begin(), values.end()});
  std::vector<std::vector<std::string>> rows;
  for (std::size_t row = 0; row < result.size(); ++row) {
    rows.push_back(result.texts(row));
  }
  return rows;
}

std::vector<Result> Connection::execute_together(const std::vector<Request>& requests) {
  return all_of(session_->run_together(requests, AfterRequest::answer_soon));
}

Answers Connection::exchange_to_the_end(const std::vector<Request>& requests) {
  Answers answers = session_->run_together(requests, AfterRequest::wait);
  // COMMIT runs what somebody has left for it.
  session_->plans.somebody_elses_statement();
  return answers;
}

Answers Connection::exchange(const std::vector<Request>& requests, const std::function<void(std::size_t)>& heard) {
  session_->plans.somebody_elses_statement();
  return session_->run_together(requests, AfterRequest::cancel, heard);
}

std::pair<std::vector<Result>, std::vector<Result>> Connection::execute_side_by_side(Connection& first,
                                                                                     const std::vector<Request>& of_first,
                                                                                     Connection& second,
                                                                                     const std::vector<Request>& of_second) {
  Session::Exchange one = first.session_->send_together(of_first, AfterRequest::answer_soon);
  Session::Exchange other = second.session_->send_together(of_second, AfterRequest::answer_soon);
  Answers of_one;
  try {
    of_one = first.session_->take_answers(one);
  } catch (...) {
    // The other session goes on in another run.
    second.session_->take_answers(other);
    throw;
  }
  Answers of_other = second.session_->take_answers(other);
  return {all_of(std::move(of_one)), all_of(std::move(of_other))};
}

void Connection::on_wait(std::function<Duration(Duration)> listener, Duration first) {
  session_->wait_listener = std::move(listener);
  session_->first_sign = first;
}

void Connection::reuse_plans(const std::string& run) { session_->plans.use(run); }

void Connection::reuse_plans(const std::string& run, const std::vector<std::string>& standing) { session_->plans.use(run, standing); }

void Connection::try_plans(const std::string& run) { session_->plans.use_untold(run); }

bool Connection::plans_stood(const std::string& run, const std::vector<std::string>& standing) {
  return session_->plans.stood(run, standing);
}

void Connection::discard_all() {
  session_->plans = {};
  execute("DISCARD ALL");
}

void Connection::on_notice(std::function<void(const Notice&)> listener) { session_->notice_listener = std::move(listener); }

TransactionStatus Connection::transaction_status() const {
  switch (PQtransactionStatus(session_->handle())) {
    case PQTRANS_IDLE: return TransactionStatus::idle;
    case PQTRANS_ACTIVE: return TransactionStatus::active;
    case PQTRANS_INTRANS: return TransactionStatus::in_transaction;
    case PQTRANS_INERROR: return TransactionStatus::failed;
    case PQTRANS_UNKNOWN: break;
  }
  return TransactionStatus::unknown;
}

bool Connection::usable() const { return PQstatus(session_->handle()) == CONNECTION_OK; }

int Connection::backend_pid() const { return PQbackendPID(session_->handle()); }

int Connection::server_version() const { return PQserverVersion(session_->handle()); }

Endpoint Connection::endpoint() const {
  const PGconn* handle = session_->handle();
  return {PQhost(handle), PQport(handle), PQdb(handle), PQuser(handle)};
}

Parameters Connection::same_server() const {
  Parameters parameters;
  for (const auto& [keyword, value] : session_->parameters) {
    if (keyword != "host" && keyword != "hostaddr" && keyword != "port") {
      parameters.emplace_back(keyword, value);
    }
  }
  const PGconn* handle = session_->handle();
  parameters.emplace_back("host", PQhost(handle));
  parameters.emplace_back("port", PQport(handle));
  if (const std::string address = PQhostaddr(handle); !address.empty()) {
    parameters.emplace_back("hostaddr", address);
  }
  return parameters;
}

Connection connect(const std::function<Target()>& target, Duration timeout, const Cancellation& cancellation,
                   const std::function<void(const Error&)>& waiting, std::optional<FirstTry> begun) {
  const Deadline deadline(timeout);
  Backoff backoff(Duration(100), Duration(2000));
  // What the server said last: more than that the time for the last try was short.
  std::optional<ConnectError> answer;
  while (true) {
    std::optional<FirstTry> first = std::exchange(begun, std::nullopt);
    const Target wanted = first ? first->target() : target();
    const Duration patience = std::max(deadline.left(), shortest_try(wanted.parameters));
    try {
      return first ? Connection::open(std::move(*first), cancellation, patience)
                   : Connection::open(wanted.parameters, cancellation, patience);
    } catch (const ConnectError& error) {
      const Duration wait = backoff.next();
      const bool cut_short = error.kind() == ErrorKind::unreachable && deadline.passed();
      if (!error.failure().retry || deadline.left() <= wait) {
        throw told(cut_short && answer ? *answer : error, wanted, cancellation);
      }
      if (error.kind() != ErrorKind::unreachable) {
        answer = error;
      }
      waiting(error);
      cancellation.sleep(wait);
    }
  }
}

}  // namespace deed::postgres
