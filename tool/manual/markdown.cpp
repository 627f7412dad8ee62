#include <fmt/format.h>

#include <regex>

#include "base/text.h"
#include "manual/manual.h"

namespace deed::manual {

namespace {

constexpr const char* kMade = "<!-- Made by scripts/docs from what `deed --help` shows. -->\n\n";

// What Markdown would read as more than text, outside of `code`.
std::string escaped(std::string_view text) {
  std::string out;
  std::size_t number = 0;
  for (const std::string& part : between_backquotes(text)) {
    const std::string plain = replace_all(replace_all(part, "*", "\\*"), "<", "&lt;");
    out += number++ % 2 == 0 ? plain : '`' + part + '`';
  }
  return std::regex_replace(out, std::regex(R"(docs/([a-z-]+\.md))"), "[docs/$1](../$1)");
}

std::string item(const std::string& what, const std::string& help) { return fmt::format("- `{}`: {}\n", what, escaped(help)); }

std::string block(const std::string& line) { return "```\n" + line + "\n```\n"; }

std::string examples_of(const cli::CommandSpec& command) {
  std::string text;
  for (const cli::Example& example : command.examples) {
    text += fmt::format("\n{}:\n\n{}", escaped(example.does), block(example.line));
  }
  return text;
}

std::string body_of(const cli::CommandSpec& command, const std::string& path) {
  std::string text = fmt::format("{}.\n\n{}", escaped(command.summary), block(usage_of(command, path)));
  if (!command.details.empty()) {
    text += fmt::format("\n{}\n", escaped(command.details));
  }
  if (!command.arguments.empty() || !command.options.empty()) {
    text += '\n';
  }
  for (const cli::ArgumentSpec& argument : command.arguments) {
    text += item(argument.name + (argument.repeatable ? "..." : ""), argument.help);
  }
  for (const cli::OptionSpec& option : command.options) {
    text += item(shown(option), option.help);
  }
  return text;
}

File page_of(const cli::CommandSpec& command) {
  std::string text = fmt::format("{}# deed {}\n\n{}", kMade, command.name, body_of(command, command.name));
  if (command.subcommands.empty()) {
    text += "\n## Examples\n" + examples_of(command);
  }
  for (const cli::CommandSpec& sub : command.subcommands) {
    const std::string path = command.name + ' ' + sub.name;
    text += fmt::format("\n## deed {}\n\n{}{}", path, body_of(sub, path), examples_of(sub));
  }
  return {command.name + ".md", text};
}

File index() {
  std::string text = fmt::format("{}# Commands\n\n{}", kMade, block("deed [OPTIONS] COMMAND [ARGUMENTS]"));
  for (const std::string& group : cli::groups()) {
    text += fmt::format("\n## {}\n\n", group);
    for (const cli::CommandSpec& command : cli::commands()) {
      text += command.group == group ? fmt::format("- [deed {}]({}.md): {}\n", command.name, command.name, escaped(command.summary)) : "";
    }
  }
  text += "\n## Options, before the command\n\n";
  for (const cli::OptionSpec& option : cli::global_options()) {
    text += item(shown(option), option.help);
  }
  text +=
      "\nIn a service's directory that service is meant; elsewhere say `-s NAME` or `--all`. [Exit codes](../exit-codes.md), "
      "[variables of the environment](../configuration.md#environment-variables).\n";
  return {"README.md", text};
}

}  // namespace

std::vector<File> markdown_pages() {
  std::vector<File> files{index()};
  for (const cli::CommandSpec& command : cli::commands()) {
    files.push_back(page_of(command));
  }
  return files;
}

}  // namespace deed::manual
