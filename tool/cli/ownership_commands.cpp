// ownership list
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/ownership_list.h"
#include "report/json_text.h"
#include "report/ownership_text.h"

namespace deed::cli {

namespace {

int list(CommandLine& line) {
  const config::Workspace& workspace = line.workspace();
  command::Configs services;
  for (const std::string& name : line.named_services()) {
    services.push_back(&workspace.service(name));
  }
  if (services.empty() && !workspace.services.empty()) {
    services.push_back(&workspace.services.front());
  }
  if (services.empty()) {
    services = line.services();
  }
  const command::DatabaseOwnership ownership = command::ownership_list(line.invocation, services);
  line.console.result(line.json() ? report::ownership_json(ownership.map, ownership.conflicts)
                                  : report::ownership_page(ownership.map, ownership.conflicts));
  return ownership.conflicts.empty() ? 0 : 1;
}

}  // namespace

std::vector<CommandSpec> ownership_commands() {
  return {{.name = "ownership",
           .group = "Look",
           .summary = "Who owns what in the shared database",
           .examples = {{"deed ownership list", "Objects, patterns and shares of every service"}},
           .subcommands = {{.name = "list",
                            .group = "",
                            .summary = "List every service's objects, patterns and shares; exit 1 if two claim the same",
                            .examples = {{"deed ownership list", "As the database has it"},
                                         {"deed --format json ownership list", "The same for programs"}},
                            .run = list}}}};
}

}  // namespace deed::cli
