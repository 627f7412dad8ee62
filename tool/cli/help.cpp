#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace deed::cli {

namespace {

constexpr std::size_t kColumn = 34;

std::string line(const std::string& left, const std::string& right) {
  if (left.size() + 2 > kColumn) {
    return fmt::format("  {}\n  {:{}}{}\n", left, "", kColumn, right);
  }
  return fmt::format("  {:<{}}{}\n", left, kColumn, right);
}

std::string option_lines(const std::vector<OptionSpec>& options) {
  std::string text;
  for (const OptionSpec& option : options) {
    text += line(replace_all(option.names, ",", ", ") + (option.value.empty() ? "" : " " + option.value), option.help);
  }
  return text;
}

std::string argument_words(const CommandSpec& command) {
  std::string words;
  for (const ArgumentSpec& argument : command.arguments) {
    const std::string word = argument.name + (argument.repeatable ? "..." : "");
    words += argument.required ? " " + word : " [" + word + "]";
  }
  return words;
}

// The groups in the order in which their first commands come.
std::vector<std::string> groups() {
  std::vector<std::string> names;
  for (const CommandSpec& command : commands()) {
    if (std::find(names.begin(), names.end(), command.group) == names.end()) {
      names.push_back(command.group);
    }
  }
  return names;
}

}  // namespace

std::string overview() {
  std::string text =
      "deed: migrations for many services on one PostgreSQL database.\n"
      "Each service evolves its own objects; what belongs to another is refused, in review and at run time.\n\n"
      "Usage: deed [OPTIONS] COMMAND [ARGUMENTS]\n";
  for (const std::string& group : groups()) {
    text += fmt::format("\n{}:\n", group);
    for (const CommandSpec& command : commands()) {
      text += command.group == group ? line(command.name + argument_words(command), command.summary) : "";
    }
  }
  text += "\nOptions, before the command:\n" + option_lines(global_options());
  text += "\nIn a service's directory that service is meant; elsewhere say -s NAME or --all.\n";
  text += "Exit codes: 0 done or nothing to do, 1 found something, 2 to 20 final, 70 to 79 safe to run again (docs/exit-codes.md).\n";
  return text;
}

std::string help_of(const CommandSpec& command, const std::string& path) {
  std::string text = fmt::format("{}\n\nUsage: deed [OPTIONS] {}{}{}\n", command.summary, path, command.options.empty() ? "" : " [OPTIONS]",
                                 argument_words(command));
  if (!command.subcommands.empty()) {
    text += "\nCommands:\n";
    for (const CommandSpec& sub : command.subcommands) {
      text += line(sub.name + argument_words(sub), sub.summary);
    }
  }
  if (!command.arguments.empty()) {
    text += "\nArguments:\n";
    for (const ArgumentSpec& argument : command.arguments) {
      text += line(argument.name, argument.help);
    }
  }
  if (!command.options.empty()) {
    text += "\nOptions:\n" + option_lines(command.options);
  }
  return command.details.empty() ? text : fmt::format("{}\n{}\n", text, command.details);
}

}  // namespace deed::cli
