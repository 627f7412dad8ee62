#include "command/dependencies.h"

#include <fmt/format.h>

#include <algorithm>

#include "history/state.h"

namespace deed::command {

namespace {

std::string why_unmet(postgres::Connection& connection, const std::map<std::string, std::string>& tables, const RevisionRef& ref) {
  const auto table = tables.find(ref.service);
  if (table == tables.end()) {
    return fmt::format("{} has no history in this database", ref.service);
  }
  const History history(history::read_revisions(connection, history::TableName::parse(table->second), {ref.id}));
  const RevisionState* state = history.find(ref.id);
  if (state == nullptr || state->progress == Progress::absent) {
    return "it is not applied";
  }
  return state->applied() ? "" : fmt::format("only {} of its {} steps are done", state->steps_done, state->steps);
}

}  // namespace

std::map<std::string, std::string> tables_of_others(const history::State& state, const Service& service) {
  std::map<std::string, std::string> tables = history::version_tables(state.ownership);
  tables.erase(service.name());
  return tables;
}

std::vector<UnmetDependency> unmet_dependencies(postgres::Connection& connection, const std::map<std::string, std::string>& tables,
                                                const Service& service, const Revision& revision) {
  std::vector<UnmetDependency> unmet;
  for (const RevisionRef& ref : revision.depends_on) {
    if (ref.service.empty() || ref.service == service.name()) {
      continue;
    }
    if (std::string why = why_unmet(connection, tables, ref); !why.empty()) {
      unmet.push_back({revision.id, ref, std::move(why)});
    }
  }
  return unmet;
}

UnmetError unmet_error(const std::vector<UnmetDependency>& unmet, const Service& service) {
  const UnmetDependency& first = unmet.front();
  ErrorText text{
      .what = fmt::format("Revision '{}' depends on {}: {}.", first.revision, to_string(first.dependency), first.why),
      .where = service.graph.find(first.revision)->path,
      .hint = fmt::format("Upgrade {} first, or wait for it with --wait-dependencies 10m; `--all` upgrades services in their order.",
                          first.dependency.service)};
  for (const UnmetDependency& further : unmet) {
    if (&further != &first) {
      text.details.push_back(fmt::format("and on {}: {}", to_string(further.dependency), further.why));
    }
  }
  return {std::move(text), unmet};
}

std::vector<std::string> dependents_elsewhere(postgres::Connection& connection, const std::map<std::string, std::string>& tables,
                                              const Service& service, const std::vector<std::string>& revisions) {
  std::vector<std::string> dependents;
  for (const auto& [other, table] : tables) {
    const History history(history::read_dependents(connection, history::TableName::parse(table), service.name()));
    for (const RevisionState* state : history.present()) {
      for (const std::string& text : state->depends_on) {
        const RevisionRef ref = parse_revision_ref(text);
        if (ref.service == service.name() && std::find(revisions.begin(), revisions.end(), ref.id) != revisions.end()) {
          dependents.push_back(fmt::format("{}:{} depends on {}", other, state->id, ref.id));
        }
      }
    }
  }
  return dependents;
}

void refuse_to_break_others(postgres::Connection& connection, const std::map<std::string, std::string>& tables, const Service& service,
                            const std::vector<std::string>& revisions) {
  if (revisions.empty()) {
    return;
  }
  const std::vector<std::string> dependents = dependents_elsewhere(connection, tables, service, revisions);
  if (!dependents.empty()) {
    throw Error(ErrorKind::graph, {.what = "Other services' applied revisions depend on what would no longer be applied.",
                                   .where = service.name(),
                                   .hint = "Take those back first; `deed --all downgrade` knows the order.",
                                   .details = dependents});
  }
}

}  // namespace deed::command
