// dev start, stop, url
#include <fmt/format.h>

#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/dev.h"

namespace deed::cli {

namespace {

std::string database_of(const CommandLine& line) { return line.arguments.value("--database").value_or("shared"); }

int start(CommandLine& line) {
  const command::DevServer server = command::dev_start(line.invocation, line.workspace().root, database_of(line));
  line.report.info({.source = "deed.dev",
                    .message = fmt::format("PostgreSQL {} {}; its log is {}", server.major,
                                           server.nothing_to_do ? "runs already" : "started", server.log.string())});
  line.console.result(server.url + '\n');
  return 0;
}

int stop(CommandLine& line) {
  const command::DevServer server = command::dev_stop(line.invocation, line.workspace().root, line.arguments.has("--remove"));
  const std::string stopped = server.nothing_to_do ? "It did not run" : "Stopped";
  line.report.info({.source = "deed.dev", .message = line.arguments.has("--remove") ? stopped + "; its data is removed" : stopped});
  return 0;
}

int url(CommandLine& line) {
  line.console.result(command::dev_url(line.invocation, line.workspace().root, database_of(line)).url + '\n');
  return 0;
}

}  // namespace

std::vector<CommandSpec> dev_commands() {
  const OptionSpec database{"--database", "NAME", "The database; default: shared"};
  return {{.name = "dev",
           .group = "Develop",
           .summary = "A private PostgreSQL server for this workspace",
           .details = "It listens on a unix socket that only you can open, and keeps its data until `deed dev stop --remove`.",
           .examples = {{"deed -q dev start", "Nothing but the URL, as `export DATABASE_URL=$(deed -q dev start)` wants it"},
                        {"deed dev stop --remove", "Stop it, and forget its data"}},
           .subcommands = {
               {.name = "start",
                .group = "",
                .summary = "Start it, create the database, and print its URL",
                .options = {database},
                .examples = {{"deed -q dev start", "Nothing but the URL, as `export DATABASE_URL=$(deed -q dev start)` wants it"},
                             {"deed dev start --database billing", "Another database on the same server"}},
                .run = start},
               {.name = "stop",
                .group = "",
                .summary = "Stop it",
                .options = {{"--remove", "", "Remove its data too"}},
                .examples = {{"deed dev stop", "Its data stays for the next start"}, {"deed dev stop --remove", "Its data goes too"}},
                .run = stop},
               {.name = "url",
                .group = "",
                .summary = "Print the URL for DATABASE_URL",
                .options = {database},
                .examples = {{"deed dev url", "The URL of the server that runs"}},
                .run = url},
           }}};
}

}  // namespace deed::cli
