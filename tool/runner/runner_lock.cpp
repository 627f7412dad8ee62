#include "runner/runner_lock.h"

#include <fmt/format.h>

#include "base/lexer.h"
#include "domain/advisory_lock.h"
#include "runner/queries.h"

namespace deed::runner {

namespace {

SessionFacts session_of(const postgres::Result& result, std::size_t row) {
  const auto text = [&](int column) { return std::string(result.text(row, column)); };
  return {.pid = static_cast<int>(result.number(row, 0)),
          .application = text(1),
          .db_role = text(2),
          .host = text(3),
          .since = text(4),
          .state = text(5),
          .state_seconds = result.number(row, 6),
          .query = result.boolean(row, 9) ? without_literals(text(7)) : "",
          .wait = text(8),
          .visible = result.boolean(row, 9)};
}

}  // namespace

std::string as_oid(std::int32_t number) { return std::to_string(static_cast<std::uint32_t>(number)); }

catalog::RunnerLockKey runner_lock_key(const history::TableName& table) {
  // FNV-1a.
  std::uint32_t hash = 2166136261U;
  for (const char c : table.quoted()) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  const auto key = static_cast<std::int32_t>(hash);
  return {kLockClass, key == kBootstrapLock ? 1 : key};
}

std::optional<RunnerFacts> lock_holder(postgres::Connection& connection, const catalog::RunnerLockKey& key) {
  const postgres::Result result = connection.execute(queries::lock_holder, {as_oid(key.tool), as_oid(key.table)});
  if (result.empty()) {
    return std::nullopt;
  }
  RunnerFacts runner{.session = session_of(result, 0), .waits_for = std::string(result.text(0, 10))};
  for (std::size_t row = 1; row < result.size(); ++row) {
    runner.blockers.push_back(session_of(result, row));
  }
  return runner;
}

std::string holder_text(postgres::Connection& connection, const catalog::RunnerLockKey& key) {
  std::optional<RunnerFacts> runner = lock_holder(connection, key);
  if (!runner) {
    return "";
  }
  // Logs are read by more people than the page of `status`.
  runner->session.query = first_words(runner->session.query, 2);
  return fmt::format("{}; {}", to_string(runner->session), doing(runner->session));
}

RunnerLock::RunnerLock(postgres::Connection& connection, const history::TableName& table, Duration wait, const Cancellation& cancellation,
                       Log& log)
    : connection_(connection), key_(runner_lock_key(table)) {
  const Deadline deadline(wait);
  Backoff backoff(Duration(25), Duration(1000));
  Deadline next_message(Duration(1000));
  const auto begin = std::chrono::steady_clock::now();
  bool waited = false;
  const auto tell_end = [&](std::string_view how) {
    const auto took = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin);
    log.debug({.source = "deed.runner",
               .event = Event::runner_wait,
               .message = fmt::format("The runner lock of {} was {} after {}", table.quoted(), how, roughly(took)),
               .lock_wait = took});
  };
  while (true) {
    // Each try is a transaction of its own, so no snapshot is held in between.
    const postgres::Result result = connection_.execute("SELECT pg_catalog.pg_try_advisory_lock($1::int4, $2::int4)",
                                                        {std::to_string(key_.tool), std::to_string(key_.table)});
    if (result.boolean(0, 0)) {
      if (waited) {
        tell_end("taken");
      }
      return;
    }
    waited = true;
    if (deadline.passed()) {
      tell_end("given up");
      throw Error(
          ErrorKind::lock_busy,
          {.what = wait == Duration(0) ? fmt::format("Another runner is at work on {}.", table.quoted())
                                       : fmt::format("Another runner has been at work on {} for {}.", table.quoted(), to_string(wait)),
           .where = holder_text(connection_, key_),
           .hint = "Wait for it and run the same command again; `runner_wait` in deed.toml allows more time."});
    }
    if (next_message.passed()) {
      log.info({.source = "deed.runner",
                .event = Event::runner_wait,
                .message = fmt::format("Waiting for another runner of {}: {}", table.quoted(), holder_text(connection_, key_))});
      next_message = Deadline(Duration(5000));
    }
    cancellation.sleep(std::min(backoff.next(), deadline.left()));
  }
}

RunnerLock::~RunnerLock() {
  // The session's end releases it anyway.
  try {
    if (connection_.usable() && connection_.transaction_status() == postgres::TransactionStatus::idle) {
      connection_.execute_uninterrupted("SELECT pg_catalog.pg_advisory_unlock($1::int4, $2::int4)",
                                        {std::to_string(key_.tool), std::to_string(key_.table)});
    }
  } catch (const Error&) {
  }
}

}  // namespace deed::runner
