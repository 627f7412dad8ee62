#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "catalog/touched_objects.h"
#include "catalog/transaction_start.h"
#include "domain/evidence.h"
#include "postgres/connection.h"

namespace deed::catalog {

// A second session on the same server that still sees the names from before a transaction. Opened when first needed, in autocommit:
// it never holds a snapshot between looks, so no CREATE INDEX CONCURRENTLY waits for it.
using Observer = std::function<postgres::Connection&()>;

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
  // Names that the step claims.
  std::vector<ObjectName> claimed{};
  // The last answers of the exchange that ended the step's statements, where that has asked asking_evidence().
  std::span<const postgres::Result> asked{};
};

// What is asked of a transaction before anything else, with settings of the transaction; `role` and `locks_tell` as in EvidenceRequest. To
// the last of them the server says which plans stand, for Connection::plans_stood(): standing_plans().
std::vector<postgres::Request> asking_evidence(const std::string& role, bool locks_tell);
std::vector<std::string> standing_plans(const postgres::Result& last);

// What the open transaction of `inside` has touched, complete enough for ownership::judge(). Takes no lock and changes nothing but
// settings of the transaction, its role and search_path among them. Throws what the server says: evidence that cannot be read is a refusal.
Evidence read_evidence(postgres::Connection& inside, const Observer& observer, const EvidenceRequest& request);

}  // namespace deed::catalog
