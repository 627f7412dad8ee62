// ownership list and roles
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "cli/ownership_change_commands.h"
#include "command/ownership_list.h"
#include "command/ownership_roles.h"
#include "report/json_text.h"
#include "report/ownership_html.h"
#include "report/ownership_text.h"
#include "report/roles_sql.h"

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

// The services that -s names, else all: both commands are about a whole database, and connect as the first of these.
command::Configs asked(CommandLine& line) {
  const config::Workspace& workspace = line.workspace();
  command::Configs services;
  for (const std::string& name : line.named_services()) {
    services.push_back(&workspace.service(name));
  }
  for (const config::ServiceConfig& service : workspace.services) {
    if (line.named_services().empty()) {
      services.push_back(&service);
    }
  }
  return services.empty() ? line.services() : services;
}

int list(CommandLine& line) {
  const DatabaseMap map = command::ownership_list(line.invocation, asked(line));
  line.console.result(printed(map, line.arguments.value("--format").value_or(line.json() ? "json" : "text")));
  if (map.differs()) {
    throw Error(ErrorKind::contradiction, {.what = "The ownership table does not say of every service what its history does.",
                                           .where = "deed.ownership",
                                           .hint = "Somebody edited it, or a restore brought only part of it: restore the rows that are "
                                                   "missing, and remove the others."});
  }
  return map.conflicts.empty() ? 0 : 1;
}

int roles(CommandLine& line) {
  command::Configs services;
  for (const config::ServiceConfig& service : line.workspace().services) {
    services.push_back(&service);
  }
  // All of the workspace have roles; the first one says how to connect.
  const command::Configs first = asked(line);
  std::erase(services, first.front());
  services.insert(services.begin(), first.front());
  line.console.result(report::roles_sql(command::ownership_roles(line.invocation, services)));
  return 0;
}

CommandSpec roles_command() {
  return {.name = "roles",
          .group = "",
          .summary = "Print the SQL for a role per service: who owns what in PostgreSQL itself",
          .details =
              "An owner that nobody logs in as and a migrator for each service, the rights that deed's own tables need with row-level "
              "security on the ownership table, a GRANT for each share, and, as comments, the objects that other roles own so far. "
              "Nothing is executed: a DBA reads it and runs it, again after a new service or share. With one role for all services "
              "the ownership table is protected by convention only.",
          .examples = {{"deed ownership roles > roles.sql", "For a DBA to read and run"},
                       {"deed -s api-gateway ownership roles", "The same, connected as deed.toml of api-gateway says"}},
          .run = roles};
}

}  // namespace

std::vector<CommandSpec> ownership_commands() {
  std::vector<CommandSpec> specs{
      {.name = "ownership",
       .group = "Look",
       .summary = "Who owns what in the shared database",
       .examples = {{"deed ownership list", "Objects, patterns and shares of every service"}},
       .subcommands = {
           {.name = "list",
            .group = "",
            .summary = "List every service's objects, patterns and shares; exit 1 if two claim the same",
            .options = {{"--format", "FORMAT", "text (the default), json, mermaid (a picture for Markdown) or html (a page for the wall)",
                         false, one_of({"text", "json", "mermaid", "html"})}},
            .details = "It also says what nobody owns, what is claimed and does not exist, which foreign keys lead from "
                       "one service to another, and where the stored rows of a service are not what its history says: "
                       "then the exit code is 10, and the list is printed all the same. It only reads, works on a "
                       "standby, and needs SELECT on `deed.ownership`; histories that the role may not read are named as "
                       "not compared.",
            .examples = {{"deed ownership list", "As the database has it"},
                         {"deed ownership list --format html > map.html", "One page that needs nothing else"},
                         {"deed ownership list --format mermaid", "A flowchart for a README"},
                         {"deed --format json ownership list", "For programs"}},
            .run = list},
           roles_command()}}};
  for (const CommandSpec& change : ownership_change_commands()) {
    specs.front().subcommands.push_back(change);
  }
  return specs;
}

}  // namespace deed::cli
