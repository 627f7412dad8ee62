#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cancellation.h"
#include "base/clock.h"
#include "postgres/connect_failure.h"
#include "postgres/endpoint.h"
#include "postgres/result.h"
#include "postgres/sql_error.h"

namespace deed::postgres {

// libpq's connection keywords and values: host, port, dbname, user, password, sslmode, ... The password is in here and nowhere else.
using Parameters = std::vector<std::pair<std::string, std::string>>;

// The value that a connection will have: what the parameters leave out libpq takes from PG* of the process, the service that PGSERVICE
// names, or the system's user.
std::string effective_value(const Parameters& parameters, const std::string& keyword);

// What a connection is made from, and where each of its values was found, for messages: {"user", "PGUSER in the environment"}.
struct Target {
  Parameters parameters;
  std::vector<std::pair<std::string, std::string>> origins{};
};

// "host, database, user: DATABASE_URL in the environment", a line for each place: where to look for a value that is wrong.
std::vector<std::string> origin_lines(const Target& target);

// A statement's parameter: nothing is NULL.
using Value = std::optional<std::string>;

// A statement of an exchange.
struct Request {
  std::string sql;
  std::vector<Value> values{};
  // The server answers as soon as it is done. Otherwise it may keep the answer until the exchange ends.
  bool answer_at_once = false;
  // Sent as it stands each time: a prepared statement may have become somebody else's.
  bool never_prepared = false;
};

// What the server said to the statements of an exchange: to those that succeeded, in their order, and why the one after them failed. What
// comes behind that one has not run.
struct Answers {
  std::vector<Result> results{};
  std::optional<SqlError> failure{};
};

struct Notice {
  std::string severity;
  std::string message;
  std::string sqlstate;
};

enum class TransactionStatus { idle, active, in_transaction, failed, unknown };

class Opening;

// A first try to connect that goes on while something else is done. Whoever does without it waits for nothing.
class FirstTry {
 public:
  explicit FirstTry(Target target);
  FirstTry(FirstTry&&) noexcept;
  FirstTry& operator=(FirstTry&&) noexcept;
  ~FirstTry();

  const Target& target() const { return target_; }

 private:
  friend class Connection;

  Target target_;
  std::unique_ptr<Opening> opening_;
};

// One session with a PostgreSQL server. SOCI opens it; every statement goes through libpq on the same session, as SOCI would rewrite
// `:name`, hide the command tag, lose the SQLSTATE of a statement with parameters, and could not be cancelled.
class Connection {
 public:
  // Tries once, all hosts, no longer than `patience`; a cancellation request is thrown at once. Throws ConnectError; no text ever
  // contains the password.
  static Connection open(const Parameters& parameters, const Cancellation& cancellation, std::optional<Duration> patience = {});
  // The same of a try that has begun.
  static Connection open(FirstTry begun, const Cancellation& cancellation, std::optional<Duration> patience);

  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  // One statement, never a multi-statement string. A cancellation request cancels it on the server and is thrown when the server
  // has answered. Throws SqlError, or Error(terminated_by_server) when the connection is lost.
  Result execute(std::string_view sql, const std::vector<Value>& values = {});
  // As execute, but never cancelled: ROLLBACK, and what has to come after a cancellation. A request to stop still does not wait for ever
  // for a server that says nothing.
  Result execute_uninterrupted(std::string_view sql, const std::vector<Value>& values = {});
  // As execute; all rows as texts, NULL as an empty one.
  std::vector<std::vector<std::string>> texts(const std::string& sql, const std::vector<std::string>& values = {});

  // Several statements in one exchange with the server (libpq's pipeline mode), uninterrupted; their results in order. Where one fails,
  // those after it have not run, and its error is thrown. Only for what deed itself writes: all of it has been sent before the first
  // answer.
  std::vector<Result> execute_together(const std::vector<Request>& requests);
  // The same, waited for however long the answers take, and a failure told with its place: COMMIT.
  Answers exchange_to_the_end(const std::vector<Request>& requests);
  // The same of statements of which some are not deed's: cancelled as execute() is, and a failure is told with its place. `heard` is told
  // how many have been answered, after each. None of them may be COPY, and where one ended the transaction, those after it ran outside.
  Answers exchange(const std::vector<Request>& requests, const std::function<void(std::size_t)>& heard);

  // From now on the server plans a statement with parameters once, when it comes for the second time. Only for a session in which nobody
  // else's statements run: those could put another statement in its place. `run` is what nobody else can begin the names of prepared
  // statements with, as a pool hands on what the client before has prepared.
  void reuse_plans(const std::string& run);
  // The same in a session where they do run, as long as nothing is sent that may be theirs: until the next execute() of a statement without
  // values, exchange() or exchange_to_the_end(). `standing` are the names of the statements that the server says the protocol has prepared
  // (pg_prepared_statements without `from_sql`), which no statement can do.
  void reuse_plans(const std::string& run, const std::vector<std::string>& standing);
  // The next exchange() uses the plans of before without knowing whether they stand; the answers count where plans_stood() says so
  // afterwards, of a server that was asked in that exchange, after the last of them, by a request that is never prepared. Otherwise no plan
  // is used until it was asked again.
  void try_plans(const std::string& run);
  bool plans_stood(const std::string& run, const std::vector<std::string>& standing);

  // Leaves nothing in the session of what was done in it: DISCARD ALL.
  void discard_all();

  // Called for each NOTICE and WARNING, while a statement runs.
  void on_notice(std::function<void(const Notice&)> listener);
  // Called while a statement runs, with how long it has run: `first` after its beginning, and then whenever the listener said last.
  // Nothing for nobody.
  void on_wait(std::function<Duration(Duration)> listener, Duration first);

  TransactionStatus transaction_status() const;
  // False once the connection is lost.
  bool usable() const;
  int backend_pid() const;
  // 150020 for 15.20.
  int server_version() const;
  Endpoint endpoint() const;
  // The parameters of this session with the host and port that were chosen: for another session on the same server.
  Parameters same_server() const;

  // execute_together() of two sessions, which both work at the same time. Where the first one fails, the other has run all the same.
  static std::pair<std::vector<Result>, std::vector<Result>> execute_side_by_side(Connection& first, const std::vector<Request>& of_first,
                                                                                  Connection& second,
                                                                                  const std::vector<Request>& of_second);

  struct Session;
  // What becomes of a statement when a request to stop is made.
  enum class AfterRequest { cancel, answer_soon, wait };

 private:
  explicit Connection(std::unique_ptr<Session> session);
  static Connection finish(Opening& opening, const Parameters& parameters, const Cancellation& cancellation,
                           std::optional<Duration> patience);
  Result send(std::string_view sql, const std::vector<Value>& values, AfterRequest after);

  std::unique_ptr<Session> session_;
};

// Connects within `timeout`, trying again while that can help; `target` is asked before each try, as a file with the URL may change, but
// for the first one where that has begun. `waiting` hears why a try failed, before the next one. The error says where the values came from.
Connection connect(const std::function<Target()>& target, Duration timeout, const Cancellation& cancellation,
                   const std::function<void(const Error&)>& waiting, std::optional<FirstTry> begun = {});

}  // namespace deed::postgres
