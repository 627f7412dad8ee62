#include "cli/parser.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "base/error.h"
#include "base/text.h"
#include "cli/unknown_word.h"

namespace deed::cli {

namespace {

// Stands before a word while CLI11 has it: -1 is a revision and no option, `heads` behind a command is a revision and no command.
constexpr char kMark = '\x01';

// -1, and the range -3:current.
bool is_relative(const std::string& word) {
  const std::size_t end = word.find_first_not_of("0123456789", 1);
  return word.size() > 1 && word[0] == '-' && end != 1 && (end == std::string::npos || word[end] == ':');
}

bool takes_value(const std::string& word) {
  const std::vector<OptionSpec> options = global_options();
  const OptionSpec* option = find_option(options, word);
  return option != nullptr && !option->value.empty();
}

// The words with a mark where CLI11 would misread them, last one first as it wants them.
std::vector<std::string> prepared(const std::vector<std::string>& words) {
  std::vector<std::string> result;
  const std::vector<CommandSpec>* expected = &commands();
  bool value = false;
  for (std::string word : words) {
    // Alembic writes ensure_version.
    if (const CommandSpec* command = value || expected == nullptr ? nullptr : find_command(*expected, word)) {
      word = command->name;
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

// An option whose value was forgotten takes the next one for it: `--tag --sql` would really upgrade.
void refuse_swallowed_options(const std::vector<std::string>& words) {
  const std::vector<OptionSpec> globals = global_options();
  const std::vector<CommandSpec>* expected = &commands();
  const CommandSpec* command = nullptr;
  const auto known = [&](const std::string& word) {
    const OptionSpec* own = command == nullptr ? nullptr : find_option(command->options, word);
    return own != nullptr ? own : find_option(globals, word);
  };
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    if (const OptionSpec* option = words[i].starts_with("-") ? known(words[i]) : nullptr; option != nullptr && !option->value.empty()) {
      ++i;
      if (i < words.size() && words[i].starts_with("-") && known(words[i].substr(0, words[i].find('='))) != nullptr) {
        const std::string name = names_of(*option).front();
        throw Error(ErrorKind::usage,
                    {.what = fmt::format("{} needs a value; write {}={} if that is meant.", words[i - 1], name, one_line(words[i])),
                     .hint = fmt::format("{} {}", name, option->value)});
      }
    } else if (expected != nullptr && !words[i].starts_with("-")) {
      command = find_command(*expected, words[i]);
      expected = command == nullptr || command->subcommands.empty() ? nullptr : &command->subcommands;
    }
  }
}

std::vector<std::string> unmarked(std::vector<std::string> values) {
  for (std::string& value : values) {
    if (!value.empty() && value[0] == kMark) {
      value.erase(0, 1);
    }
  }
  return values;
}

// Values of one command while CLI11 fills them. A deque, as CLI11 keeps references.
struct Slot {
  // The name under which its values are found.
  std::string key;
  ValueSpec takes{};
  bool may_be_empty = false;
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
    Slot& slot = scope.slots.emplace_back(Slot{.key = names_of(spec).front(), .takes = spec.takes, .may_be_empty = spec.may_be_empty});
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
    Slot& slot = scope.slots.emplace_back(Slot{.key = argument.name, .takes = argument.takes});
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

void require_values(const Scope& scope) {
  for (const Slot& slot : scope.slots) {
    const bool empty = std::any_of(slot.values.begin(), slot.values.end(), [](const std::string& value) { return trim(value).empty(); });
    if (empty && !slot.may_be_empty) {
      throw usage(fmt::format("{} is empty: is a variable unset?", slot.key), scope);
    }
  }
}

// What has a closed list of values has one of them.
void require_known_values(const Scope& scope) {
  for (const Slot& slot : scope.slots) {
    for (const std::string& value : slot.takes.kind == ValueSpec::Kind::one_of ? unmarked(slot.values) : std::vector<std::string>{}) {
      if (std::find(slot.takes.words.begin(), slot.takes.words.end(), value) == slot.takes.words.end()) {
        throw Error(ErrorKind::usage,
                    {.what = fmt::format("{} does not take '{}'.{}", slot.key, one_line(value), did_you_mean(value, slot.takes.words)),
                     .hint = fmt::format("{}.", join(slot.takes.words, ", "))});
      }
    }
  }
}

}  // namespace

ParsedLine parse(const std::vector<std::string>& words) {
  refuse_swallowed_options(words);
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
    const Scope& at = chosen(root);
    throw unknown_word({.command = at.command, .path = at.path, .word = extras.front(), .words = words});
  }
  const Scope& scope = chosen(root);
  require_values(root);
  require_known_values(root);
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
  require_values(scope);
  require_known_values(scope);
  return line;
}

}  // namespace deed::cli
