#include "command/stamp.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "command/applied_steps.h"
#include "command/dependencies.h"
#include "command/stamp_plan.h"
#include "command/strange_history.h"
#include "domain/revision_symbol.h"
#include "history/writer.h"
#include "runner/guarded_transaction.h"
#include "runner/runner_lock.h"
#include "runner/session.h"

namespace deed::command {

namespace {

class Stamp {
 public:
  Stamp(Invocation& invocation, const Service& service, const StampRequest& request)
      : run_(invocation, *service.config), service_(service), request_(request) {
    run_.settings.tag = request.tag;
  }

  void run() {
    postgres::Connection connection = runner::open_session(settings_, runner::SessionUse::run, invocation_.cancellation, invocation_.log);
    const runner::RunnerLock lock(connection, settings_.version_table, settings_.runner_wait, invocation_.cancellation, invocation_.log);
    history::ensure_tables(connection, settings_.version_table, enrolment(*service_.config), settings_.runner_wait,
                           invocation_.cancellation);
    const history::State state = history::read_state_to_run(connection, settings_.version_table, service_.name());
    const History history = state.history();
    if (!request_.purge) {
      refuse_strange_history(service_, history, connection, invocation_.log);
    }
    const StampPlan plan =
        request_.purge ? plan_purge(service_.graph, history, request_.targets) : plan_stamp(service_.graph, history, request_.targets);
    AppliedSteps applied(service_, history, library_, connection);
    // What is to be forgotten need not fit its history.
    const OwnershipMap map = request_.purge ? OwnershipMap::from_rows(state.ownership) : database_map(service_, state, applied.fold());
    std::vector<std::string> gone;
    for (const Revision& revision : plan.unstamped) {
      const bool stays = std::any_of(plan.stamped.begin(), plan.stamped.end(), [&](const Revision* r) { return r->id == revision.id; });
      applied.remove(revision.id);
      if (!stays) {
        gone.push_back(revision.id);
      }
    }
    refuse_to_break_others(connection, tables_of_others(state, service_), service_, gone);
    for (const Revision* revision : plan.stamped) {
      for (const ParsedStep& step : library_.steps(*revision, Direction::upgrade)) {
        applied.add(*revision, step);
      }
    }
    runner::StepSession session(connection, settings_, lock.key(), invocation_.cancellation, invocation_.log);
    std::vector<OwnershipRow> before =
        map.find(service_.name()) == nullptr ? std::vector<OwnershipRow>{} : rows_to_store(*service_.config, *map.find(service_.name()));
    write(session, plan, map, ownership::difference(before, rows_to_store(*service_.config, applied.fold())));
  }

 private:
  // All rows in one transaction; the ownership rows come with the last.
  void write(runner::StepSession& session, const StampPlan& plan, const OwnershipMap& map, const ownership::RowDelta& delta) {
    std::vector<std::pair<runner::StepRequest, EventKind>> rows;
    for (auto it = plan.unstamped.rbegin(); it != plan.unstamped.rend(); ++it) {
      rows.emplace_back(request(*it, no_step_, 1, 1, map), EventKind::unstamped);
    }
    for (const Revision* revision : plan.stamped) {
      const std::vector<ParsedStep>& steps = library_.steps(*revision, Direction::upgrade);
      for (std::size_t i = 0; i < steps.size(); ++i) {
        rows.emplace_back(request(*revision, steps[i], static_cast<int>(i) + 1, static_cast<int>(steps.size()), map), EventKind::stamped);
      }
    }
    if (rows.empty()) {
      invocation_.log.info({.source = "deed.runner",
                            .event = Event::nothing_to_do,
                            .message = fmt::format("Nothing to do: {} is stamped so already", service_.name())});
      return;
    }
    for (const auto& [request, kind] : rows) {
      const Revision& revision = *request.revision;
      if (kind == EventKind::unstamped || request.is_last()) {
        const std::string parents = join(revision.revises, ", ");
        const bool forward = kind == EventKind::stamped;
        invocation_.log.info(
            {.source = "deed.runner",
             .event = Event::stamped,
             .message = fmt::format("Running stamp_revision {} -> {}", forward ? parents : revision.id, forward ? revision.id : parents),
             .revision = revision.id});
      }
    }
    runner::retrying(session, rows.back().first, [&] {
      runner::GuardedTransaction transaction(session, rows.back().first);
      for (const auto& [request, kind] : rows) {
        transaction.write(session.event(request, kind), &request == &rows.back().first ? delta : ownership::RowDelta{});
      }
      return transaction.commit();
    });
  }

  static runner::StepRequest request(const Revision& revision, const ParsedStep& step, int number, int count, const OwnershipMap& map) {
    return {.revision = &revision, .step = &step, .number = number, .count = count, .map = &map};
  }

  ServiceRun run_;
  Invocation& invocation_ = run_.invocation;
  const runner::RunSettings& settings_ = run_.settings;
  const Service& service_;
  const StampRequest& request_;
  StepLibrary library_;
  const ParsedStep no_step_{};
};

}  // namespace

void stamp(Invocation& invocation, const std::vector<const config::ServiceConfig*>& configs, const StampRequest& request) {
  for (const config::ServiceConfig* config : configs) {
    const Service service = require_service(*config);
    require_revisions(service);
    Stamp(invocation, service, request).run();
  }
}

TenantsEnd stamp_tenants(Invocation& invocation, const config::ServiceConfig& config, const TenantSelection& tenants,
                         const StampRequest& request) {
  const Service service = require_service(config);
  require_revisions(service);
  return for_each_tenant(invocation, service, tenants,
                         {.run = [&](TenantPart& part) { Stamp(part.invocation, part.service, request).run(); }});
}

void ensure_version(Invocation& invocation, const std::vector<const config::ServiceConfig*>& configs) {
  for (const config::ServiceConfig* config : configs) {
    ServiceRun run(invocation, *config);
    postgres::Connection connection = runner::open_session(run.settings, runner::SessionUse::run, invocation.cancellation, run.log);
    if (history::read_state_to_run(connection, run.settings.version_table, config->name).is_ready(config->name)) {
      continue;
    }
    const runner::RunnerLock lock(connection, run.settings.version_table, run.settings.runner_wait, invocation.cancellation, run.log);
    history::ensure_tables(connection, run.settings.version_table, enrolment(*config), run.settings.runner_wait, invocation.cancellation);
  }
}

}  // namespace deed::command
