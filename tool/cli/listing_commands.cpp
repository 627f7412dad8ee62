// current, history, heads, branches, show, status
#include <fmt/format.h>

#include "base/text.h"
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/listing.h"
#include "command/show_applied.h"
#include "command/status.h"
#include "report/applied_text.h"
#include "report/json_text.h"
#include "report/revision_text.h"
#include "report/status_text.h"

namespace deed::cli {

namespace {

// Of `several` histories each says whose it is.
void show(CommandLine& line, const std::vector<ListedRevision>& revisions, report::RevisionStyle style, bool several) {
  if (line.json()) {
    line.console.result(report::revisions_json(revisions));
    return;
  }
  line.console.page(line.arguments.has("--verbose") ? report::revision_blocks(revisions, several)
                                                    : report::revision_lines(revisions, style, several));
}

// With -v each service's revisions under the database they are in; without, one line for each of all services.
int current(CommandLine& line) {
  const bool verbose = line.arguments.has("--verbose") && !line.json();
  std::vector<ListedRevision> all;
  bool at_heads = true;
  command::Failures failures(line.console);
  const std::vector<CurrentRevisions> found = command::current(line.invocation, line.services(), line.tenants(), failures);
  for (const CurrentRevisions& of_service : found) {
    if (of_service.revisions.empty()) {
      line.report.info({.source = "deed.history",
                        .message = "No revision is applied: <base>",
                        .service = of_service.service,
                        .tenant = of_service.tenant});
    }
    if (verbose) {
      line.console.page(fmt::format("Current revision(s) for {}:\n", of_service.database));
      line.console.page(report::revision_blocks(of_service.revisions, false));
    }
    for (const ListedRevision& revision : of_service.revisions) {
      all.push_back(revision);
      all.back().is_current = true;
    }
    at_heads = at_heads && of_service.at_heads;
  }
  if (line.json()) {
    line.console.result(report::revisions_json(all));
  } else if (!verbose) {
    line.console.page(report::revision_lines(all, report::RevisionStyle::current, found.size() > 1));
  }
  failures.rethrow();
  if (line.arguments.has("--check-heads") && !at_heads) {
    line.report.found({.what = "Database is not on all head revisions", .hint = "deed upgrade heads"});
    return 1;
  }
  return 0;
}

int history(CommandLine& line) {
  command::HistoryRequest request{.indicate_current = line.arguments.has("--indicate-current")};
  if (const std::optional<std::string> range = line.arguments.value("--rev-range")) {
    request.range = parse_range(*range);
    if (!request.range) {
      throw Error(ErrorKind::usage, {.what = "History range requires [start]:[end], [start]:, or :[end]",
                                     .where = "-r " + one_line(*range),
                                     .hint = "deed history -r base:head, or -r -3:current."});
    }
  }
  // The files are the same for all tenants; which of it they have is not.
  const command::Configs histories = command::asks_database(request) ? line.histories() : line.services();
  show(line, command::history(line.invocation, histories, request), report::RevisionStyle::history, histories.size() > 1);
  return 0;
}

int heads(CommandLine& line) {
  show(line, command::heads(line.services(), line.arguments.has("--resolve-dependencies")), report::RevisionStyle::head,
       line.services().size() > 1);
  return 0;
}

int branches(CommandLine& line) {
  const std::vector<ListedBranch> branches = command::branches(line.services());
  if (!line.arguments.has("--verbose") && !line.json()) {
    line.console.page(report::branch_lines(branches));
    return 0;
  }
  std::vector<ListedRevision> points;
  for (const ListedBranch& branch : branches) {
    points.push_back(branch.point);
  }
  show(line, points, report::RevisionStyle::history, line.services().size() > 1);
  return 0;
}

int show_applied(CommandLine& line) {
  const bool json = line.json();
  const std::vector<AppliedRecord> records = command::show_applied(line.invocation, line.history(), *line.arguments.value("REV"));
  if (json) {
    line.console.result(report::applied_json(records));
    return 0;
  }
  const bool diff = line.arguments.has("--diff");
  const std::string text = diff ? report::applied_diff(records) : report::applied_text(records);
  if (diff && text.empty()) {
    line.report.info({.source = "deed.history", .message = "The file says what was applied"});
  }
  line.console.result(text);
  return 0;
}

// Only `current` and what counts from it depend on the tenant.
const config::ServiceConfig& shown_history(CommandLine& line) {
  return asks_database(*line.arguments.value("REV")) ? line.history() : line.service();
}

int show_revision(CommandLine& line) {
  if (line.arguments.has("--applied") || line.arguments.has("--diff")) {
    return show_applied(line);
  }
  const std::vector<ListedRevision> revisions = command::show(line.invocation, shown_history(line), *line.arguments.value("REV"));
  if (line.json()) {
    line.console.result(report::revisions_json(revisions));
  } else {
    line.console.page(report::revision_blocks(revisions, false));
  }
  return 0;
}

int status(CommandLine& line) {
  command::Failures failures(line.console);
  const bool json = line.json();
  const std::vector<ServiceStatus> services = command::status(line.invocation, line.services(), line.tenants(), failures);
  if (json) {
    line.console.result(report::status_json(services));
  } else {
    line.console.page(report::status_page(services));
  }
  failures.rethrow();
  return 0;
}

}  // namespace

std::vector<CommandSpec> listing_commands() {
  const OptionSpec verbose{"-v,--verbose", "", "Parents, branches, path and message of each"};
  return {
      {.name = "current",
       .group = "Look",
       .summary = "Show which revisions the database has",
       .options = {verbose, {"-c,--check-heads", "", "Exit 1 unless exactly the heads are applied"}},
       .examples = {{"deed current", "One line for each applied head"},
                    {"deed --all current --check-heads", "Exit 1 unless every service is at its heads"}},
       .run = current,
       .connects = true},
      {.name = "history",
       .group = "Look",
       .summary = "List the revisions, newest first",
       .options = {verbose,
                   {"-i,--indicate-current", "", "Mark what the database has"},
                   {"-r,--rev-range",
                    "FROM:TO",
                    "From one revision to another, both included: 1a1b:head, -3:current, :ae10",
                    false,
                    {ValueSpec::Kind::range, {"base", "head", "heads", "current"}}}},
       .examples = {{"deed history", "One line for each revision; no database is asked"},
                    {"deed history -i", "The same, with a mark on what the database has"},
                    {"deed history -r -3:current -v", "From three before what the database has up to it, in full"}},
       .run = history},
      {.name = "heads",
       .group = "Look",
       .summary = "List the revisions that no other follows",
       .options = {verbose, {"--resolve-dependencies", "", "Leave out what another revision depends on"}},
       .examples = {{"deed heads", "More than one: merge them, or say heads"}},
       .run = heads},
      {.name = "branches",
       .group = "Look",
       .summary = "List the revisions that several follow",
       .options = {verbose},
       .examples = {{"deed branches", "Where branches begin, and what follows there"}},
       .run = branches},
      {.name = "show",
       .group = "Look",
       .summary = "Show one revision: parents, path, message",
       .arguments = {{"REV", "An id or the beginning of one, head, heads, current, a branch label", true, false,
                      revision_of({"head", "heads", "current"})}},
       .options = {{"--applied", "", "As the database's history keeps it: its SQL, when, by whom; also where the file is gone"},
                   {"--diff", "", "What the file changed since it was applied"}},
       .examples = {{"deed show head", "The newest one"},
                    {"deed show ae10", "By the beginning of its id"},
                    {"deed show --applied ae10", "As the database has it, also where the file is gone"},
                    {"deed show --diff ae10", "What was edited after it was applied"}},
       .run = show_revision},
      {.name = "status",
       .group = "Look",
       .summary = "Show applied, pending, half-done, the runner and the last event",
       .examples = {{"deed status", "The service of this directory"}, {"deed --all --format json status", "All services, for programs"}},
       .run = status,
       .connects = true},
  };
}

}  // namespace deed::cli
