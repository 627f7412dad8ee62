// check, review
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "cli/comparison_options.h"
#include "command/check.h"
#include "command/drift.h"
#include "command/failures.h"
#include "command/model.h"
#include "command/review.h"
#include "command/review_since.h"
#include "report/finding_formats.h"
#include "report/finding_text.h"
#include "report/json_text.h"

namespace deed::cli {

namespace {

// Behind the command --format has more words than deed's own, which stands before it.
std::string format_of(const CommandLine& line) { return line.arguments.value("--format").value_or(line.json() ? "json" : "text"); }

std::string rendered(const CommandLine& line, const command::Review& review) {
  const std::string summary = report::finding_summary(review.findings, review.revisions, review.services);
  const std::string format = format_of(line);
  if (format == "json") {
    return report::findings_json(review.findings, review.revisions, review.services);
  }
  if (format == "sarif") {
    return report::findings_sarif(review.findings, line.invocation.deed_version);
  }
  if (format == "gitlab") {
    return report::findings_gitlab(review.findings);
  }
  if (format == "markdown") {
    return report::findings_markdown(review.findings, summary);
  }
  return (format == "github" ? report::findings_github(review.findings) : report::finding_lines(review.findings)) + summary;
}

int review(CommandLine& line) {
  const std::string level = line.arguments.value("--fail-on").value_or("error");
  for (const std::string& name : line.named_services()) {
    line.workspace().service(name);
  }
  const std::optional<std::string> since = line.arguments.value("--since");
  const config::Workspace& workspace = line.workspace();
  command::Review result = since ? command::review_since(line.invocation, workspace, *since)
                                 : command::review(workspace, command::services_to_review(workspace));
  command::limit_to(result, line.named_services());
  line.console.result(rendered(line, result));
  const auto counts = [&](const Finding& finding) {
    return level != "never" && finding.severity >= (level == "error" ? Severity::error : Severity::warning);
  };
  return std::any_of(result.findings.begin(), result.findings.end(), counts) ? 1 : 0;
}

void refuse_words_that_drift_has_no_use_for(const CommandLine& line) {
  for (const char* word : {"--rename", "--allow-empty-model", "--against"}) {
    if (line.arguments.has("--drift") && line.arguments.has(word)) {
      throw Error(ErrorKind::usage,
                  {.what = fmt::format("--drift compares the database with the history and reads no model: {} says nothing to it.", word),
                   .hint = "Leave one of them out."});
    }
  }
}

int check(CommandLine& line) {
  std::vector<report::CheckedService> services;
  bool found = false;
  const bool drifting = line.arguments.has("--drift");
  refuse_words_that_drift_has_no_use_for(line);
  command::Failures failures(line.console);
  const bool reads_database = drifting || against(line) == command::Against::database;
  for (const config::ServiceConfig* service : reads_database ? line.histories(failures) : line.services()) {
    failures.attempt(service->label(), [&] {
      if (!drifting && line.asks_for_all() && command::is_without_model(*service)) {
        line.invocation.log.info({.source = "deed.autogenerate",
                                  .message = fmt::format("{} has no model: there is nothing to compare", service->name),
                                  .service = service->name});
        return;
      }
      services.push_back({service->label(), drifting ? command::drift(line.invocation, line.workspace(), *service)
                                                     : command::check(line.invocation, line.workspace(), *service,
                                                                      comparison_of(line, *service), against(line))});
      found = found || !services.back().sql.empty();
    });
  }
  if (line.json()) {
    line.console.result(report::check_json(services));
    failures.rethrow();
    return found ? 1 : 0;
  }
  for (const report::CheckedService& checked : services) {
    if (!checked.sql.empty()) {
      line.console.result((drifting ? fmt::format("-- {} is not what its revisions make of it; this would lead back:\n", checked.service)
                                    : fmt::format("-- New upgrade operations detected in {}:\n", checked.service)) +
                          checked.sql);
    }
  }
  failures.rethrow();
  line.console.result(found ? "" : drifting ? "No drift detected.\n" : "No new upgrade operations detected.\n");
  return found ? 1 : 0;
}

}  // namespace

std::vector<CommandSpec> check_commands() {
  return {{.name = "check",
           .group = "Check",
           .summary = "Ask whether model, ownership and database agree; exit 1 when not",
           .options = {rename_option(),
                       empty_model_option(),
                       against_option(),
                       {"--drift", "",
                        "Compare the database with the history instead: what somebody changed by hand, as the SQL that would lead back"}},
           .details = "Prints the SQL that `revision --autogenerate` would write.",
           .examples = {{"deed check", "Before a commit: whether a revision is missing"},
                        {"deed check --against history", "The same in CI, from the files alone"},
                        {"deed check --drift", "Whether the database is as the revisions leave it"},
                        {"deed --all check", "All services of the workspace"}},
           .run = check,
           .connects = true},
          {.name = "review",
           .group = "Check",
           .summary = "Find in the files what would be refused: for pull requests, without a database",
           .options = {{"--fail-on", "LEVEL", "error (the default), warning or never: what exit code 1 is for", false,
                        one_of({"error", "warning", "never"})},
                       {"--since", "COMMIT",
                        "Review what this branch changed since it left COMMIT's history: edited and removed revisions, new heads, changes "
                        "of ownership"},
                       {"--format", "FORMAT",
                        "text (the default), json, sarif (code scanning), github (workflow commands), gitlab (code quality) or markdown "
                        "(a comment)",
                        false, one_of({"text", "json", "sarif", "github", "gitlab", "markdown"})}},
           .details = "The map is always that of the whole workspace; -s limits only what is reported.",
           .examples = {{"deed review", "All services: in CI, on each pull request"},
                        {"deed -s api-gateway review --fail-on warning", "One service, strictly"},
                        {"deed review --since origin/main", "What a branch changes"},
                        {"deed review --format sarif --fail-on never", "A report, whatever it says"}},
           .run = review}};
}

}  // namespace deed::cli
