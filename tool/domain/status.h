#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/half_done.h"
#include "domain/history.h"

namespace deed {

// A session of the server, as pg_stat_activity shows it. What this role may not see is empty.
struct SessionFacts {
  // 0 for a prepared transaction, which has no process.
  int pid = 0;
  std::string application{};
  std::string db_role{};
  // An address, or "local" for a unix socket.
  std::string host{};
  // UTC.
  std::string since{};
  // "active", "idle in transaction"; and for how long.
  std::string state{};
  std::int64_t state_seconds = 0;
  // What it runs, or ran last.
  std::string query{};
  // "Lock: relation"
  std::string wait{};
  // Whether this role may see what it does.
  bool visible = false;
};

// "pid 123, deed/api/0af1c2d3, role app, from 10.0.0.7, since 2026-11-21 10:12:00 UTC"
std::string to_string(const SessionFacts& session);
// "active for 12 s (Lock: relation): ALTER TABLE ..."; that it can't be seen where that is so.
std::string doing(const SessionFacts& session);

// Who holds the runner lock of a version table.
struct RunnerFacts {
  SessionFacts session{};
  // "AccessExclusiveLock on public.account"; empty where it waits for no lock.
  std::string waits_for{};
  // Who stands in its way.
  std::vector<SessionFacts> blockers{};
};

// An index of the service's tables that PostgreSQL does not use.
struct InvalidIndex {
  // As they stand in SQL.
  std::string name{};
  std::string table{};
  // Who builds it now, as far as this role may see; 0 for nobody.
  int builder_pid = 0;
  // What to do about it, as a sentence.
  std::string remedy{};
};

// A revision as `status` names it, with its newest row where it has one.
struct StatusRevision {
  std::string id{};
  std::string message{};
  std::optional<HistoryEvent> row{};
};

// One service as `status` shows it.
struct ServiceStatus {
  std::string service{};
  // Of a service with tenants the one that it is about.
  std::string tenant{};
  // A service with tenants of which none is there, or none is meant; then nothing below is filled in but the version table.
  bool no_tenants = false;
  std::string version_table{};
  // Where it is connected, as whom, and to what.
  std::string database{};
  std::string db_role{};
  std::string server_version{};
  // On a standby nobody can see who runs on the primary.
  bool standby = false;
  // Whether the version table is there.
  bool has_history = false;
  std::size_t applied = 0;
  // The applied heads.
  std::vector<StatusRevision> current{};
  std::vector<StatusRevision> pending{};
  std::vector<HalfDone> half_done{};
  // In the database, but not in the files.
  std::vector<StatusRevision> ahead{};
  std::vector<StatusRevision> diverged{};
  std::vector<std::string> problems{};
  std::optional<RunnerFacts> runner{};
  std::vector<InvalidIndex> invalid_indexes{};
  // Newest first.
  std::vector<HistoryEvent> events{};
  // What this role may not see, and the GRANT that would let it.
  std::vector<std::string> not_shown{};
  std::string grant{};
  // Why it could not be looked at; then only `service` and `version_table` are filled in.
  std::optional<ErrorText> failure{};
  int exit_code = 0;
};

}  // namespace deed
