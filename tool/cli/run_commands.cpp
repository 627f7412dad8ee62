// upgrade, downgrade, stamp, ensure-version
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/stamp.h"
#include "command/upgrade.h"

namespace deed::cli {

namespace {

command::RunOptions options_of(const CommandLine& line) {
  return {.wait_dependencies = line.duration("--wait-dependencies", Duration(0)), .tag = line.arguments.value("--tag").value_or("")};
}

int upgrade(CommandLine& line) {
  command::upgrade(line.invocation, line.services(), *line.arguments.value("REV"), options_of(line));
  return 0;
}

int downgrade(CommandLine& line) {
  command::downgrade(line.invocation, line.services(), *line.arguments.value("REV"), options_of(line));
  return 0;
}

int stamp(CommandLine& line) {
  command::stamp(
      line.invocation, line.services(),
      {.targets = line.arguments.values("REV"), .purge = line.arguments.has("--purge"), .tag = line.arguments.value("--tag").value_or("")});
  return 0;
}

int ensure_version(CommandLine& line) {
  command::ensure_version(line.invocation, line.services());
  return 0;
}

constexpr const char* kSymbols =
    "REV is an id or the beginning of one, head, heads, base, +1 or -2 (from where the database is), ae10+2, head-2,\n"
    "a branch label, or label@head.";

}  // namespace

std::vector<CommandSpec> run_commands() {
  const OptionSpec tag{"--tag", "TEXT", "A word for the history, such as a release"};
  const OptionSpec wait{"--wait-dependencies", "DURATION", "How long to wait for revisions of other services that this depends on"};
  return {
      {.name = "upgrade",
       .group = "Change the database",
       .summary = "Apply revisions, up to the one named",
       .arguments = {{"REV", "Where to go: head, heads, an id, +1, ..."}},
       .options = {tag, wait},
       .details = kSymbols,
       .run = upgrade},
      {.name = "downgrade",
       .group = "Change the database",
       .summary = "Take revisions back, down to the one named",
       .arguments = {{"REV", "What stays: an id, -1, base, ..."}},
       .options = {tag},
       .details = kSymbols,
       .run = downgrade},
      {.name = "stamp",
       .group = "Change the database",
       .summary = "Write into the history that a revision is applied, without running it",
       .arguments = {{"REV", "What is applied with all that it needs; base for nothing", true, true}},
       .options = {tag, {"--purge", "", "Take back all that the history says first, also what does not fit these files"}},
       .details = kSymbols,
       .run = stamp},
      {.name = "ensure-version",
       .group = "Change the database",
       .summary = "Create deed's own tables where they are missing",
       .run = ensure_version},
  };
}

}  // namespace deed::cli
