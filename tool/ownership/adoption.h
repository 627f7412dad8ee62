#pragma once

#include <string>
#include <vector>

#include "domain/object_name.h"
#include "domain/revision.h"

namespace deed::ownership {

// What a statement of an adopt step would create.
struct AdoptedObject {
  ObjectName object{};
  // "table", "view", "index", ...: as the catalogue calls it; empty where the statement's kind does not tell.
  std::string made{};
  // Of a table; empty where any will do.
  std::vector<std::string> columns{};
  // An index or the like: where it is missing that is told, where it is there that proves nothing.
  bool dependent = false;
};

// In the order of the statements. Left out: temporary objects, what IF NOT EXISTS or OR REPLACE would create, parts without a name.
std::vector<AdoptedObject> adopted_objects(const ParsedStep& step, const SearchPath& path);

}  // namespace deed::ownership
