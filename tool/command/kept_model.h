#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace deed::command {

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
