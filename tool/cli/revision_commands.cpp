// revision, merge, edit, check
#include <fmt/format.h>

#include "base/text.h"
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "cli/editor.h"
#include "command/check.h"
#include "command/drift.h"
#include "command/failures.h"
#include "command/listing.h"
#include "command/revision.h"
#include "report/json_text.h"

namespace deed::cli {

namespace {

// TABLE.OLD:NEW for a column, OLD:NEW for a table; a schema may stand before the table.
DeclaredRename parse_rename(const std::string& text, const std::string& default_schema) {
  const std::size_t colon = text.rfind(':');
  const std::string what = fmt::format("'{}' is not a rename.", one_line(text));
  const std::string hint = "--rename old_table:new_table, or --rename table.old_column:new_column.";
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) {
    throw Error(ErrorKind::usage, {.what = what, .hint = hint});
  }
  const std::string before = text.substr(0, colon);
  const std::string to = text.substr(colon + 1);
  const std::vector<std::string_view> parts = split(before, '.');
  if (parts.size() == 1) {
    return {.table = {ObjectKind::relation, default_schema, to}, .from = before};
  }
  const std::string schema = parts.size() == 3 ? std::string(parts[0]) : default_schema;
  return {.table = {ObjectKind::relation, schema, std::string(parts[parts.size() - 2])}, .column = to, .from = std::string(parts.back())};
}

command::ComparisonRequest comparison_of(CommandLine& line, const config::ServiceConfig& service) {
  command::ComparisonRequest request{.allow_empty_model = line.arguments.has("--allow-empty-model")};
  for (const std::string& rename : line.arguments.values("--rename")) {
    request.renames.push_back(parse_rename(rename, service.database.schemas.front()));
  }
  return request;
}

command::PlaceRequest place_of(const CommandLine& line) {
  const Arguments& given = line.arguments;
  return {.message = std::string(trim(given.value("--message").value_or(""))),
          .splice = given.has("--splice"),
          .branch_label = given.value("--branch-label").value_or(""),
          .depends_on = given.values("--depends-on"),
          .rev_id = given.value("--rev-id").value_or("")};
}

void tell_written(CommandLine& line, const command::WrittenRevision& written) {
  line.console.result(fmt::format("  Generating {} ...  done\n", one_line(written.path.string())));
}

command::Against against(const CommandLine& line) {
  return line.arguments.value("--against") == "history" ? command::Against::history : command::Against::database;
}

int revision(CommandLine& line) {
  const config::ServiceConfig& service = line.service();
  command::RevisionRequest request{
      .place = place_of(line), .autogenerate = line.arguments.has("--autogenerate"), .comparison = comparison_of(line, service)};
  request.place.heads = line.arguments.values("--head");
  request.against = against(line);
  request.comparison.adopt = line.arguments.has("--adopt");
  if (request.comparison.adopt && !request.autogenerate) {
    throw Error(ErrorKind::usage, {.what = "--adopt says how --autogenerate takes what exists already.",
                                   .hint = "deed revision --autogenerate --adopt -m \"adopt what exists\""});
  }
  if (request.place.message.empty()) {
    throw Error(ErrorKind::usage, {.what = "A revision needs a message.", .hint = "deed revision -m \"add last login\""});
  }
  if (const auto written = command::revision(line.invocation, line.workspace(), service, request)) {
    tell_written(line, *written);
  } else {
    line.console.result("No changes detected\n");
  }
  return 0;
}

int merge(CommandLine& line) {
  command::PlaceRequest place = place_of(line);
  place.heads = line.arguments.values("REV");
  tell_written(line, command::merge(line.invocation, line.workspace(), line.service(), place));
  return 0;
}

int edit(CommandLine& line) {
  const std::vector<ListedRevision> revisions = command::show(line.invocation, line.service(), *line.arguments.value("REV"));
  if (revisions.size() != 1) {
    throw Error(ErrorKind::usage,
                {.what = fmt::format("'{}' names {}.", one_line(*line.arguments.value("REV")), count_of(revisions.size(), "revision")),
                 .hint = "Name the one to edit."});
  }
  open_in_editor(revisions.front().path, line.invocation.environment);
  // Read again: what is wrong now is told now.
  command::require_service(line.service());
  return 0;
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
  for (const config::ServiceConfig* service : line.services()) {
    failures.attempt(service->name, [&] {
      services.push_back({service->name, drifting ? command::drift(line.invocation, line.workspace(), *service)
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

std::vector<CommandSpec> revision_commands() {
  const OptionSpec rename{"--rename", "OLD:NEW", "A table that was renamed, or TABLE.OLD:NEW for a column; may be given several times",
                          true};
  const OptionSpec empty{"--allow-empty-model", "", "A model that declares nothing is meant: all the service owns shall go"};
  const OptionSpec against{"--against", "WHAT",
                           "database (the default), or history: what the revisions make of an empty one, without a connection", false,
                           one_of({"database", "history"})};
  const OptionSpec message{"-m,--message", "TEXT", "What the revision does"};
  const OptionSpec splice{"--splice", "", "What it follows may have successors already"};
  const OptionSpec label{"--branch-label", "NAME", "A name for the branch that begins here"};
  const OptionSpec rev_id{"--rev-id", "ID", "Instead of an id made at random"};
  return {
      {.name = "revision",
       .group = "Develop",
       .summary = "Write a new revision file",
       .options = {message,
                   {"--autogenerate", "", "Write what leads from the database to the model, and back"},
                   {"--adopt", "", "With --autogenerate: what the model declares and exists already, as nobody's, becomes the service's"},
                   rename,
                   empty,
                   against,
                   {"--head", "REV", "What it follows: a revision, label@head, base; may be given several times", true,
                    revision_of({"head", "base"})},
                   splice,
                   label,
                   {"--depends-on",
                    "REV",
                    "What must be applied before: a revision, or SERVICE:REV; may be given several times",
                    true,
                    {ValueSpec::Kind::dependency}},
                   rev_id},
       .details =
           "With --autogenerate only the service's own objects are read and compared; review the file before it runs.\n\n"
           "With --adopt the file takes over an existing database without running anything on it, and makes all of it in an empty one.",
       .examples = {{"deed revision --autogenerate -m \"add last login\"", "What leads from the database to the model"},
                    {"deed revision --autogenerate --against history -m \"add last login\"", "The same without a database"},
                    {"deed revision -m \"fill last login\"", "An empty one, to write SQL into"},
                    {"deed revision --autogenerate --rename user.name:full_name -m \"rename name\"", "A renamed column, not a new one"},
                    {"deed revision --autogenerate --adopt -m \"adopt what exists\"", "The first one, for a database that is there"}},
       .run = revision},
      {.name = "merge",
       .group = "Develop",
       .summary = "Write a revision that joins several heads",
       .arguments = {{"REV", "The revisions to join, or heads", true, true, revision_of({"heads"})}},
       .options = {message, splice, label, rev_id},
       .examples = {{"deed merge heads -m \"merge cart and login\"", "All heads, when two branches were written at once"},
                    {"deed merge ae10 27c6", "These two"}},
       .run = merge},
      {.name = "edit",
       .group = "Develop",
       .summary = "Open a revision's file in $VISUAL or $EDITOR",
       .arguments = {{"REV", "An id or the beginning of one, head, current", true, false, revision_of({"head", "current"})}},
       .examples = {{"deed edit head", "The newest one"}},
       .run = edit},
      {.name = "check",
       .group = "Check",
       .summary = "Ask whether model, ownership and database agree; exit 1 when not",
       .options = {rename,
                   empty,
                   against,
                   {"--drift", "",
                    "Compare the database with the history instead: what somebody changed by hand, as the SQL that would lead back"}},
       .details = "Prints the SQL that `revision --autogenerate` would write.",
       .examples = {{"deed check", "Before a commit: whether a revision is missing"},
                    {"deed check --against history", "The same in CI, from the files alone"},
                    {"deed check --drift", "Whether the database is as the revisions leave it"},
                    {"deed --all check", "All services of the workspace"}},
       .run = check},
  };
}

}  // namespace deed::cli
