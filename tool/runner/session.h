#pragma once

#include <optional>

#include "base/cancellation.h"
#include "base/log.h"
#include "postgres/connection.h"
#include "runner/settings.h"

namespace deed::runner {

// Whether a session only reads deed's tables (a standby is as good), or runs revisions.
enum class SessionUse { read, run };

// The first try of open_session() or open_session_to_run() with the same settings, which goes on while something else is done. Throws as
// RunSettings::target does, and Error(local_io) where libpq has to be asked for the host and is not there.
postgres::FirstTry begin_session(const RunSettings& settings, SessionUse use);

// Connects within connect_timeout, trying again while the server cannot be reached; refuses what is not fit for the use (exit 15): a
// server before 14, an encoding other than UTF-8, a transaction pooler, and for a run a standby or a read-only session. Then settles
// every setting that the protocol relies on, and says once where it is connected.
postgres::Connection open_session(const RunSettings& settings, SessionUse use, const Cancellation& cancellation, Log& log,
                                  std::optional<postgres::FirstTry> begun = {});

// A session for a run, and what a quick look at deed's tables said in the exchange that settled it.
struct SessionToRun {
  postgres::Connection connection;
  // For history::read_state_to_run().
  std::optional<bool> tables_ready{};
};

SessionToRun open_session_to_run(const RunSettings& settings, const Cancellation& cancellation, Log& log,
                                 std::optional<postgres::FirstTry> begun = {});

// deed/SERVICE/RUN, and /TRACE where the run is a part of one and there is room: by it pg_stat_activity and pg_locks tell whose a session
// is. No longer than PostgreSQL keeps.
std::string application_name(const RunSettings& settings);

// The server's process behind the session, by its own word: behind a pooler libpq knows another.
int server_process(postgres::Connection& connection);

enum class SettingScope { session, transaction };

// Settles again what dynamic SQL of an earlier step may have left behind: names must mean the same in each step.
postgres::Request restoring_settings(const RunSettings& settings, Duration lock_timeout, SettingScope scope);
void restore_session(postgres::Connection& connection, const RunSettings& settings, Duration lock_timeout, SettingScope scope);

// A second session on the same server, in autocommit and with nothing but pg_catalog in its path: for the observer. Tried again within
// connect_timeout, as the first one.
postgres::Connection open_observer(const postgres::Connection& session, const RunSettings& settings, const Cancellation& cancellation,
                                   Log& log);

}  // namespace deed::runner
