// upgrade, downgrade, stamp, ensure-version
#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/offline.h"
#include "command/stamp.h"
#include "command/upgrade.h"
#include "report/dry_run_text.h"
#include "report/run_summary.h"
#include "report/tenants_text.h"

namespace deed::cli {

namespace {

constexpr std::size_t kMostParallel = 64;

std::string tag_of(const CommandLine& line) { return line.arguments.value("--tag").value_or(""); }

command::RunOptions options_of(CommandLine& line) {
  command::RunOptions options{.wait_dependencies = line.duration("--wait-dependencies", Duration(0)), .tag = tag_of(line)};
  options.tenants = line.tenants();
  return options;
}

// Of several services so many at a time.
std::size_t parallel_of(const CommandLine& line) {
  const std::string text = line.arguments.value("--parallel").value_or("4");
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count < 1 || count > kMostParallel) {
    throw Error(ErrorKind::usage, {.what = fmt::format("'{}' is no number for --parallel.", one_line(text)),
                                   .hint = fmt::format("1 to {}; each at work has two sessions with its server.", kMostParallel)});
  }
  return count;
}

// The one service whose tenants are meant, if it has any.
const config::ServiceConfig* service_with_tenants(CommandLine& line) {
  const std::vector<const config::ServiceConfig*> services = line.services();
  return services.size() == 1 && services.front()->tenants ? services.front() : nullptr;
}

int tell(CommandLine& line, const command::TenantsEnd& end) {
  line.console.result(line.json() ? report::tenants_json(end.result) : report::tenants_text(end.result));
  if (end.failure) {
    throw *end.failure;
  }
  return 0;
}

// Of a single service --parallel is about its tenants.
TenantSelection tenants_of(CommandLine& line) {
  TenantSelection tenants = line.tenants();
  if (line.arguments.has("--parallel")) {
    tenants.parallel = parallel_of(line);
  }
  return tenants;
}

command::RunOptions tenant_options(CommandLine& line) {
  command::RunOptions options = options_of(line);
  options.tenants = tenants_of(line);
  return options;
}

// What goes by one service after the other.
void refuse_parallel(const CommandLine& line) {
  if (line.arguments.has("--parallel")) {
    throw Error(ErrorKind::usage, {.what = "--parallel says here how many tenants of one service are at work at the same time.",
                                   .hint = "Leave it out: services come one after the other."});
  }
}

// --sql writes for psql what the command would do, and does nothing itself.
bool offline(const CommandLine& line) { return line.arguments.has("--sql"); }

int tell(CommandLine& line, const command::DryRunResult& result) {
  line.console.result(line.json() ? report::dry_run_json(result.tried) : report::dry_run_text(result.tried));
  if (result.unmet) {
    throw *result.unmet;
  }
  return 0;
}

bool dry_run(const CommandLine& line) {
  if (line.arguments.has("--dry-run") && offline(line)) {
    throw Error(ErrorKind::usage,
                {.what = "--dry-run runs the steps in the database, and --sql asks none.", .hint = "Leave one of them out."});
  }
  if (line.arguments.has("--dry-run") && line.arguments.has("--wait-dependencies")) {
    throw Error(ErrorKind::usage, {.what = "--dry-run goes as far as other services have come, and waits for none.",
                                   .hint = "Leave --wait-dependencies out."});
  }
  return line.arguments.has("--dry-run");
}

int upgrade(CommandLine& line) {
  if (dry_run(line)) {
    return tell(line, command::try_upgrade(line.invocation, line.history(), *line.arguments.value("REV"), options_of(line)));
  }
  if (offline(line)) {
    const config::ServiceConfig& service = line.named_history();
    line.console.result(command::upgrade_script(line.invocation, line.workspace(), service, *line.arguments.value("REV"), tag_of(line)));
    return 0;
  }
  if (const config::ServiceConfig* service = service_with_tenants(line)) {
    return tell(line, command::upgrade_tenants(line.invocation, *service, *line.arguments.value("REV"), tenant_options(line)));
  }
  const std::vector<const config::ServiceConfig*> services = line.services();
  const bool several = services.size() > 1;
  const std::optional<Error> failure =
      command::upgrade(line.invocation, services, *line.arguments.value("REV"), {.run = options_of(line), .parallel = parallel_of(line)});
  if (several) {
    const std::vector<ServiceFigures> figures = line.report.services();
    line.console.result(line.json() ? report::run_summary_json(figures) : report::run_summary_text(figures));
  }
  if (failure) {
    throw *failure;
  }
  return 0;
}

int downgrade(CommandLine& line) {
  if (dry_run(line)) {
    return tell(line, command::try_downgrade(line.invocation, line.history(), *line.arguments.value("REV"), options_of(line)));
  }
  if (offline(line)) {
    const config::ServiceConfig& service = line.named_history();
    line.console.result(command::downgrade_script(line.invocation, line.workspace(), service, *line.arguments.value("REV"), tag_of(line)));
    return 0;
  }
  if (const config::ServiceConfig* service = service_with_tenants(line)) {
    return tell(line, command::downgrade_tenants(line.invocation, *service, *line.arguments.value("REV"), tenant_options(line)));
  }
  refuse_parallel(line);
  command::downgrade(line.invocation, line.services(), *line.arguments.value("REV"), options_of(line));
  return 0;
}

int stamp(CommandLine& line) {
  if (offline(line)) {
    if (line.arguments.has("--purge")) {
      throw Error(ErrorKind::usage, {.what = "--purge takes back what a database says, which --sql does not ask.",
                                     .hint = "Say from where: deed stamp FROM:TO --sql"});
    }
    line.console.result(command::stamp_script(line.invocation, line.named_history(), line.arguments.values("REV"), tag_of(line)));
    return 0;
  }
  const command::StampRequest request{.targets = line.arguments.values("REV"), .purge = line.arguments.has("--purge"), .tag = tag_of(line)};
  if (const config::ServiceConfig* service = service_with_tenants(line)) {
    return tell(line, command::stamp_tenants(line.invocation, *service, tenants_of(line), request));
  }
  refuse_parallel(line);
  command::stamp(line.invocation, line.histories(), request);
  return 0;
}

int ensure_version(CommandLine& line) {
  if (offline(line)) {
    line.console.result(command::ensure_version_script(line.invocation, line.named_history()));
    return 0;
  }
  command::ensure_version(line.invocation, line.histories());
  return 0;
}

constexpr const char* kSymbols =
    "REV is an id or the beginning of one, `head`, `heads`, `base`, `+1` or `-2` (from where the database is), `ae10+2`, `head-2`, "
    "a branch label, or `label@head`.";

OptionSpec parallel_option() {
  return {"--parallel", "N",
          "Of several services, or of a service's tenants, how many to upgrade at the same time; each has two sessions with the server. "
          "Default: 4, or what `tenants.parallel` says"};
}

OptionSpec parallel_tenants_option() {
  return {"--parallel", "N",
          "Of a service's tenants how many at the same time; each has two sessions with the server. Default: what `tenants.parallel` says"};
}

}  // namespace

