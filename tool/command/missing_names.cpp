#include "command/missing_names.h"

#include <fmt/format.h>

#include "command/step_library.h"
#include "ownership/fold.h"

namespace deed::command {

namespace {

// What the files of a service lead to.
Holdings holdings_of_files(const Service& service) {
  StepLibrary library;
  Holdings holdings = holdings_at_base(*service.config);
  for (const Revision& revision : service.graph.revisions()) {
    for (const ParsedStep& step : library.steps(revision, Direction::upgrade)) {
      ownership::fold_step(holdings, step, {service.name(), revision.id, service.config->database.schemas});
    }
  }
  return holdings;
}

void refuse(const std::string& neighbour, const Holdings& holdings, const ObjectName& name, const Location& location) {
  const auto error = [&](const std::string& revision, const std::string& what, std::string hint) {
    return Error(ErrorKind::config, {.what = fmt::format("The model refers to {}, which revision {} {}.", to_string(name),
                                                         to_string(RevisionRef{neighbour, revision}), what),
                                     .where = to_string(location),
                                     .hint = std::move(hint)});
  };
  if (const auto made = holdings.objects.find(name); made != holdings.objects.end()) {
    throw error(made->second, "makes, and which is not in this database",
                fmt::format("Apply it first: deed -s {} upgrade heads. A neighbour's table is not declared here, but shared by {}.",
                            neighbour, neighbour));
  }
  if (const auto gone = holdings.departed.find(name); gone != holdings.departed.end()) {
    const std::optional<ObjectName>& to = gone->second.to;
    throw error(gone->second.revision, to ? fmt::format("renames to {}", to_string(*to)) : "drops",
                to ? fmt::format("Write {} in the model.", to_string(*to)) : "Take it out of the model.");
  }
}

}  // namespace

void refuse_missing_of_neighbours(const config::Workspace& workspace, const Service& service,
                                  const std::map<ObjectName, Location>& missing) {
  if (missing.empty()) {
    return;
  }
  for (const config::ServiceConfig& config : workspace.services) {
    if (config.name == service.name()) {
      continue;
    }
    const Service neighbour = load_service(config);
    if (any_error(neighbour.findings)) {
      continue;
    }
    const Holdings holdings = holdings_of_files(neighbour);
    for (const auto& [name, location] : missing) {
      refuse(config.name, holdings, name, location);
    }
  }
}

}  // namespace deed::command
