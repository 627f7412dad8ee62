#pragma once

#include <string>

#include "ownership/fold.h"
#include "ownership/static_check.h"
#include "revisions/reader.h"
#include "sql/analyse.h"

// Steps and maps from the text that a revision would have.
inline deed::ParsedStep step(const std::string& body, const std::string& section = "-- deed:upgrade") {
  return deed::sql::analyse(deed::revisions::parse_step(section + "\n" + body, 1, "r.sql", {"me", "public"}));
}

inline void fold_text(deed::OwnershipMap& map, const std::string& service, const std::string& body) {
  deed::ownership::fold_step(map.of(service), step(body), {service, "rev_" + service, {"public"}});
}

inline std::string rows(const deed::OwnershipMap& map, const std::string& service) {
  std::string text;
  for (const deed::OwnershipRow& row : to_rows(service, *map.find(service))) {
    if (row.kind != deed::OwnershipRowKind::service) {
      text += (text.empty() ? "" : "; ") + to_string(row).substr(service.size() + 1);
    }
  }
  return text;
}
