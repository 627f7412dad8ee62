#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "command/statement_groups.h"

namespace deed::command {

// Leaves in each part (KeptPart and the like) the groups that the model still has, each in one part, and drops the parts without any.
// Returns the hashes of all others that it has now.
template <typename Part>
std::set<std::string> forget_changes(std::vector<Part>& parts, const StatementGroups& groups) {
  std::set<std::string> changed = groups.hashes();
  for (Part& part : parts) {
    std::erase_if(part.groups, [&](const std::string& group) { return changed.erase(group) == 0; });
  }
  std::erase_if(parts, [](const Part& part) { return part.groups.empty(); });
  return changed;
}

// What one scratch database answered, and which groups of a model's statements it stands for.
struct KeptPart {
  // A catalog::Recording as bytes.
  std::string recording;
  // StatementGroups' hashes.
  std::set<std::string> groups{};
};

// The canonical form of one model, put together from what one or several scratch databases answered.
struct KeptModel {
  std::vector<KeptPart> parts{};
  // One scratch database had the model and nothing else.
  bool of_one = true;

  std::string bytes() const;
  // Nothing for what bytes() did not write.
  static std::optional<KeptModel> from_bytes(std::string_view bytes);
};

}  // namespace deed::command
