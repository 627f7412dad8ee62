// wait
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/wait.h"

namespace deed::cli {

namespace {

int wait(CommandLine& line) {
  command::wait(line.invocation, line.services(), line.arguments.value("--revision").value_or("heads"),
                line.duration("--timeout", Duration(300'000)));
  return 0;
}

}  // namespace

std::vector<CommandSpec> wait_commands() {
  return {
      {.name = "wait",
       .group = "Run in Kubernetes",
       .summary = "Wait until the database has a revision",
       .options = {{"--revision", "REV", "What to wait for; default: all heads of the files", false, revision_of({"heads", "head"})},
                   {"--timeout", "DURATION", "How long, such as 90s; default: 5m"}},
       .details =
           "For an initContainer: needs no more than SELECT on the version table, takes no lock, and a newer release on top is as good.",
       .examples = {{"deed wait", "Until all heads of the files are applied"},
                    {"deed wait --revision ae1027a6acf0 --timeout 10m", "Until that revision is there, at most ten minutes"}},
       .run = wait}};
}

}  // namespace deed::cli
