// wait
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/wait.h"

namespace deed::cli {

namespace {

int wait(CommandLine& line) {
  const Duration timeout = line.duration("--timeout", Duration(300'000));
  const std::optional<std::string> revision = line.arguments.value("--revision");
  if (line.arguments.has("--database")) {
    if (revision) {
      throw Error(ErrorKind::usage,
                  {.what = "--database waits for the server, whatever revisions it has.", .hint = "Leave --database or --revision out."});
    }
    command::wait_for_database(line.invocation, line.services(), timeout);
    return 0;
  }
  command::wait(line.invocation, line.services(), {.target = revision.value_or("heads"), .tenants = line.tenants(), .timeout = timeout});
  return 0;
}

}  // namespace

std::vector<CommandSpec> wait_commands() {
  return {
      {.name = "wait",
       .group = "Run in Kubernetes",
       .summary = "Wait until the database has a revision",
       .options = {{"--revision", "REV", "What to wait for; default: all heads of the files", false, revision_of({"heads", "head"})},
                   {"--database", "", "Wait for the server alone: that it lets deed in and answers"},
                   {"--timeout", "DURATION", "How long, such as 90s; default: 5m"}},
       .details =
           "For an initContainer: needs no more than SELECT on the version table, takes no lock, works on a standby, and a newer "
           "release on top "
           "is as good. Of several services each has to be there; they are looked at one after the other, by one connection at a time. Of "
           "a service with tenants all have to be there, or those that --tenant or --shard select.",
       .examples = {{"deed wait", "Until all heads of the files are applied"},
                    {"deed wait --revision ae1027a6acf0 --timeout 10m", "Until that revision is there, at most ten minutes"},
                    {"deed -s api -s billing wait", "Until both are there"},
                    {"deed wait --database --timeout 90s", "Until the server is up"}},
       .run = wait,
       .connects = true}};
}

}  // namespace deed::cli
