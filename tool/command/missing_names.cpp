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

// What the files of one neighbour say of names in the model.
class Neighbour {
 public:
  Neighbour(const std::string& name, const Holdings& holdings) : name_(name), holdings_(holdings) {}

  void refuse_pending(std::string_view how, const ObjectName& name, const Location& location) const {
    if (const auto made = holdings_.objects.find(name); made != holdings_.objects.end()) {
      throw error(
          how, name, location, made->second, "makes, and which is not in this database",
          fmt::format("Apply it first: deed -s {0} upgrade heads. A neighbour's table is not made here, but shared by {0}.", name_));
    }
  }

  void refuse_departed(const ObjectName& name, const Location& location) const {
    if (const auto gone = holdings_.departed.find(name); gone != holdings_.departed.end()) {
      const std::optional<ObjectName>& to = gone->second.to;
      throw error("refers to", name, location, gone->second.revision, to ? fmt::format("renames to {}", to_string(*to)) : "drops",
                  to ? fmt::format("Write {} in the model.", to_string(*to)) : "Take it out of the model.");
    }
  }

 private:
  Error error(std::string_view how, const ObjectName& name, const Location& location, const std::string& revision, const std::string& what,
              std::string hint) const {
    return Error(ErrorKind::config, {.what = fmt::format("The model {} {}, which revision {} {}.", how, to_string(name),
                                                         to_string(RevisionRef{name_, revision}), what),
                                     .where = to_string(location),
                                     .hint = std::move(hint)});
  }

  const std::string& name_;
  const Holdings& holdings_;
};

}  // namespace

void refuse_missing_of_neighbours(const config::Workspace& workspace, const Service& service, const std::map<ObjectName, Location>& missing,
                                  const std::map<ObjectName, Location>& to_be_made) {
  if (missing.empty() && to_be_made.empty()) {
    return;
  }
  for (const config::ServiceConfig& config : workspace.services) {
    if (config.name == service.name()) {
      continue;
    }
    const Service loaded = load_service(config);
    if (any_error(loaded.findings)) {
      continue;
    }
    const Holdings holdings = holdings_of_files(loaded);
    const Neighbour neighbour(config.name, holdings);
    for (const auto& [name, location] : to_be_made) {
      neighbour.refuse_pending("declares", name, location);
    }
    for (const auto& [name, location] : missing) {
      neighbour.refuse_pending("refers to", name, location);
      neighbour.refuse_departed(name, location);
    }
  }
}

}  // namespace deed::command
