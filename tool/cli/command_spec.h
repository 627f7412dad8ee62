#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace deed::cli {

class CommandLine;

// What a value may be: the parser refuses what a closed list does not have, completion offers what there is.
struct ValueSpec {
  enum class Kind { text, one_of, file, directory, service, revision, range, dependency };

  Kind kind = Kind::text;
  // one_of: all there are. For revisions: the symbols that make sense here, beside ids and branch labels.
  std::vector<std::string> words{};
};

ValueSpec one_of(std::vector<std::string> words);
ValueSpec revision_of(std::vector<std::string> symbols);

// An option as help shows it and the parser takes it.
struct OptionSpec {
  // "-m,--message"
  std::string names;
  // What stands for its value in help; empty for a switch.
  std::string value{};
  std::string help{};
  bool repeatable = false;
  ValueSpec takes{};
  // An empty value means what leaving the option out means; otherwise it is a variable that was not set.
  bool may_be_empty = false;
};

struct ArgumentSpec {
  std::string name;
  std::string help{};
  bool required = true;
  bool repeatable = false;
  ValueSpec takes{};
};

// A command line that can be typed as it stands, and what it does.
struct Example {
  std::string line;
  std::string does;
};

// One command: its words, what it takes, and what it does. Help, the parser and the documentation are made from it.
struct CommandSpec {
  std::string name;
  // The heading in `deed --help`.
  std::string group;
  // One line.
  std::string summary;
  std::vector<ArgumentSpec> arguments{};
  std::vector<OptionSpec> options{};
  // Further paragraphs for its own help, with an empty line between; `code` in backquotes.
  std::string details{};
  std::vector<Example> examples{};
  // Returns the exit code; failures are Errors.
  int (*run)(CommandLine& line) = nullptr;
  // Nearly always asks a server.
  bool connects = false;
  std::vector<CommandSpec> subcommands{};
};

// Options that stand before the command.
std::vector<OptionSpec> global_options();

// All commands in the order of `deed --help`.
const std::vector<CommandSpec>& commands();

// "--message" and "-m": the long name first, under which its values are found.
std::vector<std::string> names_of(const OptionSpec& option);
std::vector<std::string> names_of(const std::vector<CommandSpec>& specs);
// The option or command of that name, or nothing. A command may be written with "_" for "-", as Alembic does.
const OptionSpec* find_option(const std::vector<OptionSpec>& options, std::string_view name);
const CommandSpec* find_command(const std::vector<CommandSpec>& specs, std::string_view name);
// "-m, --message TEXT"
std::string shown(const OptionSpec& option);
// " DIR", " REV...", " [REV]": the arguments as usage shows them.
std::string argument_words(const CommandSpec& command);
// "deed [OPTIONS] upgrade [OPTIONS] REV"; `path` is the command's words, "dev start".
std::string usage_of(const CommandSpec& command, const std::string& path);
// Headings of `deed --help`, in the order in which their first commands come.
std::vector<std::string> groups();

// Each in a file of its own.
std::vector<CommandSpec> init_commands();
std::vector<CommandSpec> revision_commands();
std::vector<CommandSpec> run_commands();
std::vector<CommandSpec> listing_commands();
std::vector<CommandSpec> check_commands();
std::vector<CommandSpec> ownership_commands();
std::vector<CommandSpec> wait_commands();
std::vector<CommandSpec> dev_commands();
std::vector<CommandSpec> completion_commands();

}  // namespace deed::cli
