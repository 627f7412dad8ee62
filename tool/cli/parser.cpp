#include "cli/parser.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <deque>

#include "base/error.h"
#include "base/text.h"

namespace deed::cli {

namespace {

// Stands before a word while CLI11 has it: -1 is a revision and no option, `heads` behind a command is a revision and no command.
constexpr char kMark = '\x01';

// -1, and the range -3:current.
bool is_relative(const std::string& word) {
  const std::size_t end = word.find_first_not_of("0123456789", 1);
  return word.size() > 1 && word[0] == '-' && end != 1 && (end == std::string::npos || word[end] == ':');
}

const CommandSpec* find_command(const std::vector<CommandSpec>& specs, const std::string& name) {
  const auto found = std::find_if(specs.begin(), specs.end(), [&](const CommandSpec& spec) { return spec.name == name; });
  return found == specs.end() ? nullptr : &*found;
}

bool takes_value(const std::string& word) {
  for (const OptionSpec& option : global_options()) {
    const std::size_t comma = option.names.find(',');
    if (word == option.names.substr(0, comma) || (comma != std::string::npos && word == option.names.substr(comma + 1))) {
      return !option.value.empty();
    }
  }
  return false;
}

// The words with a mark where CLI11 would misread them, last one first as it wants them.
std::vector<std::string> prepared(const std::vector<std::string>& words) {
  std::vector<std::string> result;
  const std::vector<CommandSpec>* expected = &commands();
  bool value = false;
  for (std::string word : words) {
    // Alembic writes ensure_version.
    if (const std::string dashed = replace_all(word, "_", "-");
        !value && expected != nullptr && find_command(*expected, dashed) != nullptr) {
      word = dashed;
    }
    const bool plain = !word.starts_with("-") && !value;
    const bool misread = is_relative(word) || (plain && expected == nullptr && find_command(commands(), word) != nullptr);
    result.insert(result.begin(), misread ? kMark + word : word);
    value = !value && expected == &commands() && takes_value(word);
    if (plain && expected != nullptr) {
      const CommandSpec* command = find_command(*expected, word);
      expected = command == nullptr || command->subcommands.empty() ? nullptr : &command->subcommands;
    }
  }
  return result;
}

std::vector<std::string> unmarked(std::vector<std::string> values) {
  for (std::string& value : values) {
    if (!value.empty() && value[0] == kMark) {
      value.erase(0, 1);
    }
  }
  return values;
}

// The name under which values are found: the long one.
std::string key_of(const OptionSpec& option) { return option.names.substr(option.names.find("--")); }

// Values of one command while CLI11 fills them. A deque, as CLI11 keeps references.
struct Slot {
  std::string key;
  CLI::Option* option = nullptr;
  std::vector<std::string> values{};
  bool flag = false;
};

struct Scope {
  const CommandSpec* command = nullptr;
  std::string path{};
  CLI::App* app = nullptr;
  std::deque<Slot> slots{};
  std::deque<Scope> children{};
};

void add_options(Scope& scope, const std::vector<OptionSpec>& options) {
  for (const OptionSpec& spec : options) {
    Slot& slot = scope.slots.emplace_back(Slot{.key = key_of(spec)});
    if (spec.value.empty()) {
      slot.option = scope.app->add_flag(spec.names, slot.flag);
    } else {
      slot.option = scope.app->add_option(spec.names, slot.values)->expected(1)->allow_extra_args(false);
      slot.option->multi_option_policy(spec.repeatable ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::TakeLast);
    }
  }
}

void add_command(Scope& parent, const CommandSpec& spec) {
  Scope& scope = parent.children.emplace_back();
  scope.command = &spec;
  scope.path = parent.path.empty() ? spec.name : parent.path + ' ' + spec.name;
  scope.app = parent.app->add_subcommand(spec.name);
  scope.app->set_help_flag();
  scope.app->fallthrough();
  scope.app->add_flag("-h,--help", scope.slots.emplace_back(Slot{.key = "--help"}).flag);
  scope.slots.back().option = scope.app->get_option("--help");
  add_options(scope, spec.options);
  for (const ArgumentSpec& argument : spec.arguments) {
    Slot& slot = scope.slots.emplace_back(Slot{.key = argument.name});
    slot.option = scope.app->add_option(argument.name, slot.values)->expected(-1);
    slot.option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
  for (const CommandSpec& child : spec.subcommands) {
    add_command(scope, child);
  }
}

Arguments arguments_of(const Scope& scope) {
  Arguments arguments;
  for (const Slot& slot : scope.slots) {
    if (slot.option->count() > 0) {
      arguments.add(slot.key, unmarked(slot.values));
    }
  }
  return arguments;
}

std::vector<std::string> names_of(const std::vector<CommandSpec>& specs) {
  std::vector<std::string> names;
  for (const CommandSpec& spec : specs) {
    names.push_back(spec.name);
  }
  return names;
}

Error usage(std::string what, const Scope& at) {
  return Error(ErrorKind::usage,
               {.what = std::move(what), .hint = at.command == nullptr ? "deed --help" : fmt::format("deed {} --help", at.path)});
}

// The innermost command that was named.
const Scope& chosen(const Scope& scope) {
  for (const Scope& child : scope.children) {
    if (child.app->parsed()) {
      return chosen(child);
    }
  }
  return scope;
}

void require_arguments(const Scope& scope) {
  for (const ArgumentSpec& argument : scope.command->arguments) {
    const auto slot = std::find_if(scope.slots.begin(), scope.slots.end(), [&](const Slot& s) { return s.key == argument.name; });
    if (argument.required && slot->values.empty()) {
      throw usage(fmt::format("`deed {}` needs {}.", scope.path, argument.name), scope);
    }
    if (!argument.repeatable && slot->values.size() > 1) {
      throw usage(fmt::format("`deed {}` takes one {}; '{}' is too much.", scope.path, argument.name, one_line(slot->values[1])), scope);
    }
  }
}

// What CLI11 could not place: a mistyped command or option.
Error unknown_word(const Scope& root, const std::string& word) {
  const Scope& at = chosen(root);
  if (word.starts_with("-")) {
    std::vector<std::string> known;
    for (const OptionSpec& option : at.command == nullptr ? global_options() : at.command->options) {
      known.push_back(key_of(option));
    }
    return usage(fmt::format("Unknown option '{}'.{}", one_line(word), did_you_mean(word, known)), at);
  }
  const std::vector<CommandSpec>& specs = at.command == nullptr ? commands() : at.command->subcommands;
  if (specs.empty()) {
    return usage(fmt::format("`deed {}` does not take '{}'.", at.path, one_line(word)), at);
  }
  return usage(fmt::format("Unknown command '{}'.{}", one_line(word), did_you_mean(word, names_of(specs))), at);
}

}  // namespace

ParsedLine parse(const std::vector<std::string>& words) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  Scope root{.app = &app};
  add_options(root, global_options());
  for (const CommandSpec& spec : commands()) {
    add_command(root, spec);
  }
  try {
    std::vector<std::string> reversed = prepared(words);
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    throw usage(fmt::format("{}.", one_line(error.what())), chosen(root));
  }
  if (const std::vector<std::string> extras = unmarked(app.remaining(true)); !extras.empty()) {
    throw unknown_word(root, extras.front());
  }
  const Scope& scope = chosen(root);
  ParsedLine line{.global = arguments_of(root), .command = scope.command, .path = scope.path};
  if (scope.command == nullptr) {
    return line;
  }
  line.arguments = arguments_of(scope);
  if (line.arguments.has("--help") || line.global.has("--help")) {
    return line;
  }
  if (scope.command->run == nullptr) {
    throw usage(fmt::format("`deed {}` needs a subcommand: {}.", scope.path, join(names_of(scope.command->subcommands), ", ")), scope);
  }
  require_arguments(scope);
  return line;
}

}  // namespace deed::cli