std::vector<CommandSpec> run_commands() {
  const OptionSpec sql{"--sql", "", "Print a script for psql instead, without asking the database; REV is TO (from base) or FROM:TO"};
  const OptionSpec range_sql{"--sql", "", "Print a script for psql instead, without asking the database; REV is FROM:TO"};
  const OptionSpec dry{"--dry-run", "",
                       "Run the steps in one transaction up to the first autocommit or repeat step, say how long each statement takes and "
                       "what it locks, and roll back; the locks are held meanwhile"};
  const OptionSpec tag{"--tag", "TEXT", "A word for the history, such as a release", false, {}, true};
  const OptionSpec wait{"--wait-dependencies", "DURATION",
                        "How long to wait for revisions of other services that this depends on, such as 5m; default: not at all"};
  return {
      {.name = "upgrade",
       .group = "Change the database",
       .summary = "Apply revisions, up to the one named",
       .arguments = {{"REV", "Where to go: head, heads, an id, +1, ...", true, false, revision_of({"head", "heads", "+1"})}},
       .options = {sql, tag, wait, dry, parallel_option()},
       .details = kSymbols,
       .examples = {{"deed upgrade head", "All that is pending"},
                    {"deed --all upgrade heads", "Every service, each after what it depends on"},
                    {"deed --all upgrade heads --parallel 1", "One after the other"},
                    {"deed --shard \"$JOB_COMPLETION_INDEX/4\" upgrade head", "A quarter of a service's tenants, in one of four Pods"},
                    {"deed upgrade +1", "The next revision only"},
                    {"deed upgrade head --wait-dependencies 5m --tag v1.4.2", "In a Job that may run before another service's"},
                    {"deed upgrade head --dry-run", "What it would lock and for how long, on a copy of production"},
                    {"deed upgrade ae1027a6acf0:head --sql", "A script for psql that leads from there to head"}},
       .run = upgrade,
       .connects = true},
      {.name = "downgrade",
       .group = "Change the database",
       .summary = "Take revisions back, down to the one named",
       .arguments = {{"REV", "What stays: an id, -1, base, ...", true, false, revision_of({"-1", "base"})}},
       .options = {range_sql, tag, dry, parallel_tenants_option()},
       .details = kSymbols,
       .examples = {{"deed downgrade -1", "Take back the last revision"},
                    {"deed downgrade ae1027a6acf0", "Take back all that came after it; it stays"},
                    {"deed downgrade base", "Take back everything"},
                    {"deed downgrade -1 --dry-run", "Whether it would go through"},
                    {"deed downgrade head:ae1027a6acf0 --sql", "A script for psql that leads back there"}},
       .run = downgrade,
       .connects = true},
      {.name = "stamp",
       .group = "Change the database",
       .summary = "Write into the history that a revision is applied, without running it",
       .arguments = {{"REV", "What is applied with all that it needs; base for nothing", true, true,
                      revision_of({"head", "heads", "base"})}},
       .options = {sql,
                   tag,
                   {"--purge", "", "Take back all that the history says first, also what does not fit these files"},
                   parallel_tenants_option()},
       .details = kSymbols,
       .examples = {{"deed stamp head", "The database has been brought there by other means"},
                    {"deed stamp --purge head", "The same, whatever the history says so far"}},
       .run = stamp,
       .connects = true},
      {.name = "ensure-version",
       .group = "Change the database",
       .summary = "Create deed's own tables where they are missing",
       .options = {{"--sql", "", "Print a script for psql instead, without asking the database"}},
       .examples = {{"deed ensure-version", "Before the first upgrade, for instance with a role that may create schemas"}},
       .run = ensure_version,
       .connects = true},
  };
}

}  // namespace deed::cli
