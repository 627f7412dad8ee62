#include "cli/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "config/tenants.h"

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

TenantSelection CommandLine::tenants() {
  TenantSelection selection{.names = global_.values("--tenant")};
  if (const std::optional<std::string> shard = global_.value("--shard")) {
    selection.shard = parse_shard(*shard);
    if (!selection.shard) {
      throw Error(ErrorKind::usage, {.what = fmt::format("'{}' is no shard.", one_line(*shard)),
                                     .hint = "I/N with I from 0 to N-1: in an Indexed Job --shard \"$JOB_COMPLETION_INDEX/4\"."});
    }
  }
  if (!selection.names.empty() && selection.shard) {
    throw Error(ErrorKind::usage, {.what = "--tenant and --shard exclude each other.", .hint = "Use one of them."});
  }
  const std::vector<const config::ServiceConfig*> chosen = services();
  // A service without tenants is not to be upgraded as a whole by who names one tenant.
  const auto without = std::find_if(chosen.begin(), chosen.end(), [](const auto* service) { return !service->tenants; });
  if (selection.any() && without != chosen.end()) {
    throw Error(ErrorKind::usage, {.what = fmt::format("{} has no tenants.", (*without)->name),
                                   .hint = "--tenant and --shard are for services whose deed.toml has [tenants]: name these with -s."});
  }
  return selection;
}

std::vector<const config::ServiceConfig*> CommandLine::histories(command::Failures& failures) {
  const TenantSelection selection = tenants();
  histories_ = command::list_histories(invocation, services(), selection, failures);
  std::vector<const config::ServiceConfig*> chosen;
  for (const command::ServiceHistories& of_service : histories_) {
    const command::Configs configs = of_service.configs();
    chosen.insert(chosen.end(), configs.begin(), configs.end());
    if (of_service.has_none()) {
      command::tell_no_tenants(report, *of_service.service, selection);
    }
  }
  return chosen;
}

std::vector<const config::ServiceConfig*> CommandLine::histories() {
  command::Failures failures(report);
  std::vector<const config::ServiceConfig*> chosen = histories(failures);
  failures.rethrow();
  return chosen;
}

const config::ServiceConfig& CommandLine::history() {
  service();
  const std::vector<const config::ServiceConfig*> chosen = histories();
  if (chosen.size() != 1) {
    throw Error(ErrorKind::usage, {.what = fmt::format("This works on one tenant at a time, but {} are meant.", chosen.size()),
                                   .hint = "Name it: --tenant NAME."});
  }
  return *chosen.front();
}

const config::ServiceConfig& CommandLine::named_history() {
  const config::ServiceConfig& chosen = service();
  const TenantSelection selection = tenants();
  if (!chosen.tenants) {
    return chosen;
  }
  if (selection.names.size() != 1) {
    throw Error(ErrorKind::usage,
                {.what = fmt::format("{} has tenants, and this is about one of them.", chosen.name), .hint = "Name it: --tenant NAME."});
  }
  const std::string& tenant = selection.names.front();
  if (const std::string why = config::unfit_tenant(*chosen.tenants, tenant); !why.empty()) {
    throw Error(ErrorKind::usage, {.what = why, .where = to_string(chosen.tenants->pattern.location), .hint = "Name a tenant's schema."});
  }
  return named_tenant_.emplace(config::for_tenant(chosen, tenant));
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
