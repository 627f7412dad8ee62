#include "runner/commit_resolution.h"

#include <fmt/format.h>

#include "history/writer.h"
#include "runner/queries.h"
#include "runner/runner_lock.h"
#include "runner/session.h"

namespace deed::runner {

namespace {

Error unknown(const HistoryEvent& row, std::string why) {
  return Error(ErrorKind::outcome_unknown,
               {.what = fmt::format("Nobody can tell now whether step {} of revision {} was committed: {}", row.step, row.revision, why),
                .where = fmt::format("run {}", row.run_id),
                .hint = "Run the same command again: it reads the outcome from the history."});
}

// How long a session that has heard no COMMIT may take to notice that its client is gone; a dead network tells it nothing for a minute.
constexpr Duration kPatience(1000);

void set_role(postgres::Connection& connection, const std::string& role) {
  connection.execute("SELECT pg_catalog.set_config('role', $1, false)", {role.empty() ? "none" : role});
}

// The session that sent COMMIT. It is told by the runner lock, which it holds to its end, and the run's application name: behind a pooler
// nobody knows its process. Asked as the role that logged in, which may see what its own sessions do, and end them.
class OldSession {
 public:
  OldSession(postgres::Connection& connection, const StepSession& session)
      : connection_(connection),
        role_(session.settings.role),
        values_{as_oid(session.lock.tool), as_oid(session.lock.table), application_name(session.settings)} {}

  bool still_there() {
    set_role(connection_, "");
    const postgres::Result found = connection_.execute(queries::own_session, values_);
    // A COMMIT that the server has not heard by now never arrives.
    if (!found.empty() && found.boolean(0, 1) && patience_.passed()) {
      connection_.execute("SELECT pg_catalog.pg_terminate_backend($1::int4)", {std::string(found.text(0, 0))});
    }
    set_role(connection_, role_);
    return !found.empty();
  }

 private:
  postgres::Connection& connection_;
  std::string role_;
  std::vector<postgres::Value> values_;
  Deadline patience_{kPatience};
};

bool row_exists(postgres::Connection& connection, const history::TableName& table, const HistoryEvent& row) {
  const std::string sql = history::for_table(
      "SELECT count(*) FROM deed.version_example WHERE run_id = $1::uuid AND position >= $2::bigint AND revision = $3 AND step = $4::int "
      "AND event = $5",
      table);
  return connection
             .execute(sql, {row.run_id, std::to_string(row.position), row.revision, std::to_string(row.step), std::string(word(row.event))})
             .number(0, 0) > 0;
}

}  // namespace

bool commit_took_effect(StepSession& session, const HistoryEvent& row) {
  const Deadline deadline(session.settings.connect_timeout);
  try {
    postgres::Connection connection = open_session(session.settings, SessionUse::run, session.cancellation, session.log);
    OldSession old(connection, session);
    while (old.still_there() && !row_exists(connection, session.settings.version_table, row)) {
      if (deadline.passed()) {
        throw unknown(row, "the old session is still at it.");
      }
      session.cancellation.sleep(Duration(50));
    }
    return row_exists(connection, session.settings.version_table, row);
  } catch (const Error& error) {
    // Whatever kept deed from looking: a standby after a failover, another loss, a signal.
    throw error.kind() == ErrorKind::outcome_unknown ? error : unknown(row, error.text().what);
  }
}

}  // namespace deed::runner
