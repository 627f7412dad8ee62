// current, history, heads, status
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/listing.h"
#include "report/revision_text.h"
#include "report/status_text.h"

namespace deed::cli {

namespace {

void show(CommandLine& line, const std::vector<ListedRevision>& revisions, report::RevisionStyle style) {
  line.console.result(line.arguments.has("--verbose") ? report::revision_blocks(revisions) : report::revision_lines(revisions, style));
}

int current(CommandLine& line) {
  const std::vector<ListedRevision> revisions = command::current(line.invocation, line.services());
  if (revisions.empty()) {
    line.console.info("deed.history", "No revision is applied: <base>");
  }
  show(line, revisions, report::RevisionStyle::current);
  return 0;
}

int history(CommandLine& line) {
  show(line, command::history(line.invocation, line.services(), line.arguments.has("--indicate-current")), report::RevisionStyle::history);
  return 0;
}

int heads(CommandLine& line) {
  show(line, command::heads(line.services()), report::RevisionStyle::head);
  return 0;
}

int status(CommandLine& line) {
  line.console.result(report::status_page(command::status(line.invocation, line.services())));
  return 0;
}

}  // namespace

std::vector<CommandSpec> listing_commands() {
  const OptionSpec verbose{"-v,--verbose", "", "Parents, branches, path and message of each"};
  return {
      {.name = "current", .group = "Look", .summary = "Show which revisions the database has", .options = {verbose}, .run = current},
      {.name = "history",
       .group = "Look",
       .summary = "List the revisions, newest first",
       .options = {verbose, {"-i,--indicate-current", "", "Mark what the database has"}},
       .run = history},
      {.name = "heads", .group = "Look", .summary = "List the revisions that no other follows", .options = {verbose}, .run = heads},
      {.name = "status", .group = "Look", .summary = "Show applied, pending, half-done, the runner and the last event", .run = status},
  };
}

}  // namespace deed::cli
