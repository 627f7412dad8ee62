#include "command/offline.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "command/applied_steps.h"
#include "command/ownership_pull.h"
#include "command/plan_check.h"
#include "command/stamp_plan.h"
#include "command/stepwise_map.h"
#include "domain/revision_symbol.h"
#include "runner/runner_lock.h"
#include "script/script.h"

namespace deed::command {

namespace {

// A history in which exactly these revisions are applied, as their files are.
History history_of(const std::vector<const Revision*>& revisions, StepLibrary& library) {
  std::vector<HistoryEvent> events;
  for (const Revision* revision : revisions) {
    const std::vector<ParsedStep>& steps = library.steps(*revision, Direction::upgrade);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      events.push_back({.position = static_cast<std::int64_t>(events.size()) + 1,
                        .revision = revision->id,
                        .revises = revision->revises,
                        .depends_on = to_texts(revision->depends_on),
                        .step = static_cast<int>(i) + 1,
                        .steps = static_cast<int>(steps.size()),
                        .event = EventKind::stamped,
                        .checksum = steps[i].checksum});
    }
  }
  return History(events);
}

std::vector<const Revision*> all_revisions(const Service& service) {
  std::vector<const Revision*> all;
  for (const Revision& revision : service.graph.revisions()) {
    all.push_back(&revision);
  }
  return all;
}

// One service as its files alone tell it, from a revision on.
class Offline {
 public:
  Offline(Invocation& invocation, const config::ServiceConfig& config, const std::string& tag)
      : invocation_(invocation), service_(require_service(config)) {
    const runner::RunSettings settings = run_settings(config, invocation);
    frame_ = {.service = service_.name(),
              .version_table = settings.version_table,
              .schemas = settings.schemas,
              .role = settings.role,
              .lock_timeout = settings.lock_timeout,
              .statement_timeout = settings.statement_timeout,
              .runner_lock = runner::runner_lock_key(settings.version_table),
              .deed_version = settings.deed_version,
              .tag = tag};
  }

  std::string steps(const config::Workspace& workspace, Direction direction, const std::string& from, const std::string& to) {
    begin_at(from);
    refuse_current(to);
    const Plan plan = direction == Direction::upgrade
                          ? plan_upgrade(service_.graph, history_, upgrade_targets(service_.graph, history_, to))
                          : plan_downgrade(service_.graph, history_, downgrade_removals(service_.graph, history_, to));
    if (plan.revisions.empty()) {
      throw Error(ErrorKind::usage, {.what = fmt::format("There is nothing between {} and {}: no script.", from, to),
                                     .where = service_.name(),
                                     .hint = "deed history shows the revisions in their order."});
    }
    AppliedSteps applied(service_, history_, library_);
    Holdings own = applied.fold();
    StepwiseMap owners(service_.name(), map_of_others(workspace), std::move(applied), std::move(own));
    std::set<std::string> told;
    refuse_findings(check_plan(service_, library_, plan, owners.map(), owners.applied()), invocation_.log, told);
    std::vector<script::ScriptStep> steps;
    for (const PlannedRevision& planned : plan.revisions) {
      add_steps(*planned.revision, direction, owners, steps);
    }
    return script::steps_script(frame_, steps);
  }

  std::string stamp(const std::string& from, const std::vector<std::string>& targets) {
    begin_at(from);
    std::for_each(targets.begin(), targets.end(), refuse_current);
    const StampPlan plan = plan_stamp(service_.graph, history_, targets);
    AppliedSteps applied(service_, history_, library_);
    std::vector<script::StampRow> rows;
    for (auto it = plan.unstamped.rbegin(); it != plan.unstamped.rend(); ++it) {
      rows.push_back({&*it, nullptr, 1, 1, EventKind::unstamped});
      applied.remove(it->id);
    }
    for (const Revision* revision : plan.stamped) {
      const std::vector<ParsedStep>& steps = library_.steps(*revision, Direction::upgrade);
      for (std::size_t i = 0; i < steps.size(); ++i) {
        rows.push_back({revision, &steps[i], static_cast<int>(i) + 1, static_cast<int>(steps.size()), EventKind::stamped});
        applied.add(*revision, steps[i]);
      }
    }
    if (rows.empty()) {
      throw Error(ErrorKind::usage, {.what = fmt::format("There is nothing to stamp from {}: no script.", from), .where = service_.name()});
    }
    return script::stamp_script(frame_, rows, {heads(), 0},
                                ownership::difference(frame_.rows, rows_to_store(*service_.config, applied.fold())));
  }

  std::string tables() { return script::tables_script(frame_); }

