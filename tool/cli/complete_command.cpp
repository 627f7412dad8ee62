#include "cli/complete_command.h"

#include <filesystem>

#include "cli/completion.h"
#include "command/service.h"
#include "config/workspace.h"

namespace deed::cli {

namespace {

config::Workspace workspace_of(const Arguments& global) {
  const std::optional<std::string> path = global.value("--config");
  return config::load_workspace(path ? std::optional<std::filesystem::path>(*path) : std::nullopt, std::filesystem::current_path());
}

std::vector<Candidate> services(const Arguments& global) {
  std::vector<Candidate> candidates;
  const config::Workspace workspace = workspace_of(global);
  for (const config::ServiceConfig& service : workspace.services) {
    candidates.push_back({service.name, service.directory.lexically_relative(workspace.root).string()});
  }
  return candidates;
}

// Of several services none is meant: they have no revision in common.
RevisionGraph graph(const Arguments& global, const std::string& named) {
  const config::Workspace workspace = workspace_of(global);
  const std::vector<std::string> chosen = global.values("--service");
  std::string service = !named.empty() ? named : chosen.size() == 1 ? chosen.front() : "";
  if (service.empty() && chosen.empty() && !global.has("--all")) {
    service = workspace.selected ? *workspace.selected : workspace.services.size() == 1 ? workspace.services.front().name : "";
  }
  return service.empty() ? RevisionGraph() : command::load_service(workspace.service(service)).graph;
}

// A half-written deed.toml is no reason to disturb somebody who presses a key.
template <typename Function>
auto or_nothing(Function function) {
  return [function](const auto&... words) -> decltype(function(words...)) {
    try {
      return function(words...);
    } catch (const std::exception&) {
      return {};
    }
  };
}

}  // namespace

int complete_command(const std::vector<std::string>& words, Console& console) {
  const Completion completion = complete(words, {.services = or_nothing(services), .graph = or_nothing(graph)});
  std::string lines;
  for (const Candidate& candidate : completion.candidates) {
    lines += candidate.description.empty() ? candidate.value + '\n' : candidate.value + '\t' + candidate.description + '\n';
  }
  if (completion.file_names != FileNames::none) {
    lines += completion.file_names == FileNames::files ? ":files\n" : ":directories\n";
  }
  console.result(lines);
  return 0;
}

}  // namespace deed::cli
