#pragma once

#include <optional>
#include <string>

#include "command/comparison.h"

namespace deed::command {

struct RevisionRequest {
  std::string message{};
  bool autogenerate = false;
  ComparisonRequest comparison{};
};

struct WrittenRevision {
  std::string id;
  std::filesystem::path path;
};

// Writes a new revision file behind the head of the service: empty, or with what leads to the model. Nothing where there is no
// difference. Throws Error(graph) where there are several heads.
std::optional<WrittenRevision> revision(Invocation& invocation, const config::ServiceConfig& config, const RevisionRequest& request);

}  // namespace deed::command
