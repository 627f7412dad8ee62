#include "postgres/connection.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
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

// libpq's text without SOCI's first line, and without the password should it ever be quoted.
std::string connect_message(std::string_view text, const Parameters& parameters) {
  constexpr std::string_view soci_prefix = "Cannot establish connection to the database.";
  if (text.starts_with(soci_prefix)) {
    text.remove_prefix(soci_prefix.size());
  }
  // libpq puts one host's failure on a line, and what it asks about it on the next.
  std::string message = one_line(replace_all(replace_all(std::string(trim(text)), "\n\t", " "), "\n", "; "));
  for (const std::string& secret : {value_of(parameters, "password"), percent_encoded(value_of(parameters, "password"))}) {
    if (!secret.empty()) {
      message = replace_all(std::move(message), secret, "***");
    }
  }
  return message;
}

Endpoint endpoint_of(const Parameters& parameters) {
  return {value_of(parameters, "host"), value_of(parameters, "port"), value_of(parameters, "dbname"), value_of(parameters, "user")};
}

// Pointers to NUL-terminated texts, as libpq wants them.
std::vector<const char*> pointers(const std::vector<Value>& values) {
  std::vector<const char*> result;
  for (const Value& value : values) {
    result.push_back(value ? value->c_str() : nullptr);
  }
  return result;
}

}  // namespace

std::string to_string(const Endpoint& endpoint) {
  const std::string host = endpoint.host.empty() ? "the default host" : endpoint.host;
  const std::string port = endpoint.port.empty() || host.starts_with('/') ? "" : ":" + endpoint.port;
  return one_line(fmt::format("{}{}{}", host, port, endpoint.database.empty() ? "" : " database " + endpoint.database));
}

Connection::Connection(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Connection Connection::open(const Parameters& parameters, const Cancellation& cancellation) {
  cancellation.check();
  try {
    return Connection(std::make_unique<Session>(parameters, uri_of(parameters), cancellation));
  } catch (const soci::soci_error& error) {
    const std::string message = connect_message(error.what(), parameters);
    ConnectFailure failure = classify_connect_failure(message);
    throw ConnectError(
        failure, {.what = fmt::format("Cannot connect: {}", message), .where = to_string(endpoint_of(parameters)), .hint = failure.hint});
  }
}

Result Connection::send(std::string_view sql, const std::vector<Value>& values, bool interruptible) {
  const std::string text(sql);
  return session_->run(
      [&](PGconn* handle) {
        return PQsendQueryParams(handle, text.c_str(), static_cast<int>(values.size()), nullptr, pointers(values).data(), nullptr, nullptr,
                                 0);
      },
      interruptible);
}

Result Connection::execute(std::string_view sql, const std::vector<Value>& values) { return send(sql, values, true); }

Result Connection::execute_uninterrupted(std::string_view sql, const std::vector<Value>& values) { return send(sql, values, false); }

std::vector<std::vector<std::string>> Connection::texts(const std::string& sql, const std::vector<std::string>& values) {
  const Result result = execute(sql, {values.begin(), values.end()});
  std::vector<std::vector<std::string>> rows(result.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (int column = 0; column < result.columns(); ++column) {
      rows[row].emplace_back(result.text(row, column));
    }
  }
  return rows;
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

Connection connect(const std::function<Parameters()>& parameters, Duration timeout, const Cancellation& cancellation,
                   const std::function<void(const Error&)>& waiting) {
  const Deadline deadline(timeout);
  Backoff backoff(Duration(100), Duration(2000));
  while (true) {
    try {
      return Connection::open(parameters(), cancellation);
    } catch (const ConnectError& error) {
      const Duration wait = backoff.next();
      if (!error.retry() || deadline.left() <= wait) {
        throw;
      }
      waiting(error);
      cancellation.sleep(wait);
    }
  }
}

}  // namespace deed::postgres
