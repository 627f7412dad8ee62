#include "cli/unknown_word.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace deed::cli {

namespace {

Error usage(std::string what, std::string hint) { return Error(ErrorKind::usage, {.what = std::move(what), .hint = std::move(hint)}); }

std::string help_hint(const std::string& path) { return path.empty() ? "deed --help" : fmt::format("deed {} --help", path); }

// The words of all commands that have the option: "revision", "dev start".
void collect_owners(const std::vector<CommandSpec>& specs, const std::string& before, std::string_view option,
                    std::vector<std::string>& owners) {
  for (const CommandSpec& spec : specs) {
    const std::string path = before.empty() ? spec.name : before + ' ' + spec.name;
    if (find_option(spec.options, option) != nullptr) {
      owners.push_back(path);
    }
    collect_owners(spec.subcommands, path, option, owners);
  }
}

std::vector<std::string> owners_of(std::string_view option) {
  std::vector<std::string> owners;
  collect_owners(commands(), "", option, owners);
  return owners;
}

std::string quoted(const std::vector<std::string>& paths) { return fmt::format("`deed {}`", fmt::join(paths, "`, `deed ")); }

// The command that the line is about though an option before it came too early.
const CommandSpec* later_command(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (const CommandSpec* command = find_command(commands(), word)) {
      return command;
    }
  }
  return nullptr;
}

// Before the command, an option that a command has.
Error too_early(const UnknownWord& unknown, const std::string& name, const std::vector<std::string>& owners) {
  const CommandSpec* command = later_command(unknown.words);
  const bool takes_it = command != nullptr && find_option(command->options, name) != nullptr;
  const std::string path = takes_it ? command->name : owners.front();
  return usage(fmt::format("{} is an option of {}, and stands behind it.", name, quoted(takes_it ? std::vector{path} : owners)),
               fmt::format("deed {} {}", path, name));
}

// Alembic's options that deed has under another name, or has no use for.
constexpr std::array kOfAlembic = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"-x", "Nothing would read it, as there is no env.py: use environment variables."},
    {"-n", "A section of alembic.ini is a service here: -s NAME."},
    {"--name", "A section of alembic.ini is a service here: -s NAME."},
    {"-t", "Write --template NAME; deed list-templates shows them."},
    {"--raiseerr", "There is no traceback to show: an error says what is wrong and where, -v tells more."},
    {"--version-path", "A service has one directory of revisions: `[revisions] directory` in deed.toml."},
    {"--package", "There is no Python package to make."},
});

Error unknown_option(const UnknownWord& unknown) {
  const std::string name = one_line(unknown.word.substr(0, unknown.word.find('=')));
  const auto* alembic = std::find_if(kOfAlembic.begin(), kOfAlembic.end(), [&](const auto& option) { return option.first == name; });
  if (alembic != kOfAlembic.end() && (unknown.command == nullptr || find_option(unknown.command->options, name) == nullptr)) {
    return usage(fmt::format("deed has no option {}.", name), std::string(alembic->second));
  }
  const std::vector<std::string> owners = owners_of(name);
  if (unknown.command == nullptr && !owners.empty()) {
    return too_early(unknown, name, owners);
  }
  const std::vector<OptionSpec> options = global_options();
  std::vector<std::string> known;
  for (const OptionSpec& option : unknown.command == nullptr ? options : unknown.command->options) {
    known.push_back(names_of(option).front());
  }
  if (!owners.empty() && !nearest(name, known)) {
    return usage(fmt::format("`deed {}` has no option {}; {} {}.", unknown.path, name, quoted(owners), owners.size() == 1 ? "has" : "have"),
                 help_hint(unknown.path));
  }
  for (const OptionSpec& option : unknown.command == nullptr ? std::vector<OptionSpec>{} : options) {
    known.push_back(names_of(option).front());
  }
  return usage(fmt::format("Unknown option '{}'.{}", name, did_you_mean(name, known)), help_hint(unknown.path));
}

bool stands_before_command(const UnknownWord& unknown) {
  for (const std::string& word : unknown.words) {
    if (word == unknown.word) {
      return true;
    }
    if (find_command(commands(), word) != nullptr) {
      return false;
    }
  }
  return true;
}

// `deed current -c PATH`: behind `current`, -c is something else and takes no value.
std::optional<Error> taken_letter(const UnknownWord& unknown) {
  const auto at = std::find(unknown.words.begin(), unknown.words.end(), unknown.word);
  if (at == unknown.words.begin() || at == unknown.words.end()) {
    return std::nullopt;
  }
  const std::string& letter = *std::prev(at);
  const std::vector<OptionSpec> options = global_options();
  const OptionSpec* own = find_option(unknown.command->options, letter);
  const OptionSpec* global = find_option(options, letter);
  if (own == nullptr || global == nullptr || !own->value.empty() || global->value.empty()) {
    return std::nullopt;
  }
  return usage(fmt::format("Behind `deed {}`, {} is {} and takes no value.", unknown.path, letter, names_of(*own).front()),
               fmt::format("deed {} {} {}", letter, one_line(unknown.word), unknown.path));
}

}  // namespace

Error unknown_word(const UnknownWord& unknown) {
  if (unknown.word.starts_with("-")) {
    return stands_before_command(unknown) ? unknown_option({.word = unknown.word, .words = unknown.words}) : unknown_option(unknown);
  }
  const std::string word = one_line(unknown.word);
  const std::vector<CommandSpec>& specs = unknown.command == nullptr ? commands() : unknown.command->subcommands;
  if (!specs.empty()) {
    const std::string path = unknown.path.empty() ? "" : unknown.path + ' ';
    if (path.empty() && word == "drift") {
      return usage("Unknown command 'drift'.", "deed check --drift");
    }
    return usage(fmt::format("Unknown command '{}{}'.{}", path, word, did_you_mean(word, names_of(specs))), help_hint(unknown.path));
  }
  if (std::optional<Error> error = taken_letter(unknown)) {
    return *error;
  }
  return usage(fmt::format("`deed {}` does not take '{}'.", unknown.path, word), help_hint(unknown.path));
}

}  // namespace deed::cli
