#include "command/stamp_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/revision_symbol.h"

namespace deed::command {

namespace {

std::vector<const Revision*> wanted_revisions(const RevisionGraph& graph, const std::vector<std::string>& targets) {
  std::vector<std::string> wanted;
  for (const std::string& target : targets) {
    const std::vector<std::string> named = named_revisions(graph, target);
    wanted.insert(wanted.end(), named.begin(), named.end());
  }
  return graph.ancestors(wanted);
}

}  // namespace

StampPlan plan_purge(const RevisionGraph& graph, const History& history, const std::vector<std::string>& targets) {
  StampPlan plan{.stamped = wanted_revisions(graph, targets)};
  for (const RevisionState* state : history.present()) {
    Revision& gone = plan.unstamped.emplace_back(Revision{.id = state->id, .message = state->message, .revises = state->revises});
    for (const std::string& needed : state->depends_on) {
      gone.depends_on.push_back(parse_revision_ref(needed));
    }
  }
  return plan;
}

StampPlan plan_stamp(const RevisionGraph& graph, const History& history, const std::vector<std::string>& targets) {
  const std::vector<const Revision*> below = wanted_revisions(graph, targets);
  StampPlan plan;
  for (const Revision& revision : graph.revisions()) {
    const RevisionState* state = history.find(revision.id);
    if (state != nullptr && state->progress != Progress::absent && state->progress != Progress::applied) {
      throw Error(ErrorKind::graph, {.what = fmt::format("Revision '{}' is half-done; a stamp would hide it.", revision.id),
                                     .where = revision.path,
                                     .hint = "Complete it with `deed upgrade` or `deed downgrade` first, or forget it with --purge."});
    }
    const bool wants = std::find(below.begin(), below.end(), &revision) != below.end();
    if (wants && !history.applied(revision.id)) {
      plan.stamped.push_back(&revision);
    } else if (!wants && history.applied(revision.id)) {
      plan.unstamped.push_back(revision);
    }
  }
  return plan;
}

}  // namespace deed::command
