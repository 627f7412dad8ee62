// completion
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "cli/completions.h"

namespace deed::cli {

namespace {

std::vector<std::string> shells() {
  std::vector<std::string> names;
  for (const auto& [name, script] : completions::files) {
    names.emplace_back(std::string(name.substr(name.rfind('.') + 1)));
  }
  return names;
}

int completion(CommandLine& line) {
  for (const auto& [name, script] : completions::files) {
    if (name.ends_with('.' + *line.arguments.value("SHELL"))) {
      line.console.result(script);
    }
  }
  return 0;
}

}  // namespace

std::vector<CommandSpec> completion_commands() {
  return {{.name = "completion",
           .group = "Develop",
           .summary = "Print the script with which a shell completes deed's words",
           .arguments = {{"SHELL", "bash, fish or zsh", true, false, one_of(shells())}},
           .details =
               "The script asks deed itself, so it also knows the services, revisions and templates that are there, and is never "
               "out of date. It looks at files only: no key connects to a database. `cmake --install` puts the scripts where the "
               "shells look for them.\n\n"
               "bash: `source <(deed completion bash)` in ~/.bashrc. fish: `deed completion fish | source` in "
               "~/.config/fish/config.fish. zsh: `source <(deed completion zsh)` in ~/.zshrc, after `compinit`; or save it as `_deed` "
               "in a directory of $fpath.",
           .examples = {{"deed completion bash", "To be sourced"}},
           .run = completion}};
}

}  // namespace deed::cli
