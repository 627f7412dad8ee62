// ownership list
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/ownership_list.h"
#include "report/json_text.h"
#include "report/ownership_html.h"
#include "report/ownership_text.h"

namespace deed::cli {

namespace {

std::string printed(const DatabaseMap& map, const std::string& format) {
  if (format == "json") {
    return report::ownership_json(map);
  }
  if (format == "mermaid") {
    return report::ownership_mermaid(map);
  }
  return format == "html" ? report::ownership_html(map) : report::ownership_page(map);
}

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
  const DatabaseMap map = command::ownership_list(line.invocation, services);
  line.console.result(printed(map, line.arguments.value("--format").value_or(line.json() ? "json" : "text")));
  if (map.differs()) {
    line.console.error({.what = "The ownership table does not say of every service what its history does.",
                        .where = "deed.ownership",
                        .hint = "Somebody edited it, or a restore brought only part of it: restore the rows that are missing, and remove "
                                "the others."});
    return static_cast<int>(ErrorKind::contradiction);
  }
  return map.conflicts.empty() ? 0 : 1;
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
                            .options = {{"--format", "FORMAT",
                                         "text (the default), json, mermaid (a picture for Markdown) or html (a page for the wall)", false,
                                         one_of({"text", "json", "mermaid", "html"})}},
                            .details = "It also says what nobody owns, what is claimed and does not exist, which foreign keys lead from "
                                       "one service to another, and where the stored rows of a service are not what its history says: "
                                       "then the exit code is 10, and the list is printed all the same. It only reads, works on a "
                                       "standby, and needs SELECT on `deed.ownership`; histories that the role may not read are named as "
                                       "not compared.",
                            .examples = {{"deed ownership list", "As the database has it"},
                                         {"deed ownership list --format html > map.html", "One page that needs nothing else"},
                                         {"deed ownership list --format mermaid", "A flowchart for a README"},
                                         {"deed --format json ownership list", "For programs"}},
                            .run = list}}}};
}

}  // namespace deed::cli
