#include "cli/comparison_options.h"

#include <fmt/format.h>

#include "base/text.h"

namespace deed::cli {

namespace {

// TABLE.OLD:NEW for a column, ENUM.OLD:NEW for a value, OLD:NEW for a table; a schema may stand before the table or enum.
DeclaredRename parse_rename(const std::string& text, const std::string& default_schema) {
  const std::size_t colon = text.rfind(':');
  const std::string what = fmt::format("'{}' is not a rename.", one_line(text));
  const std::string hint = "--rename old_table:new_table, table.old_column:new_column, or enum.old_value:new_value.";
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

}  // namespace

OptionSpec rename_option() {
  return {"--rename", "OLD:NEW",
          "A table that was renamed, TABLE.OLD:NEW for a column, ENUM.OLD:NEW for a value; may be given several times", true};
}

OptionSpec empty_model_option() {
  return {"--allow-empty-model", "", "A model that declares nothing is meant: all the service owns shall go"};
}

OptionSpec against_option() {
  return {"--against", "WHAT", "database (the default), or history: what the revisions make of an empty one, without a connection", false,
          one_of({"database", "history"})};
}

command::ComparisonRequest comparison_of(CommandLine& line, const config::ServiceConfig& service) {
  command::ComparisonRequest request{.allow_empty_model = line.arguments.has("--allow-empty-model")};
  for (const std::string& rename : line.arguments.values("--rename")) {
    request.renames.push_back(parse_rename(rename, service.database.schemas.front()));
  }
  return request;
}

command::Against against(const CommandLine& line) {
  return line.arguments.value("--against") == "history" ? command::Against::history : command::Against::database;
}

}  // namespace deed::cli
