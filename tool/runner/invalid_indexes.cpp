#include "runner/invalid_indexes.h"

#include <set>

#include "catalog/lookup.h"
#include "ownership/object_owner.h"

namespace deed::runner {

std::vector<catalog::UnusedIndex> own_invalid_indexes(postgres::Connection& connection, const OwnershipMap& map,
                                                      const std::string& service) {
  std::vector<catalog::UnusedIndex> indexes = catalog::invalid_indexes(connection);
  std::vector<CatalogAddress> tables;
  for (const catalog::UnusedIndex& index : indexes) {
    tables.push_back({kPgClass, index.table_oid});
  }
  std::set<std::uint32_t> own;
  for (const ObjectFacts& facts : tables.empty() ? std::vector<ObjectFacts>{} : catalog::resolve_objects(connection, tables)) {
    if (ownership::is_mine(map, service, facts)) {
      own.insert(facts.address.object_oid);
    }
  }
  std::erase_if(indexes, [&](const catalog::UnusedIndex& index) { return !own.contains(index.table_oid); });
  return indexes;
}

}  // namespace deed::runner
