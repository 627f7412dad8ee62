#include "cli/help.h"

#include <fmt/format.h>

#include "base/text.h"

namespace deed::cli {

namespace {

constexpr std::size_t kColumn = 34;
constexpr std::size_t kWidth = 120;

// A text broken between words; the first line continues what stands before, the others are indented.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::size_t column = indent;
  for (const std::string_view word : split(text, ' ')) {
    if (column > indent && column + 1 + word.size() > kWidth) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out;
}

std::string line(const std::string& left, const std::string& right) {
  const std::string text = wrapped(right, kColumn);
  if (left.size() + 2 > kColumn) {
    return fmt::format("  {}\n  {:{}}{}\n", left, "", kColumn - 2, text);
  }
  return fmt::format("  {:<{}}{}\n", left, kColumn - 2, text);
}

std::string option_lines(const std::vector<OptionSpec>& options) {
  std::string text;
  for (const OptionSpec& option : options) {
    text += line(shown(option), option.help);
  }
  return text;
}

std::string example_lines(const std::vector<Example>& examples) {
  std::string text = examples.empty() ? "" : "\nExamples:\n";
  for (const Example& example : examples) {
    text += fmt::format("  {}\n      {}\n", example.line, wrapped(example.does, 6));
  }
  return text;
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
  text +=
      "\nIn a service's directory that service is meant; elsewhere say -s NAME or --all.\n"
      "`deed COMMAND --help` tells more, with examples.\n";
  text += "Exit codes: 0 done or nothing to do, 1 found something, 2 to 20 final, 70 to 79 safe to run again (docs/exit-codes.md).\n";
  return text;
}

std::string help_of(const CommandSpec& command, const std::string& path) {
  std::string text = fmt::format("{}\n\nUsage: {}\n", command.summary, usage_of(command, path));
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
  for (const std::string_view paragraph : split_lines(command.details)) {
    text += paragraph.empty() ? "" : fmt::format("\n{}\n", wrapped(paragraph, 0));
  }
  return text + example_lines(command.examples);
}

}  // namespace deed::cli
