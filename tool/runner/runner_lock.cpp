#include "runner/runner_lock.h"

#include <fmt/format.h>

#include "base/text.h"

namespace deed::runner {

namespace {

constexpr std::int32_t kTool = 1145390436;

// Where the holder can be seen: another role's query is not shown to everybody.
constexpr const char* kHolder =
    "SELECT a.pid, a.application_name, coalesce(host(a.client_addr), 'local'), to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD "
    "HH24:MI:SS'), "
    "coalesce(left(a.query, 200), '') "
    "FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid) "
    "WHERE l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) "
    "AND l.classid = $1::text::oid AND l.objid = $2::text::oid AND l.objsubid = 2 AND l.granted";

std::string as_oid(std::int32_t number) { return std::to_string(static_cast<std::uint32_t>(number)); }

}  // namespace

catalog::RunnerLockKey runner_lock_key(const history::TableName& table) {
  // FNV-1a; 0 is the lock under which deed's own tables are created.
  std::uint32_t hash = 2166136261U;
  for (const char c : table.quoted()) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  return {kTool, static_cast<std::int32_t>(hash == 0 ? 1 : hash)};
}

std::string lock_holder(postgres::Connection& connection, const catalog::RunnerLockKey& key) {
  const postgres::Result result = connection.execute(kHolder, {as_oid(key.tool), as_oid(key.table)});
  if (result.empty()) {
    return "";
  }
  std::string text = fmt::format("pid {}, {}, from {}, since {} UTC", result.text(0, 0), one_line(result.text(0, 1)), result.text(0, 2),
                                 result.text(0, 3));
  if (const std::string_view query = result.text(0, 4); !query.empty()) {
    text += fmt::format(", running: {}", one_line(query));
  }
  return text;
}

RunnerLock::RunnerLock(postgres::Connection& connection, const history::TableName& table, Duration wait, const Cancellation& cancellation,
                       Log& log)
    : connection_(connection), key_(runner_lock_key(table)) {
  const Deadline deadline(wait);
  Backoff backoff(Duration(25), Duration(1000));
  Deadline next_message(Duration(1000));
  while (true) {
    // Each try is a transaction of its own, so no snapshot is held in between.
    const postgres::Result result = connection_.execute("SELECT pg_catalog.pg_try_advisory_lock($1::int4, $2::int4)",
                                                        {std::to_string(key_.tool), std::to_string(key_.table)});
    if (result.boolean(0, 0)) {
      return;
    }
    if (deadline.passed()) {
      throw Error(ErrorKind::lock_busy,
                  {.what = fmt::format("Another runner has been at work on {} for {}.", table.quoted(), to_string(wait)),
                   .where = lock_holder(connection_, key_),
                   .hint = "Wait for it and run the same command again; `runner_wait` in deed.toml allows more time."});
    }
    if (next_message.passed()) {
      log.info("deed.runner", fmt::format("Waiting for another runner of {}: {}", table.quoted(), lock_holder(connection_, key_)));
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
