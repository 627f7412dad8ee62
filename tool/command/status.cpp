#include "command/status.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <variant>

#include "base/text.h"
#include "catalog/lookup.h"
#include "catalog/server_facts.h"
#include "command/applied_steps.h"
#include "command/histories.h"
#include "command/strange_history.h"
#include "domain/plan.h"
#include "history/records.h"
#include "history/state.h"
#include "ownership/guard.h"
#include "ownership/object_owner.h"
#include "runner/invalid_indexes.h"
#include "runner/runner_lock.h"
#include "runner/session.h"

namespace deed::command {

namespace {

constexpr int kEvents = 8;

// The look at one service, from a connection of its own.
class Look {
 public:
  Look(const Service& service, const runner::RunSettings& settings, postgres::Connection& connection, Log& log)
      : service_(service),
        table_(settings.version_table),
        connection_(connection),
        state_(history::read_visible_state(connection, settings.version_table, service.name())),
        history_(state_.history()),
        comparison_(compare_history(service.graph, history_)) {
    warn_of_malformed_rows(state_, log);
  }

  ServiceStatus status() {
    ServiceStatus status{.service = service_.name(), .tenant = service_.config->tenant, .version_table = table_.quoted()};
    where(status);
    revisions(status);
    problems(status);
    if (state_.ownership_grant.empty()) {
      status.invalid_indexes = invalid_indexes();
    } else {
      status.not_shown = {"whether the ownership table agrees with the history", "invalid indexes"};
      status.grant = state_.ownership_grant;
    }
    status.runner = runner::lock_holder(connection_, runner::runner_lock_key(table_));
    if (status.has_history) {
      status.events = history::newest_events(connection_, table_, kEvents);
    }
    return status;
  }

 private:
  void where(ServiceStatus& status) {
    const catalog::ServerFacts server = catalog::server_facts(connection_);
    status.database = to_string(connection_.endpoint());
    status.db_role = server.db_role;
    status.server_version = server.version;
    status.standby = server.standby;
    status.has_history = state_.version_table_exists;
  }

  void revisions(ServiceStatus& status) {
    status.current = with_rows(history_.heads());
    status.ahead = with_rows(comparison_.ahead);
    status.diverged = with_rows(comparison_.diverged);
    for (const RevisionState* state : history_.present()) {
      status.applied += state->applied() ? 1U : 0U;
      if (state->progress != Progress::applied) {
        const std::int64_t rows = history::rows_so_far(connection_, table_, state->id);
        status.half_done.push_back(half_done(service_.name(), service_.graph.find(state->id), *state, rows));
      }
    }
    for (const Revision& revision : service_.graph.revisions()) {
      if (!history_.applied(revision.id)) {
        status.pending.push_back({revision.id, revision.message});
      }
    }
  }

  std::vector<StatusRevision> with_rows(const std::vector<std::string>& ids) {
    const auto rows = ids.empty() ? std::map<std::string, HistoryEvent>{} : history::newest_rows(connection_, table_, ids);
    std::vector<StatusRevision> result;
    for (const std::string& id : ids) {
      const auto row = rows.find(id);
      result.push_back({id, history_.find(id)->message, row == rows.end() ? std::nullopt : std::optional(row->second)});
    }
    return result;
  }

  void problems(ServiceStatus& status) {
    for (const Finding& finding : service_.findings) {
      status.problems.push_back(
          fmt::format("{}: {}", finding.location.file.empty() ? finding.where : to_string(finding.location), finding.message));
    }
    const std::vector<Finding> edited = edited_findings(service_, comparison_, connection_);
    for (const Finding& finding : edited) {
      status.problems.push_back(fmt::format("{}: {} ({})", to_string(finding.location), finding.message, join(finding.details, "; ")));
    }
    if (!edited.empty() || any_error(service_.findings) || !state_.ownership_grant.empty()) {
      return;
    }
    for (const MalformedRow& row : state_.malformed) {
      if (row.service == service_.name()) {
        status.problems.push_back(fmt::format("{}: {}", row.error.text().where, row.error.text().what));
      }
    }
    try {
      const AppliedSteps applied(service_, history_, library_, connection_);
      database_map(service_, state_, applied.fold());
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::contradiction) {
        throw;
      }
      status.problems.push_back(error.text().what);
    }
  }

