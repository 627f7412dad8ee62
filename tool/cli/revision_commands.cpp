// revision, check
#include <fmt/format.h>

#include "base/text.h"
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/check.h"
#include "command/revision.h"

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

int revision(CommandLine& line) {
  const config::ServiceConfig& service = line.service();
  const std::optional<std::string> message = line.arguments.value("--message");
  if (!message || trim(*message).empty()) {
    throw Error(ErrorKind::usage, {.what = "A revision needs a message.", .hint = "deed revision -m \"add last login\""});
  }
  const std::optional<command::WrittenRevision> written = command::revision(line.invocation, service,
                                                                            {.message = std::string(trim(*message)),
                                                                             .autogenerate = line.arguments.has("--autogenerate"),
                                                                             .comparison = comparison_of(line, service)});
  line.console.result(written ? fmt::format("Generating {} ...  done\n", one_line(written->path.string())) : "No changes detected\n");
  return 0;
}

int check(CommandLine& line) {
  bool found = false;
  for (const config::ServiceConfig* service : line.services()) {
    const std::string sql = command::check(line.invocation, *service, comparison_of(line, *service));
    if (!sql.empty()) {
      line.console.result(fmt::format("-- New upgrade operations detected in {}:\n{}", service->name, sql));
      found = true;
    }
  }
  if (!found) {
    line.console.result("No new upgrade operations detected.\n");
  }
  return found ? 1 : 0;
}

}  // namespace

std::vector<CommandSpec> revision_commands() {
  const OptionSpec rename{"--rename", "OLD:NEW", "A table that was renamed, or TABLE.OLD:NEW for a column; may be given several times",
                          true};
  const OptionSpec empty{"--allow-empty-model", "", "A model that declares nothing is meant: all the service owns shall go"};
  return {
      {.name = "revision",
       .group = "Develop",
       .summary = "Write a new revision file",
       .options = {{"-m,--message", "TEXT", "What the revision does"},
                   {"--autogenerate", "", "Write what leads from the database to the model, and back"},
                   rename,
                   empty},
       .details = "With --autogenerate only the service's own objects are read and compared; review the file before it runs.",
       .run = revision},
      {.name = "check",
       .group = "Check",
       .summary = "Ask whether model, ownership and database agree; exit 1 when not",
       .options = {rename, empty},
       .details = "Prints the SQL that `revision --autogenerate` would write.",
       .run = check},
  };
}

}  // namespace deed::cli
