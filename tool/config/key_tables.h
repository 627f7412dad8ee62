#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/keys.h"
#include "config/service_config.h"
#include "config/values.h"

namespace deed::config {

// A key and what reading it does. Keys are read in the order of their table, so a reader finds what those before it have set.
template <typename Target>
struct Key {
  KeyInfo info;
  void (*read)(const Given&, Target&);
};

// The patterns of `[workspace] services`; nothing if the file has no such table.
using WorkspacePatterns = std::optional<std::vector<Setting>>;

// A share while it is read: its service says which schema unqualified names are in, and is nobody to share with.
struct ShareReading {
  const ServiceConfig& service;
  Share share{};
};

const std::vector<Key<WorkspacePatterns>>& workspace_keys();
const std::vector<Key<ServiceConfig>>& service_keys();
const std::vector<Key<ShareReading>>& share_keys();

}  // namespace deed::config
