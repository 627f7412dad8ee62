#include "domain/database_map.h"

#include <algorithm>

namespace deed {

bool DatabaseMap::differs() const {
  return std::any_of(services.begin(), services.end(), [](const Service& service) { return !service.differences.empty(); });
}

}  // namespace deed
