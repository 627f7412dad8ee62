#pragma once

#include <optional>
#include <string>
#include <string_view>
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

// "column b of public.t", by its new name.
std::string renamed_object(const PossibleRename& possible);

// "would lose its values": what dropping the one and adding the other means.
std::string_view loss_without_rename(RenamedKind kind);

// Points out what may be a rename, with both ways to declare it.
std::string rename_warning(const PossibleRename& possible);

// Writes a new revision file: empty, or with what leads to the model. Nothing where there is no difference. Throws as place_revision().
std::optional<WrittenRevision> revision(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config,
                                        const RevisionRequest& request);

// Writes a revision that joins the ones that `place.heads` names; there is nothing in it to do. Throws Error(graph) for fewer than two.
WrittenRevision merge(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config, PlaceRequest place);

}  // namespace deed::command
