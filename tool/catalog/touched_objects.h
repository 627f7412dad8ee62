#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "domain/evidence.h"
#include "postgres/connection.h"

namespace deed::catalog {

// The advisory lock that says this run is the service's runner.
struct RunnerLockKey {
  std::int32_t tool = 0;
  std::int32_t table = 0;
};

// An object that a row of pg_depend names, and how many transaction ids after the transaction's own the row's is: of a sub-transaction, or
// of nobody where the row is old.
struct Reference {
  CatalogAddress address{};
  std::int64_t after = 0;
  // Whether that id is known to be in progress; otherwise nobody knows yet whether it was given out.
  bool in_progress = false;
};

// What a transaction holds, by touched_objects.sql.
struct TouchedObjects {
  std::vector<HeldLock> locks{};
  bool runner_lock_held = false;
  std::vector<Reference> references{};
  // What may have run as code in DDL.
  std::vector<CatalogAddress> code{};
  // How many of the relations with locks are there, for the session that was asked.
  std::size_t relations = 0;
};

// `process`: the session's, "" for the one that is asked. `locks_tell`: EvidenceRequest's.
postgres::Request asking_touched_objects(const std::string& process, bool locks_tell);
TouchedObjects touched_objects(const postgres::Result& answer, RunnerLockKey runner_lock);

// Whether one of these is neither the server's nor an extension's.
bool runs_code(postgres::Connection& connection, const std::vector<CatalogAddress>& code);

}  // namespace deed::catalog
