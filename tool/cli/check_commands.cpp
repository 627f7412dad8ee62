// review
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/review.h"
#include "report/finding_text.h"
#include "report/json_text.h"

namespace deed::cli {

namespace {

int review(CommandLine& line) {
  const std::string level = line.arguments.value("--fail-on").value_or("error");
  for (const std::string& name : line.named_services()) {
    line.workspace().service(name);
  }
  const command::Review result = command::review(line.workspace(), line.named_services());
  if (line.json()) {
    line.console.result(report::findings_json(result.findings, result.revisions, result.services));
  } else {
    line.console.result(report::finding_lines(result.findings));
    line.console.result(report::finding_summary(result.findings, result.revisions, result.services));
  }
  const bool failed = level == "warning" ? !result.findings.empty() : level == "error" && any_error(result.findings);
  return failed ? 1 : 0;
}

}  // namespace

std::vector<CommandSpec> check_commands() {
  return {{.name = "review",
           .group = "Check",
           .summary = "Find in the files what would be refused: for pull requests, without a database",
           .options = {{"--fail-on", "LEVEL", "error (the default), warning or never: what exit code 1 is for", false,
                        one_of({"error", "warning", "never"})}},
           .details = "The map is always that of the whole workspace; -s limits only what is reported.",
           .examples = {{"deed review", "All services: in CI, on each pull request"},
                        {"deed -s api-gateway review --fail-on warning", "One service, strictly"},
                        {"deed --format json review --fail-on never", "A report, whatever it says"}},
           .run = review}};
}

}  // namespace deed::cli
