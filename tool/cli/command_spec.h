#pragma once

#include <string>
#include <vector>

namespace deed::cli {

class CommandLine;

// An option as help shows it and the parser takes it.
struct OptionSpec {
  // "-m,--message"
  std::string names;
  // What stands for its value in help; empty for a switch.
  std::string value{};
  std::string help{};
  bool repeatable = false;
};

struct ArgumentSpec {
  std::string name;
  std::string help{};
  bool required = true;
  bool repeatable = false;
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
  // Further text and examples for its own help.
  std::string details{};
  // Returns the exit code; failures are Errors.
  int (*run)(CommandLine& line) = nullptr;
  std::vector<CommandSpec> subcommands{};
};

// Options that stand before the command.
std::vector<OptionSpec> global_options();

// All commands in the order of `deed --help`.
const std::vector<CommandSpec>& commands();

// Each in a file of its own.
std::vector<CommandSpec> init_commands();
std::vector<CommandSpec> revision_commands();
std::vector<CommandSpec> run_commands();
std::vector<CommandSpec> listing_commands();
std::vector<CommandSpec> check_commands();
std::vector<CommandSpec> ownership_commands();
std::vector<CommandSpec> wait_commands();
std::vector<CommandSpec> dev_commands();

}  // namespace deed::cli
