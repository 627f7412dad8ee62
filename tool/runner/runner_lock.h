#pragma once

#include <optional>
#include <string>

#include "base/cancellation.h"
#include "base/log.h"
#include "catalog/evidence_reader.h"
#include "domain/status.h"
#include "history/table_name.h"
#include "postgres/connection.h"

namespace deed::runner {

// The advisory lock of a version table: classid kLockClass, objid a hash of its qualified name, so that services never block
// one another and a DBA can read pg_locks. Two names with the same hash only wait for each other.
catalog::RunnerLockKey runner_lock_key(const history::TableName& table);
// Half of a key as pg_locks shows it.
std::string as_oid(std::int32_t number);

// Who holds it, what it waits for and who stands in its way, as far as this role may see; nothing for nobody. Takes no lock.
std::optional<RunnerFacts> lock_holder(postgres::Connection& connection, const catalog::RunnerLockKey& key);
// The same as a text for messages: "pid 123, deed/api/0af1, from 10.0.0.7, since ...; active for 3 s: ...". Empty for nobody.
std::string holder_text(postgres::Connection& connection, const catalog::RunnerLockKey& key);

// One runner per history. Held by the session, so a dead runner's lock is free.
class RunnerLock {
 public:
  // Polls, and never blocks in the server: a blocked pg_advisory_lock() holds a snapshot, and CREATE INDEX CONCURRENTLY of the holder
  // waits for snapshots, so the two would deadlock. Names the holder while it waits. Throws Error(lock_busy) after `wait`.
  RunnerLock(postgres::Connection& connection, const history::TableName& table, Duration wait, const Cancellation& cancellation, Log& log);
  ~RunnerLock();
  RunnerLock(const RunnerLock&) = delete;
  RunnerLock& operator=(const RunnerLock&) = delete;

  const catalog::RunnerLockKey& key() const { return key_; }

 private:
  postgres::Connection& connection_;
  catalog::RunnerLockKey key_;
};

}  // namespace deed::runner
