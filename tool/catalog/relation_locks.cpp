#include "catalog/relation_locks.h"

#include <algorithm>

#include "catalog/queries.h"
#include "postgres/result.h"

namespace deed::catalog {

std::map<ObjectName, LockMode> relation_locks(postgres::Connection& observer, int pid) {
  const postgres::Result result = observer.execute(queries::relation_locks, {std::to_string(pid)});
  std::map<ObjectName, LockMode> locks;
  for (std::size_t row = 0; row < result.size(); ++row) {
    LockMode strongest = LockMode::access_share;
    for (const std::string& mode : postgres::parse_array(result.text(row, 2))) {
      strongest = std::max(strongest, parse_lock_mode(mode));
    }
    locks[{ObjectKind::relation, std::string(result.text(row, 0)), std::string(result.text(row, 1))}] = strongest;
  }
  return locks;
}

}  // namespace deed::catalog
