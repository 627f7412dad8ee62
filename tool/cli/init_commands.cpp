// init
#include <fmt/format.h>

#include "base/text.h"
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/init.h"

namespace deed::cli {

namespace {

int init(CommandLine& line) {
  const std::optional<std::string> service = line.arguments.value("--service");
  const std::vector<std::string> named = line.named_services();
  if (!service && named.empty()) {
    throw Error(ErrorKind::usage, {.what = "A service needs a name.", .hint = "deed init services/api-gateway --service api-gateway"});
  }
  const command::InitRequest request{.directory = *line.arguments.value("DIR"),
                                     .service = service.value_or(named.empty() ? "" : named.front()),
                                     .name = line.arguments.value("--template").value_or("service")};
  for (const std::filesystem::path& path : command::init(request)) {
    line.console.result(fmt::format("Generating {} ...  done\n", one_line(path.string())));
  }
  return 0;
}

}  // namespace

std::vector<CommandSpec> init_commands() {
  return {{.name = "init",
           .group = "Develop",
           .summary = "Write the files of a new service",
           .arguments = {{"DIR", "Where to; made if it is missing, and no file is replaced"}},
           .options = {{"--service", "NAME", "The service's name"},
                       {"--template", "NAME", fmt::format("{}; default: service", join(command::template_names(), " or "))}},
           .run = init}};
}

}  // namespace deed::cli
