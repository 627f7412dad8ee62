// init, list-templates
#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/from_alembic.h"
#include "command/init.h"

namespace deed::cli {

namespace {

// The directory's own name is the service's, unless it is told.
std::string service_of(CommandLine& line, const std::filesystem::path& directory) {
  if (const std::optional<std::string> told = line.arguments.value("--service")) {
    return *told;
  }
  const std::vector<std::string> named = line.named_services();
  if (!named.empty()) {
    return named.front();
  }
  // A template for a service that is there: where the command runs in its directory.
  if (line.arguments.value("--template").value_or("service") != "service" && file_kind("deed.toml") == FileKind::regular &&
      line.workspace().selected) {
    return *line.workspace().selected;
  }
  const std::filesystem::path whole = std::filesystem::absolute(directory).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

command::ServiceFiles files_of(const config::Workspace& workspace, const config::ServiceConfig& service) {
  return {service.directory.lexically_relative(workspace.root).generic_string(), service.revisions.directory};
}

std::vector<command::ServiceFiles> all_files(const config::Workspace& workspace) {
  std::vector<command::ServiceFiles> files;
  for (const config::ServiceConfig& service : workspace.services) {
    files.push_back(files_of(workspace, service));
  }
  return files;
}

bool has_deed_file(const std::filesystem::path& directory) { return file_kind(directory / "deed.toml") == FileKind::regular; }

// As deed.toml has it, where the service is there already: in the directory that is written to, or in the workspace around.
command::ServiceFiles known_files(CommandLine& line, const std::filesystem::path& directory, const std::string& name) {
  std::filesystem::path above = std::filesystem::current_path();
  while (!has_deed_file(above) && above != above.parent_path()) {
    above = above.parent_path();
  }
  const config::Workspace workspace = has_deed_file(directory) ? config::load_workspace(directory, std::filesystem::current_path())
                                      : has_deed_file(above) || line.config_is_named() ? line.workspace()
                                                                                       : config::Workspace{};
  for (const config::ServiceConfig& service : workspace.services) {
    if (service.name == name) {
      return files_of(workspace, service);
    }
  }
  return {};
}

int init(CommandLine& line) {
  const std::filesystem::path directory = *line.arguments.value("DIR");
  const std::string service = service_of(line, directory);
  const std::optional<std::string> alembic = line.arguments.value("--from-alembic");
  if (alembic && line.arguments.has("--template")) {
    throw Error(ErrorKind::usage,
                {.what = "--from-alembic and --template both say what to write.", .hint = "Give one of them; run it again for the other."});
  }
  const std::string name = line.arguments.value("--template").value_or("service");
  command::InitRequest request{.directory = directory, .service = service, .name = name};
  if (!alembic && command::lists_services(name)) {
    request.services = all_files(line.workspace());
  } else if (!alembic && command::names_revisions(name)) {
    request.files = known_files(line, directory, service);
  }
  const std::vector<std::filesystem::path> written =
      alembic ? command::init_from_alembic(line.invocation, {.directory = directory, .service = service, .alembic = *alembic})
              : command::init(request);
  for (const std::filesystem::path& path : written) {
    line.console.result(fmt::format("  Generating {} ...  done\n", one_line(path.string())));
  }
  return 0;
}

// As Alembic prints it.
int list_templates(CommandLine& line) {
  std::string text = "Available templates:\n\n";
  for (const std::string& name : command::template_names()) {
    text += fmt::format("{} - {}\n", name, command::template_description(name));
  }
  line.console.result(text + "\nTemplates are used via the 'init' command, e.g.:\n\n  deed init --template kubernetes ./deploy\n");
  return 0;
}

}  // namespace

std::vector<CommandSpec> init_commands() {
  return {
      {.name = "init",
       .group = "Develop",
       .summary = "Write the files of a new service",
       .arguments = {{"DIR", "Where to; made if it is missing, and no file is replaced", true, false, {ValueSpec::Kind::directory}}},
       .options = {{"--service", "NAME", "The service's name; default: DIR's"},
                   {"--from-alembic",
                    "DIR",
                    "Take over what alembic.ini and env.py in DIR say; nothing of it is run or changed",
                    false,
                    {ValueSpec::Kind::directory}},
                   {"--template", "NAME", fmt::format("{}; default: service", join(command::template_names(), " or ")), false,
                    one_of(command::template_names())}},
       .details = "With --from-alembic: deed.toml, a print_ddl.py that prints the SQLAlchemy models as SQL, and a filter for "
                  "neighbours that stay on Alembic. Next: `deed revision --autogenerate --adopt -m MESSAGE` (docs/adopt.md).",
       .examples = {{"deed init services/api-gateway", "A new service, called as its directory"},
                    {"deed init services/billing --from-alembic ../billing", "A service that takes over from Alembic"},
                    {"deed init deploy --service api-gateway --template kubernetes",
                     "A Job, an initContainer that waits, and overlays for kustomize"},
                    {"deed init deploy/all --template kubernetes-workspace", "A Job with a pod for each service of this workspace"}},
       .run = init},
      {.name = "list-templates",
       .group = "Develop",
       .summary = "List the templates that `init` takes",
       .examples = {{"deed list-templates", "What there is"}},
       .run = list_templates},
  };
}

}  // namespace deed::cli
