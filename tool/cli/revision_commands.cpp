// revision, merge, edit
#include <fmt/format.h>

#include "base/text.h"
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "cli/comparison_options.h"
#include "cli/editor.h"
#include "command/listing.h"
#include "command/possible_rename.h"
#include "command/revision.h"

namespace deed::cli {

namespace {

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

int revision(CommandLine& line) {
  const bool reads_database = line.arguments.has("--autogenerate") && against(line) == command::Against::database;
  const config::ServiceConfig& service = reads_database ? line.history() : line.service();
  command::RevisionRequest request{
      .place = place_of(line), .autogenerate = line.arguments.has("--autogenerate"), .comparison = comparison_of(line, service)};
  request.place.heads = line.arguments.values("--head");
  request.against = against(line);
  if (line.console.can_ask()) {
    request.comparison.is_renamed = [&](const PossibleRename& possible) {
      const std::string question =
          fmt::format("Is {} the former {} under a new name?", command::renamed_object(possible), possible.rename.from);
      return line.console.confirm(question, line.invocation.cancellation);
    };
  }
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

}  // namespace

std::vector<CommandSpec> revision_commands() {
  const OptionSpec rename = rename_option();
  const OptionSpec empty = empty_model_option();
  const OptionSpec against = against_option();
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
           "On a terminal it asks whether what looks like a rename is one.\n\n"
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
  };
}

}  // namespace deed::cli
