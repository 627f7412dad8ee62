#include "fuzz/check.h"

#include "ownership/static_check.h"

namespace deed::fuzz {

void check(const ParsedStep& step) {
  OwnershipMap map;
  map.of("me").objects[{ObjectKind::relation, "public", "mine"}] = "0123456789ab";
  map.of("other").objects[{ObjectKind::relation, "public", "datasets"}] = "ba9876543210";
  ownership::check_step(map, step, {"me", "0123456789ab", {"public"}}, "r.sql", {.schemas = {"public"}});
}

}  // namespace deed::fuzz
