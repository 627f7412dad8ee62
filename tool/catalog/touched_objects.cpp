#include "catalog/touched_objects.h"

#include <map>
#include <utility>

#include "catalog/counted_catalogues.h"
#include "catalog/queries.h"

namespace deed::catalog {

postgres::Request asking_touched_objects(const std::string& process, bool locks_tell) {
  return {std::string(queries::touched_objects),
          {process.empty() ? postgres::Value() : postgres::Value(process), std::string(locks_tell ? "t" : "f")}};
}

TouchedObjects touched_objects(const postgres::Result& answer, RunnerLockKey runner_lock) {
  TouchedObjects touched;
  std::map<CatalogAddress, HeldLock> locks;
  for (std::size_t row = 0; row < answer.size(); ++row) {
    const std::string_view kind = answer.text(row, 0);
    const CatalogAddress address{answer.oid(row, 1), answer.oid(row, 2)};
    if (kind == "reference") {
      const std::string_view state = answer.text(row, 4);
      if (state == "in progress" || answer.is_null(row, 4)) {
        touched.references.push_back({address, answer.number(row, 3), state == "in progress"});
      }
    } else if (kind == "code") {
      touched.code.push_back(address);
    } else if (kind == "present") {
      ++touched.relations;
    } else if (kind == "advisory") {
      const bool ours = address.class_oid == static_cast<std::uint32_t>(runner_lock.tool) &&
                        address.object_oid == static_cast<std::uint32_t>(runner_lock.table) && answer.number(row, 3) == 2;
      touched.runner_lock_held = touched.runner_lock_held || ours;
    } else {
      HeldLock& lock = locks[address];
      lock.address = address;
      lock.modes.insert(parse_lock_mode(answer.text(row, 4)));
      lock.shared = answer.number(row, 5) == 0;
    }
  }
  for (auto& [address, lock] : locks) {
    touched.locks.push_back(std::move(lock));
  }
  return touched;
}

bool runs_code(postgres::Connection& connection, const std::vector<CatalogAddress>& code) {
  if (code.empty()) {
    return false;
  }
  std::vector<std::uint32_t> classes;
  std::vector<std::uint32_t> objects;
  for (const CatalogAddress& address : code) {
    classes.push_back(address.class_oid);
    objects.push_back(address.object_oid);
  }
  return connection.execute_uninterrupted(queries::runs_code, {oid_array(classes), oid_array(objects)}).boolean(0, 0);
}

}  // namespace deed::catalog
