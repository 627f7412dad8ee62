#include "cli/run.h"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/colour.h"
#include "cli/command_line.h"
#include "cli/complete_command.h"
#include "cli/core_dump.h"
#include "cli/environment.h"
#include "cli/help.h"
#include "cli/parser.h"
#include "cli/signals.h"
#include "command/warm_up.h"

namespace deed::cli {

namespace {

void set_up(Console& console, const Arguments& global, const config::Environment& environment) {
  if (global.has("--quiet")) {
    console.set_verbosity(Verbosity::quiet);
  } else if (global.has("--verbose")) {
    console.set_verbosity(Verbosity::verbose);
  }
  console.set_colour(wants_colour(global.value("--color").value_or("auto"), environment, ::isatty(STDERR_FILENO) == 1));
}

}  // namespace

int run(const std::vector<std::string>& words, const std::string& version, const config::Environment& environment, Console& console,
        RunReport& report) {
  if (!words.empty() && words.front() == "__complete") {
    return complete_command({words.begin() + 1, words.end()}, console);
  }
  leave_no_core_dump();
  // For what parse() throws; --color is known behind it.
  set_up(console, {}, environment);
  const ParsedLine line = parse(words);
  set_up(console, line.global, environment);
  report.set_command(line.path);
  if (line.global.has("--version")) {
    console.result(fmt::format("deed {}\n", version));
    return 0;
  }
  if (line.command == nullptr) {
    console.result(overview());
    return line.global.has("--help") ? 0 : static_cast<int>(ErrorKind::usage);
  }
  if (line.arguments.has("--help") || line.global.has("--help")) {
    console.result(help_of(*line.command, line.path));
    return 0;
  }
  Cancellation cancellation;
  const SignalHandlers handlers(cancellation);
  RandomIds ids;
  const auto value = [&](const std::string& name) { return environment.contains(name) ? environment.at(name) : std::string(); };
  command::Invocation invocation{.environment = environment,
                                 .log = report,
                                 .cancellation = cancellation,
                                 .ids = ids,
                                 .now = std::chrono::system_clock::now(),
                                 .deed_version = version,
                                 .host = host_name(),
                                 .actor = value("DEED_ACTOR"),
                                 .paths = command::host_paths(environment),
                                 .trace_id = report.trace() ? report.trace()->trace_id : ""};
  report.tell_trace();
  const std::future<void> loading = line.command->connects ? command::warm_up() : std::future<void>();
  CommandLine command_line(line.global, line.arguments, {console, report}, invocation);
  return line.command->run(command_line);
}

}  // namespace deed::cli