  std::vector<InvalidIndex> invalid_indexes() {
    std::vector<InvalidIndex> mine;
    for (const catalog::UnusedIndex& index :
         runner::own_invalid_indexes(connection_, OwnershipMap::from_rows(state_.ownership), service_.name())) {
      mine.push_back({index.name, index.table, index.builder_pid, remedy(index)});
    }
    return mine;
  }

  std::string remedy(const catalog::UnusedIndex& index) {
    if (index.builder_pid != 0) {
      return fmt::format("Being built now by pid {}.", index.builder_pid);
    }
    if (const std::string command = rebuilding_command(index); !command.empty()) {
      return fmt::format("`{}` drops it and builds it again.", command);
    }
    if (index.partitioned) {
      return "Valid once an index of each partition is attached: ALTER INDEX ... ATTACH PARTITION ...";
    }
    if (index.plain_name.find("_ccnew") != std::string::npos || index.plain_name.find("_ccold") != std::string::npos) {
      return fmt::format("REINDEX CONCURRENTLY left it: DROP INDEX CONCURRENTLY {};", index.name);
    }
    return fmt::format("REINDEX INDEX CONCURRENTLY {0}; makes it valid, DROP INDEX CONCURRENTLY {0}; gives it up.", index.name);
  }

  // The command whose half-done step creates the index; empty where none does.
  std::string rebuilding_command(const catalog::UnusedIndex& index) {
    for (const RevisionState* state : history_.present()) {
      const Revision* revision = service_.graph.find(state->id);
      if (revision == nullptr || !state->started_statement || any_error(service_.findings)) {
        continue;
      }
      const HalfDone at = half_done(service_.name(), revision, *state, 0);
      const std::vector<ParsedStep>& steps = library_.steps(*revision, at.direction);
      if (static_cast<std::size_t>(at.step) <= steps.size() && creates(steps[static_cast<std::size_t>(at.step) - 1], index.plain_name)) {
        return at.command;
      }
    }
    return "";
  }

  static bool creates(const ParsedStep& step, const std::string& index) {
    return std::any_of(step.items.begin(), step.items.end(), [&](const auto& item) {
      const auto* statement = std::get_if<Statement>(&item);
      return statement != nullptr && statement->autocommit && statement->autocommit->action == AutocommitAction::create_index &&
             statement->autocommit->part.name == index;
    });
  }

  const Service& service_;
  history::TableName table_;
  postgres::Connection& connection_;
  history::State state_;
  History history_;
  HistoryComparison comparison_;
  StepLibrary library_;
};

ServiceStatus status_of(Invocation& invocation, const config::ServiceConfig& config) {
  const Service service = load_service(config);
  const runner::RunSettings settings = run_settings(config, invocation);
  postgres::Connection connection = runner::open_session(settings, runner::SessionUse::read, invocation.cancellation, invocation.log);
  return Look(service, settings, connection, invocation.log).status();
}

ServiceStatus bare(const config::ServiceConfig& config) {
  return {.service = config.name, .tenant = config.tenant, .version_table = version_table(config).registered()};
}

void note_failure(ServiceStatus& status, const Error& error) {
  status.failure = error.text();
  status.exit_code = static_cast<int>(error.kind());
}

}  // namespace

std::vector<ServiceStatus> status(Invocation& invocation, const Configs& services, const TenantSelection& selection, Failures& failures) {
  const std::vector<ServiceHistories> all = list_histories(invocation, services, selection, failures);
  const bool one = all.size() == 1 && all.front().configs().size() == 1;
  std::vector<ServiceStatus> result;
  for (const ServiceHistories& of_service : all) {
    if (of_service.failure || of_service.has_none()) {
      result.push_back(bare(*of_service.service));
      result.back().no_tenants = of_service.has_none();
      if (of_service.failure) {
        note_failure(result.back(), *of_service.failure);
      }
    }
    for (const config::ServiceConfig* config : of_service.configs()) {
      ServiceStatus& status = result.emplace_back(bare(*config));
      const auto look = [&] { status = status_of(invocation, *config); };
      if (one) {
        look();
      } else if (const std::optional<Error> error = failures.attempt(config->label(), look)) {
        note_failure(status, *error);
      }
    }
  }
  return result;
}

}  // namespace deed::command
