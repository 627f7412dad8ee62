#include "command/listing.h"

#include <fmt/format.h>

#include <algorithm>

#include "command/applied_steps.h"
#include "command/histories.h"
#include "command/tenants.h"
#include "config/tenants.h"
#include "history/state.h"
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
  result.tenant = service.config->tenant;
  result.progress = progress_of(state);
  return result;
}

struct LookAt {
  history::State state;
  postgres::Connection connection;
};

LookAt look(Invocation& invocation, const config::ServiceConfig& config) {
  const runner::RunSettings settings = run_settings(config, invocation);
  postgres::Connection connection = runner::open_session(settings, runner::SessionUse::read, invocation.cancellation, invocation.log);
  history::State state = history::read_visible_state(connection, settings.version_table, config.name);
  warn_of_malformed_rows(state, invocation.log);
  return {std::move(state), std::move(connection)};
}

CurrentRevisions current_of(const Service& service, const History& history, const postgres::Connection& connection) {
  std::vector<std::string> heads = history.heads();
  CurrentRevisions result{.service = service.name(), .tenant = service.config->tenant, .database = to_string(connection.endpoint())};
  bool half_done = false;
  for (const RevisionState* state : history.present()) {
    const bool is_head = std::find(heads.begin(), heads.end(), state->id) != heads.end();
    if (is_head || state->progress == Progress::upgrading) {
      result.revisions.push_back(listed(service, *state));
    }
    half_done = half_done || !progress_of(*state).empty();
  }
  std::vector<std::string> wanted = service.graph.heads();
  std::sort(wanted.begin(), wanted.end());
  std::sort(heads.begin(), heads.end());
  result.at_heads = heads == wanted && !half_done;
  return result;
}

void current_of_service(Invocation& invocation, const config::ServiceConfig& config, std::vector<CurrentRevisions>& result) {
  const Service service = require_service(config);
  const LookAt found = look(invocation, config);
  result.push_back(current_of(service, found.state.history(), found.connection));
}

void current_of_tenants(Invocation& invocation, const config::ServiceConfig& config, const TenantSelection& selection, Failures& failures,
                        std::vector<CurrentRevisions>& result) {
  Service service = require_service(config);
  postgres::Connection connection =
      runner::open_session(run_settings(config, invocation), runner::SessionUse::read, invocation.cancellation, invocation.log);
  const std::vector<TenantHistory> tenants = tenant_histories(connection, config, selection);
  if (tenants.empty()) {
    tell_no_tenants(invocation.log, config, selection);
  }
  for (const TenantHistory& of_tenant : tenants) {
    const config::ServiceConfig tenant = config::for_tenant(config, of_tenant.tenant);
    service.config = &tenant;
    if (!of_tenant.failure) {
      result.push_back(current_of(service, of_tenant.history, connection));
    } else if (tenants.size() == 1) {
      throw *of_tenant.failure;
    } else {
      failures.add(tenant.label(), *of_tenant.failure);
    }
  }
}

}  // namespace

std::vector<ListedRevision> heads(const Configs& services, bool resolve_dependencies) {
  std::vector<ListedRevision> result;
  for (const config::ServiceConfig* config : services) {
    const Service service = require_service(*config);
    for (const std::string& id : service.graph.heads()) {
      if (!resolve_dependencies || service.graph.descendants({id}).size() == 1) {
        result.push_back(listed(service.graph, *service.graph.find(id)));
      }
    }
  }
  return result;
}

std::vector<ListedBranch> branches(const Configs& services) {
  std::vector<ListedBranch> result;
  for (const config::ServiceConfig* config : services) {
    const Service service = require_service(*config);
    for (const Revision& revision : service.graph.revisions()) {
      const std::vector<std::string>& children = service.graph.children(revision.id);
      if (children.size() > 1) {
        ListedBranch& branch = result.emplace_back(ListedBranch{listed(service.graph, revision)});
        for (const std::string& child : children) {
          branch.children.push_back(listed(service.graph, *service.graph.find(child)));
        }
      }
    }
  }
  return result;
}

bool asks_database(const HistoryRequest& request) {
  const RevisionRange range = request.range.value_or(RevisionRange{});
  return request.indicate_current || deed::asks_database(range.from) || deed::asks_database(range.to);
}

std::vector<ListedRevision> history(Invocation& invocation, const Configs& services, const HistoryRequest& request) {
  const RevisionRange range = request.range.value_or(RevisionRange{});
  const bool asks = asks_database(request);
  std::vector<ListedRevision> result;
  for (const config::ServiceConfig* config : services) {
    const Service service = require_service(*config);
    const History history = asks ? look(invocation, *config).state.history() : History();
    const std::vector<std::string> current = request.indicate_current ? history.heads() : std::vector<std::string>{};
    const std::vector<const Revision*> revisions = revisions_between(service.graph, history, range);
    for (auto it = revisions.rbegin(); it != revisions.rend(); ++it) {
      result.push_back(listed(service.graph, **it));
      result.back().tenant = config->tenant;
      result.back().is_current = std::find(current.begin(), current.end(), (*it)->id) != current.end();
    }
  }
  return result;
}

std::vector<ListedRevision> show(Invocation& invocation, const config::ServiceConfig& config, const std::string& symbol) {
  const Service service = require_service(config);
  const History history = deed::asks_database(symbol) ? look(invocation, config).state.history() : History();
  std::vector<ListedRevision> result;
  for (const std::string& id : located_revisions(service.graph, history, symbol)) {
    result.push_back(listed(service.graph, *service.graph.find(id)));
  }
  return result;
}

std::vector<CurrentRevisions> current(Invocation& invocation, const Configs& services, const TenantSelection& selection,
                                      Failures& failures) {
  std::vector<CurrentRevisions> result;
  for (const config::ServiceConfig* config : services) {
    const auto look = [&] {
      config->tenants ? current_of_tenants(invocation, *config, selection, failures, result)
                      : current_of_service(invocation, *config, result);
    };
    if (services.size() == 1) {
      look();
    } else {
      failures.attempt(config->name, look);
    }
  }
  return result;
}

}  // namespace deed::command
