#include "ownership/lost_names.h"

#include <map>

namespace deed::ownership {

std::set<CatalogAddress> lost_names(const Evidence& evidence) {
  std::set<CatalogAddress> lost;
  if (!evidence.now) {
    return lost;
  }
  // Of a type or schema that is renamed only the row tells, of a table that is dropped the lock too.
  std::set<CatalogAddress> asked;
  for (const HeldLock& lock : evidence.locks) {
    if (*lock.modes.rbegin() == LockMode::access_exclusive) {
      asked.insert(lock.address);
    }
  }
  for (const WrittenRow& row : evidence.written) {
    asked.insert(row.address);
  }
  std::map<CatalogAddress, ObjectName> names;
  for (const ObjectFacts& facts : *evidence.now) {
    names.emplace(facts.address, facts.name);
  }
  for (const ObjectFacts& facts : evidence.before) {
    const auto now = names.find(facts.address);
    if (asked.contains(facts.address) && (now == names.end() || now->second != facts.name)) {
      lost.insert(facts.address);
    }
  }
  return lost;
}

}  // namespace deed::ownership
