#include "command/revision.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "command/init.h"
#include "command/possible_rename.h"

namespace deed::command {

namespace {

constexpr const char* kSource = "deed.autogenerate";

void tell(Invocation& invocation, const Comparison& comparison) {
  for (const std::string& difference : comparison.differences) {
    invocation.log.info({.source = kSource, .event = Event::difference, .message = fmt::format("Detected {}", difference)});
  }
  for (const std::string& warning : comparison.warnings) {
    invocation.log.warning({.source = kSource, .message = warning});
  }
  for (const PossibleRename& possible : comparison.possible_renames) {
    invocation.log.warning({.source = kSource, .message = rename_warning(possible)});
  }
}

}  // namespace

std::optional<WrittenRevision> revision(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config,
                                        const RevisionRequest& request) {
  const Service service = require_service(config);
  Revision header = place_revision(invocation, workspace, service, request.place);
  if (!request.autogenerate) {
    return write_revision(invocation, config, header, revisions::render_revision(header, {}) + empty_revision_body());
  }
  const Comparison comparison = request.against == Against::history
                                    ? compare_history_with_model(invocation, workspace, service, request.comparison)
                                    : compare_with_model(invocation, workspace, service, request.comparison);
  if (comparison.empty()) {
    return std::nullopt;
  }
  tell(invocation, comparison);
  for (const RevisionRef& needed : comparison.depends_on) {
    if (std::find(header.depends_on.begin(), header.depends_on.end(), needed) == header.depends_on.end()) {
      header.depends_on.push_back(needed);
    }
  }
  std::vector<revisions::NewStep> steps = comparison.upgrade;
  steps.insert(steps.end(), comparison.downgrade.begin(), comparison.downgrade.end());
  return write_revision(invocation, config, header, revisions::render_revision(header, steps));
}

WrittenRevision merge(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config, PlaceRequest place) {
  const Service service = require_service(config);
  if (place.message.empty()) {
    place.message = fmt::format("merge {}", join(place.heads, " and "));
  }
  const Revision header = place_revision(invocation, workspace, service, place);
  if (header.revises.size() < 2) {
    throw Error(ErrorKind::graph, {.what = fmt::format("There is nothing to merge: {} names {}.", join(place.heads, " "),
                                                       count_of(header.revises.size(), "revision")),
                                   .hint = "deed heads; then deed merge -m MESSAGE REV REV, or heads."});
  }
  const std::vector<revisions::NewStep> nothing{{.direction = Direction::upgrade}, {.direction = Direction::downgrade}};
  return write_revision(invocation, config, header, revisions::render_revision(header, nothing));
}

}  // namespace deed::command
