#pragma once

#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "domain/evidence.h"
#include "postgres/connection.h"

namespace deed::catalog {

// A second session on the same server that still sees the names from before a transaction. Opened when first needed, in autocommit:
// it never holds a snapshot between looks, so no CREATE INDEX CONCURRENTLY waits for it.
using Observer = std::function<postgres::Connection&()>;

// The advisory lock that says this run is the service's runner.
struct RunnerLockKey {
  std::int32_t tool = 0;
  std::int32_t table = 0;
};

// How many rows of each catalogue a session has inserted, updated and deleted so far; a catalogue is missing where the server does not
// count.
using RowCounts = std::map<std::uint32_t, std::array<std::int64_t, 3>>;

// How many blocks of each relation a session has read so far.
using ReadCounts = std::map<std::uint32_t, std::int64_t>;

// What a transaction was when it began.
struct TransactionStart {
  std::string id{};
  // The server's process.
  std::string process{};
  RowCounts written_rows{};
  // Without what stands at 0.
  ReadCounts read_blocks{};
  // Prepared statements, cursors or temporary objects that earlier statements of revisions left in the session.
  bool has_leftovers = false;
};

struct EvidenceRequest {
  TransactionStart start{};
  RunnerLockKey runner_lock{};
  // Names the plans that this run makes in the session: Connection::reuse_plans().
  std::string run{};
  // `[database] role`, to be taken again after evidence was read as the session's own role; empty for none.
  std::string role{};
  // Objects that this run knows to be the service's own.
  const std::set<CatalogAddress>& known_mine;
  // Names that the step would create with IF NOT EXISTS or OR REPLACE.
  std::vector<ObjectName> may_exist{};
  // Locks tell all that the step's statements do to relations, types and schemas: those rows need not be looked at
  // unless it ran somebody's code.
  bool locks_tell = false;
  // Whether an object is the service's own, by the map from before the step.
  std::function<bool(const ObjectFacts&)> is_mine{};
};

// The transaction at hand, which is given an id by this.
postgres::Request asking_transaction_start();
TransactionStart transaction_start(const postgres::Result& answer);

// What the session's counters stand at.
ReadCounts read_counts(postgres::Connection& connection);

// Outside of any transaction: the same after the counters were made to begin anew, where the server can; before PostgreSQL 15 it reports
// them when it likes, between transactions.
ReadCounts fresh_read_counts(postgres::Connection& connection);

// Takes away what statements of revisions may have left in a session, outside of any transaction.
void discard_leftovers(postgres::Connection& connection);

// What the open transaction of `inside` has touched, complete enough for ownership::judge(). Takes no lock and changes nothing but
// settings of the transaction, its role and search_path among them. Throws what the server says: evidence that cannot be read is a refusal.
Evidence read_evidence(postgres::Connection& inside, const Observer& observer, const EvidenceRequest& request);

}  // namespace deed::catalog
