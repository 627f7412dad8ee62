#pragma once

#include <string>
#include <vector>

#include "domain/revision.h"

namespace deed {

// A revision as `history`, `heads` and `current` show it.
struct ListedRevision {
  std::string service{};
  // Of a service with tenants, where it is about one tenant's history.
  std::string tenant{};
  std::string id{};
  std::string message{};
  std::vector<std::string> revises{};
  std::vector<std::string> children{};
  std::vector<std::string> labels{};
  std::string create_date{};
  std::string path{};
  bool is_head = false;
  bool is_current = false;
  // "step 1 of 3" of a half-done one.
  std::string progress{};

  // "billing", "billing/tenant_7"
  std::string whose() const { return tenant.empty() ? service : service + '/' + tenant; }
};

// A revision that several follow, as `branches` shows it.
struct ListedBranch {
  ListedRevision point{};
  std::vector<ListedRevision> children{};
};

// One service as `current` shows it.
struct CurrentRevisions {
  std::string service{};
  std::string tenant{};
  // Where it is connected.
  std::string database{};
  std::vector<ListedRevision> revisions{};
  // Whether exactly the heads of the files are applied.
  bool at_heads = false;
};

}  // namespace deed
