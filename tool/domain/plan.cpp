#include "domain/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace deed {

namespace {

PlannedRevision planned(const Revision& revision, const RevisionState* state) {
  PlannedRevision result{.revision = &revision};
  if (state != nullptr && state->progress != Progress::absent && state->progress != Progress::applied) {
    result.steps_done = state->steps_done;
    result.statements_done = state->statements_done;
    result.statement_started = state->started_statement.has_value();
    result.started_checksum = state->started_checksum;
  }
  return result;
}

Error half_way(const Revision& revision, std::string_view way, std::string hint) {
  return Error(ErrorKind::graph, {.what = fmt::format("Revision '{}' is half-way {}: its other steps come first.", revision.id, way),
                                  .where = revision.path,
                                  .hint = std::move(hint)});
}

// `position` of the row that says what was applied.
Finding edited(const Revision& revision, int line, std::int64_t position, std::string message) {
  return {
      .rule = Rule::edited_revision,
      .kind = ErrorKind::edited,
      .message = std::move(message),
      .location = {revision.path, line},
      .hint = fmt::format("Restore the file as it was applied (`deed -s {} show {} --applied --diff` shows the difference), and put the "
                          "change into a new revision.",
                          revision.service, revision.id),
      .service = revision.service,
      .revision = revision.id,
      .position = position};
}

std::vector<std::string> sorted(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  return list;
}

void compare_revision(const Revision& revision, const RevisionState& state, std::vector<Finding>& findings) {
  if (sorted(revision.revises) != sorted(state.revises)) {
    findings.push_back(edited(revision, 0, state.position,
                              fmt::format("Revision '{}' was applied with `Revises: {}`, the file says `{}`.", revision.id,
                                          fmt::join(state.revises, ", "), fmt::join(revision.revises, ", "))));
  }
  if (sorted(to_texts(revision.depends_on)) != sorted(state.depends_on)) {
    findings.push_back(edited(revision, 0, state.position,
                              fmt::format("Revision '{}' was applied with `Depends On: {}`, the file says `{}`.", revision.id,
                                          fmt::join(state.depends_on, ", "), fmt::join(to_texts(revision.depends_on), ", "))));
  }
  if (state.progress == Progress::applied && state.checksums.size() != revision.upgrade.size()) {
    findings.push_back(edited(revision, 0, state.position,
                              fmt::format("Revision '{}' was applied with {} steps, the file has {}.", revision.id, state.checksums.size(),
                                          revision.upgrade.size())));
    return;
  }
  for (std::size_t i = 0; i < std::min(state.checksums.size(), revision.upgrade.size()); ++i) {
    if (!state.checksums[i].empty() && state.checksums[i] != revision.upgrade[i].checksum) {
      findings.push_back(edited(revision, revision.upgrade[i].line, state.step_positions[i],
                                fmt::format("Step {} of revision '{}' was edited after it was applied.", i + 1, revision.id)));
    }
  }
}

// Statements of an autocommit step that are done; the rest of the step may still be corrected.
void compare_statements(const Revision& revision, const RevisionState& state, std::vector<Finding>& findings) {
  const std::vector<Step>& steps = revision.steps(state.progress == Progress::downgrading ? Direction::downgrade : Direction::upgrade);
  const auto number = static_cast<std::size_t>(state.steps_done);
  const std::vector<std::string> present = number < steps.size() ? steps[number].statement_checksums : std::vector<std::string>{};
  for (std::size_t i = 0; i < state.statement_checksums.size(); ++i) {
    if (!state.statement_checksums[i].empty() && (i >= present.size() || state.statement_checksums[i] != present[i])) {
      Finding finding =
          edited(revision, number < steps.size() ? steps[number].line : 0, state.statement_positions[i],
                 fmt::format("Statement {} of step {} of revision '{}' was edited after it was done.", i + 1, number + 1, revision.id));
      finding.hint = "Restore it; what stands behind the statements that are done may still be changed.";
      findings.push_back(std::move(finding));
      return;
    }
  }
}

// Revisions of the files that these follow, without those that lie below another of them.
std::vector<std::string> common_ancestors(const RevisionGraph& graph, const History& history, const std::set<std::string>& unknown) {
  std::set<std::string> known;
  for (const std::string& id : unknown) {
    for (const std::string& parent : history.find(id)->revises) {
      if (graph.find(parent) != nullptr && history.applied(parent)) {
        known.insert(parent);
      }
    }
  }
  std::vector<std::string> nearest;
  std::copy_if(known.begin(), known.end(), std::back_inserter(nearest), [&](const std::string& id) {
    const std::vector<const Revision*> above = graph.descendants({id});
    return std::none_of(above.begin(), above.end(), [&](const Revision* r) { return r->id != id && known.contains(r->id); });
  });
  return nearest;
}

}  // namespace

