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

// The session that sent COMMIT, by its process and the run's application name.
bool still_there(postgres::Connection& connection, int backend_pid, const std::string& application) {
  return connection
             .execute("SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE pid = $1::int AND application_name = $2",
                      {std::to_string(backend_pid), application})
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
  const int old_backend = session.connection.backend_pid();
  try {
    postgres::Connection connection = open_session(session.settings, SessionUse::run, session.cancellation, session.log);
    const std::string application = fmt::format("deed/{}/{}", session.settings.service, session.settings.run_id.substr(0, 8));
    while (still_there(connection, old_backend, application) && !row_exists(connection, session.settings.version_table, row)) {
      if (deadline.passed()) {
        throw unknown(row, "the old session is still at it.");
      }
      session.cancellation.sleep(Duration(50));
    }
    return row_exists(connection, session.settings.version_table, row);
  } catch (const postgres::ConnectError& error) {
    throw unknown(row, error.text().what);
  }
}

}  // namespace deed::runner
