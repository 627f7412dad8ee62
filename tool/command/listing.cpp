#include "command/listing.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "domain/plan.h"
#include "history/state.h"
#include "runner/runner_lock.h"
#include "runner/session.h"

namespace deed::command {

namespace {

ListedRevision listed(const RevisionGraph& graph, const Revision& revision) {
  return {.service = revision.service,
          .id = revision.id,
          .message = revision.message,
          .revises = revision.revises,
          .children = graph.children(revision.id),
          .labels = graph.labels(revision.id),
          .create_date = revision.create_date,
          .path = revision.path,
          .is_head = graph.children(revision.id).empty()};
}

std::string progress_of(const RevisionState& state) {
  if (state.progress == Progress::applied || state.progress == Progress::absent) {
    return "";
  }
  const std::string_view way = state.progress == Progress::upgrading ? "" : "downgrade, ";
  return fmt::format("{}step {} of {}", way, state.steps_done, state.steps);
}

// A revision that the history knows and the files may not.
ListedRevision listed(const Service& service, const RevisionState& state) {
  const Revision* revision = service.graph.find(state.id);
  ListedRevision result = revision != nullptr ? listed(service.graph, *revision)
                                              : ListedRevision{.service = service.name(),
                                                               .id = state.id,
                                                               .message = state.message,
                                                               .revises = state.revises,
                                                               .path = "not in these files"};
  result.is_current = state.applied();
  result.progress = progress_of(state);
  return result;
}

struct Look {
  history::State state;
  postgres::Connection connection;
};

Look look(Invocation& invocation, const config::ServiceConfig& config) {
  const runner::RunSettings settings = run_settings(config, invocation);
  postgres::Connection connection = runner::open_session(settings, runner::SessionUse::read, invocation.cancellation, invocation.log);
  history::State state = history::read_state(connection, settings.version_table);
  return {std::move(state), std::move(connection)};
}

std::vector<ListedRevision> current_of(Invocation& invocation, const Service& service) {
  const History history = look(invocation, *service.config).state.history();
  const std::vector<std::string> heads = history.heads();
  std::vector<ListedRevision> result;
  for (const RevisionState* state : history.present()) {
    const bool is_head = std::find(heads.begin(), heads.end(), state->id) != heads.end();
    if (is_head || state->progress == Progress::upgrading) {
      result.push_back(listed(service, *state));
    }
  }
  return result;
}

ServiceStatus status_of(Invocation& invocation, const Service& service) {
  Look found = look(invocation, *service.config);
  const History history = found.state.history();
  ServiceStatus status{.service = service.name(), .database = to_string(found.connection.endpoint())};
  for (const Finding& finding : service.findings) {
    status.problems.push_back(
        fmt::format("{}: {}", finding.location.file.empty() ? finding.where : to_string(finding.location), finding.message));
  }
  const HistoryComparison comparison = compare_history(service.graph, history);
  for (const Finding& finding : comparison.edited) {
    status.problems.push_back(fmt::format("{}: {}", to_string(finding.location), finding.message));
  }
  status.ahead = comparison.ahead;
  status.diverged = comparison.diverged;
  status.current = history.heads();
  for (const RevisionState* state : history.present()) {
    status.applied += state->applied() ? 1U : 0U;
    if (const std::string progress = progress_of(*state); !progress.empty()) {
      status.half_done.push_back(fmt::format("{} ({})", state->id, progress));
    }
  }
  for (const Revision& revision : service.graph.revisions()) {
    if (!history.applied(revision.id)) {
      status.pending.push_back(fmt::format("{} {}", revision.id, one_line(revision.message)));
    }
  }
  status.runner = runner::lock_holder(found.connection, runner::runner_lock_key(version_table(*service.config)));
  if (found.state.version_table_exists) {
    status.last_event = history::last_event(found.connection, version_table(*service.config));
  }
  return status;
}

}  // namespace

std::vector<ListedRevision> heads(const Configs& services) {
  std::vector<ListedRevision> result;
  for (const config::ServiceConfig* config : services) {
    const Service service = require_service(*config);
    for (const std::string& id : service.graph.heads()) {
      result.push_back(listed(service.graph, *service.graph.find(id)));
    }
  }
  return result;
}

std::vector<ListedRevision> history(Invocation& invocation, const Configs& services, bool indicate_current) {
  std::vector<ListedRevision> result;
  for (const config::ServiceConfig* config : services) {
    const Service service = require_service(*config);
    const std::vector<std::string> current =
        indicate_current ? look(invocation, *config).state.history().heads() : std::vector<std::string>{};
    const std::vector<Revision>& revisions = service.graph.revisions();
    for (auto it = revisions.rbegin(); it != revisions.rend(); ++it) {
      result.push_back(listed(service.graph, *it));
      result.back().is_current = std::find(current.begin(), current.end(), it->id) != current.end();
    }
  }
  return result;
}

std::vector<ListedRevision> current(Invocation& invocation, const Configs& services) {
  std::vector<ListedRevision> result;
  for (const config::ServiceConfig* config : services) {
    const std::vector<ListedRevision> of_service = current_of(invocation, require_service(*config));
    result.insert(result.end(), of_service.begin(), of_service.end());
  }
  return result;
}

std::vector<ServiceStatus> status(Invocation& invocation, const Configs& services) {
  std::vector<ServiceStatus> result;
  for (const config::ServiceConfig* config : services) {
    result.push_back(status_of(invocation, load_service(*config)));
  }
  return result;
}

}  // namespace deed::command