std::vector<std::string> Plan::ids() const {
  std::vector<std::string> result;
  for (const PlannedRevision& planned : revisions) {
    result.push_back(planned.revision->id);
  }
  return result;
}

Plan plan_upgrade(const RevisionGraph& graph, const History& history, const std::vector<std::string>& targets) {
  Plan plan{.direction = Direction::upgrade};
  for (const Revision* revision : graph.ancestors(targets)) {
    const RevisionState* state = history.find(revision->id);
    if (state != nullptr && state->progress == Progress::downgrading) {
      throw half_way(*revision, "down",
                     fmt::format("Complete the downgrade: deed -s {} downgrade {}", revision->service,
                                 revision->revises.empty() ? "base" : revision->revises.front()));
    }
    if (!history.applied(revision->id)) {
      plan.revisions.push_back(planned(*revision, state));
    }
  }
  return plan;
}

Plan plan_downgrade(const RevisionGraph& graph, const History& history, const std::vector<std::string>& removals) {
  Plan plan{.direction = Direction::downgrade};
  std::vector<const Revision*> revisions = graph.descendants(removals);
  std::reverse(revisions.begin(), revisions.end());
  for (const Revision* revision : revisions) {
    const RevisionState* state = history.find(revision->id);
    if (state != nullptr && state->progress == Progress::upgrading) {
      throw half_way(*revision, "up", fmt::format("Complete the upgrade: deed -s {} upgrade {}", revision->service, revision->id));
    }
    if (!history.applied(revision->id)) {
      continue;
    }
    if (revision->irreversible) {
      throw Error(ErrorKind::revision,
                  {.what = fmt::format("Revision '{}' has no way down: {}.", revision->id, revision->irreversible->reason),
                   .where = revision->path,
                   .hint = "Go down to this revision at most, or write a new revision that undoes it."});
    }
    plan.revisions.push_back(planned(*revision, state));
  }
  return plan;
}

HistoryComparison compare_history(const RevisionGraph& graph, const History& history) {
  HistoryComparison result;
  std::set<std::string> unknown;
  for (const RevisionState* state : history.present()) {
    if (const Revision* revision = graph.find(state->id)) {
      compare_revision(*revision, *state, result.edited);
      compare_statements(*revision, *state, result.edited);
    } else {
      unknown.insert(state->id);
    }
  }
  const bool pending =
      std::any_of(graph.revisions().begin(), graph.revisions().end(), [&](const Revision& r) { return !history.applied(r.id); });
  for (const std::string& id : unknown) {
    const std::vector<std::string>& parents = history.find(id)->revises;
    const auto known = [&](const std::string& parent) { return unknown.contains(parent) || graph.find(parent) != nullptr; };
    const bool follows = !parents.empty() && std::all_of(parents.begin(), parents.end(), known);
    (follows && !pending ? result.ahead : result.diverged).push_back(id);
  }
  result.common = common_ancestors(graph, history, unknown);
  return result;
}

}  // namespace deed
