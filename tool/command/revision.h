#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command/comparison.h"
#include "command/new_revision.h"

namespace deed::command {

struct RevisionRequest {
  PlaceRequest place{};
  bool autogenerate = false;
  ComparisonRequest comparison{};
  Against against = Against::database;
};

// Writes a new revision file: empty, or with what leads to the model. Nothing where there is no difference. Throws as place_revision().
std::optional<WrittenRevision> revision(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config,
                                        const RevisionRequest& request);

// Writes a revision that joins the ones that `place.heads` names; there is nothing in it to do. Throws Error(graph) for fewer than two.
WrittenRevision merge(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config, PlaceRequest place);

}  // namespace deed::command
