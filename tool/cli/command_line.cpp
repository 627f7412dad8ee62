#include "cli/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"

namespace deed::cli {

const config::Workspace& CommandLine::workspace() {
  if (!workspace_) {
    const std::optional<std::string> path = global_.value("--config");
    workspace_ = config::load_workspace(path ? std::optional<std::filesystem::path>(*path) : std::nullopt, std::filesystem::current_path());
  }
  return *workspace_;
}

std::vector<std::string> CommandLine::named_services() const { return global_.values("--service"); }

std::vector<const config::ServiceConfig*> CommandLine::services() {
  const config::Workspace& all = workspace();
  std::vector<const config::ServiceConfig*> chosen;
  const std::vector<std::string> named = named_services();
  if (!named.empty() && global_.has("--all")) {
    throw Error(ErrorKind::usage, {.what = "-s and --all exclude each other.", .hint = "Use one of them."});
  }
  for (const std::string& name : named) {
    const config::ServiceConfig* service = &all.service(name);
    if (std::find(chosen.begin(), chosen.end(), service) == chosen.end()) {
      chosen.push_back(service);
    }
  }
  if (chosen.empty() && !global_.has("--all") && all.selected) {
    chosen.push_back(&all.service(*all.selected));
  }
  if (chosen.empty() && (global_.has("--all") || all.services.size() == 1)) {
    for (const config::ServiceConfig& service : all.services) {
      chosen.push_back(&service);
    }
  }
  if (chosen.empty()) {
    std::vector<std::string> names;
    for (const config::ServiceConfig& service : all.services) {
      names.push_back(service.name);
    }
    throw Error(ErrorKind::usage,
                {.what = "Which service?",
                 .where = one_line(all.root.string()),
                 .hint = names.empty() ? "The workspace has no service yet: deed init services/NAME --service NAME"
                                       : fmt::format("-s NAME (one of {}), or --all; before the command.", join(names, ", "))});
  }
  if (chosen.size() > 1) {
    console.set_attributed();
  }
  return chosen;
}

const config::ServiceConfig& CommandLine::service() {
  const std::vector<const config::ServiceConfig*> chosen = services();
  if (chosen.size() != 1) {
    throw Error(ErrorKind::usage, {.what = "This works on one service at a time.", .hint = "Name it: -s NAME."});
  }
  return *chosen.front();
}

bool CommandLine::json() const { return global_.value("--format") == "json"; }

Duration CommandLine::duration(const std::string& option, Duration otherwise) const {
  const std::optional<std::string> text = arguments.value(option);
  if (!text) {
    return otherwise;
  }
  const std::optional<Duration> duration = parse_duration(*text);
  if (!duration) {
    throw Error(ErrorKind::usage, {.what = fmt::format("'{}' is not a duration for {}.", one_line(*text), option),
                                   .hint = "A number with ms, s, m or h: 90s."});
  }
  return *duration;
}

}  // namespace deed::cli
