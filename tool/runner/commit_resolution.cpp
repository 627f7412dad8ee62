#include "runner/commit_resolution.h"

#include <fmt/format.h>

#include "history/writer.h"
#include "runner/session.h"

namespace deed::runner {

namespace {

Error unknown(const HistoryEvent& row, std::string why) {
  return Error(ErrorKind::outcome_unknown,
               {.what = fmt::format("Nobody can tell now whether step {} of revision {} was committed: {}", row.step, row.revision, why),
                .where = fmt::format("run {}", row.run_id),
                .hint = "Run the same command again: it reads the outcome from the history."});
}

// The session that sent COMMIT, by the run's application name (behind a pooler nobody knows its process); the run's other sessions are
// idle.
bool still_there(postgres::Connection& connection, const std::string& application) {
  return connection
             .execute(
                 "SELECT count(*) FROM pg_catalog.pg_stat_activity "
                 "WHERE application_name = $1 AND pid <> pg_catalog.pg_backend_pid() AND state IS DISTINCT FROM 'idle'",
                 {application})
             .number(0, 0) > 0;
}

bool row_exists(postgres::Connection& connection, const history::TableName& table, const HistoryEvent& row) {
  const std::string sql = history::for_table(
      "SELECT count(*) FROM deed.version_example WHERE run_id = $1::uuid AND position = $2::bigint AND revision = $3 AND step = $4::int "
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
    while (still_there(connection, application_name(session.settings)) && !row_exists(connection, session.settings.version_table, row)) {
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
