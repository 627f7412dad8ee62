#include "cli/command_spec.h"

#include <algorithm>

#include "base/text.h"

namespace deed::cli {

ValueSpec one_of(std::vector<std::string> words) { return {ValueSpec::Kind::one_of, std::move(words)}; }

ValueSpec revision_of(std::vector<std::string> symbols) { return {ValueSpec::Kind::revision, std::move(symbols)}; }

std::vector<std::string> names_of(const OptionSpec& option) {
  std::vector<std::string> names = split_list(option.names);
  std::reverse(names.begin(), names.end());
  return names;
}

std::vector<std::string> names_of(const std::vector<CommandSpec>& specs) {
  std::vector<std::string> names;
  for (const CommandSpec& spec : specs) {
    names.push_back(spec.name);
  }
  return names;
}

const OptionSpec* find_option(const std::vector<OptionSpec>& options, std::string_view name) {
  const auto found = std::find_if(options.begin(), options.end(), [&](const OptionSpec& option) {
    const std::vector<std::string> names = names_of(option);
    return std::find(names.begin(), names.end(), name) != names.end();
  });
  return found == options.end() ? nullptr : &*found;
}

const CommandSpec* find_command(const std::vector<CommandSpec>& specs, std::string_view name) {
  const std::string dashed = replace_all(std::string(name), "_", "-");
  const auto found = std::find_if(specs.begin(), specs.end(), [&](const CommandSpec& spec) { return spec.name == dashed; });
  return found == specs.end() ? nullptr : &*found;
}

std::string shown(const OptionSpec& option) {
  return replace_all(option.names, ",", ", ") + (option.value.empty() ? "" : " " + option.value);
}

std::string argument_words(const CommandSpec& command) {
  std::string words;
  for (const ArgumentSpec& argument : command.arguments) {
    const std::string word = argument.name + (argument.repeatable ? "..." : "");
    words += argument.required ? " " + word : " [" + word + "]";
  }
  return words;
}

std::string usage_of(const CommandSpec& command, const std::string& path) {
  return "deed [OPTIONS] " + path + (command.subcommands.empty() ? "" : " COMMAND") + (command.options.empty() ? "" : " [OPTIONS]") +
         argument_words(command);
}

std::vector<std::string> groups() {
  std::vector<std::string> names;
  for (const CommandSpec& command : commands()) {
    if (std::find(names.begin(), names.end(), command.group) == names.end()) {
      names.push_back(command.group);
    }
  }
  return names;
}

}  // namespace deed::cli