 private:
  static Error asking(const std::string& symbol) {
    return Error(ErrorKind::usage, {.what = fmt::format("'{}' asks the database, which --sql does not.", one_line(symbol)),
                                    .hint = "Say FROM:TO with revisions that the files name."});
  }

  static void refuse_current(const std::string& symbol) {
    if (names_current(symbol)) {
      throw asking(symbol);
    }
  }

  // The database is taken to be here, as the script will assert.
  void begin_at(const std::string& from) {
    require_revisions(service_);
    if (asks_database(from)) {
      throw asking(from);
    }
    const std::vector<const Revision*> applied = service_.graph.ancestors(named_revisions(service_.graph, from));
    history_ = history_of(applied, library_);
    for (const Revision* revision : applied) {
      applied_.insert(revision->id);
    }
    frame_.rows = rows_to_store(*service_.config, AppliedSteps(service_, history_, library_).fold());
  }

  // With all their revisions: what another service has not done yet, the script asserts where a revision depends on it.
  OwnershipMap map_of_others(const config::Workspace& workspace) {
    if (std::optional<OwnershipMap> locked = locked_neighbours(workspace)) {
      return std::move(*locked);
    }
    OwnershipMap map;
    map.complete = workspace.neighbours == config::Neighbours::read;
    for (const config::ServiceConfig& config : workspace.services) {
      if (config.name != service_.name()) {
        const Service other = require_service(config);
        map.of(config.name) = AppliedSteps(other, history_of(all_revisions(other), library_), library_).fold();
      }
    }
    return map;
  }

  void add_steps(const Revision& revision, Direction direction, StepwiseMap& owners, std::vector<script::ScriptStep>& script) {
    const std::vector<ParsedStep>& steps = library_.steps(revision, direction);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const bool last = i + 1 == steps.size();
      script::ScriptStep step{.revision = &revision,
                              .step = &steps[i],
                              .number = static_cast<int>(i) + 1,
                              .count = static_cast<int>(steps.size()),
                              .expected = {heads(), static_cast<int>(i)}};
      step.delta = owners.begin(revision, steps[i], last);
      script::describe(step, owners.map(), {service_.name(), revision.id, frame_.schemas});
      owners.finish(revision, steps[i], last);
      script.push_back(std::move(step));
    }
    if (direction == Direction::upgrade) {
      applied_.insert(revision.id);
    } else {
      applied_.erase(revision.id);
    }
  }

  // Applied revisions that no other applied revision follows.
  std::vector<std::string> heads() const {
    std::vector<std::string> result;
    for (const std::string& id : applied_) {
      const std::vector<std::string>& children = service_.graph.children(id);
      if (std::none_of(children.begin(), children.end(), [&](const std::string& child) { return applied_.contains(child); })) {
        result.push_back(id);
      }
    }
    return result;
  }

  Invocation& invocation_;
  Service service_;
  script::Frame frame_{};
  StepLibrary library_;
  History history_;
  std::set<std::string> applied_;
};

}  // namespace

std::string upgrade_script(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config,
                           const std::string& range, const std::string& tag) {
  const RevisionRange ends = parse_range(range).value_or(RevisionRange{"", range});
  return Offline(invocation, config, tag)
      .steps(workspace, Direction::upgrade, ends.from.empty() ? "base" : ends.from, ends.to.empty() ? "heads" : ends.to);
}

std::string downgrade_script(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config,
                             const std::string& range, const std::string& tag) {
  const std::optional<RevisionRange> ends = parse_range(range);
  if (!ends || ends->from.empty()) {
    throw Error(ErrorKind::usage, {.what = "downgrade with --sql requires <fromrev>:<torev>.",
                                   .hint = fmt::format("deed -s {} downgrade head:{} --sql", config.name, one_line(range))});
  }
  return Offline(invocation, config, tag).steps(workspace, Direction::downgrade, ends->from, ends->to.empty() ? "base" : ends->to);
}

std::string stamp_script(Invocation& invocation, const config::ServiceConfig& config, const std::vector<std::string>& targets,
                         const std::string& tag) {
  std::vector<std::string> to = targets;
  std::string from = "base";
  if (const std::optional<RevisionRange> ends = targets.size() == 1 ? parse_range(targets.front()) : std::nullopt) {
    from = ends->from.empty() ? "base" : ends->from;
    to = {ends->to.empty() ? "heads" : ends->to};
  }
  return Offline(invocation, config, tag).stamp(from, to);
}

std::string ensure_version_script(Invocation& invocation, const config::ServiceConfig& config) {
  return Offline(invocation, config, "").tables();
}

}  // namespace deed::command
