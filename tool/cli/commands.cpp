#include "cli/command_spec.h"

namespace deed::cli {

std::vector<OptionSpec> global_options() {
  return {
      {"-c,--config",
       "PATH",
       "A deed.toml, or a directory that has one; default: the nearest one upwards from here",
       false,
       {ValueSpec::Kind::file}},
      {"-s,--service", "NAME", "The service that is meant; may be given several times", true, {ValueSpec::Kind::service}},
      {"--all", "", "All services of the workspace"},
      {"--tenant", "NAME", "Of a service with tenants the one that is meant; may be given several times", true},
      {"--shard", "I/N", "Of a service with tenants part I of N, from 0: for N processes that share them"},
      {"-q,--quiet", "", "Only warnings and errors on stderr"},
      {"-v,--verbose", "", "More on stderr: each statement of a step with its place and duration, and a time line of the run's phases"},
      {"--format", "FORMAT", "text (the default) or json: what commands that look and check print", false, one_of({"text", "json"})},
      {"--log-format", "FORMAT", "text (the default) or json, an object for each line: how stderr tells what happens", false,
       one_of({"text", "json"})},
      {"--termination-log",
       "FILE",
       "Where to write the error that ends the command, in short; default: DEED_TERMINATION_LOG, in Kubernetes /dev/termination-log",
       false,
       {ValueSpec::Kind::file}},
      {"--metrics-file",
       "FILE",
       "Where to write the figures of the run for Prometheus, for instance DIR/deed.prom of the textfile collector",
       false,
       {ValueSpec::Kind::file}},
      {"--color", "WHEN", "Colours on stderr: auto (the default), always or never", false, one_of({"auto", "always", "never"})},
      {"--version", "", "Print the version"},
      {"-h,--help", "", "Print help"},
  };
}

const std::vector<CommandSpec>& commands() {
  static const std::vector<CommandSpec> all = [] {
    std::vector<CommandSpec> list;
    for (const auto& group : {init_commands(), revision_commands(), run_commands(), listing_commands(), check_commands(),
                              ownership_commands(), wait_commands(), dev_commands(), completion_commands()}) {
      list.insert(list.end(), group.begin(), group.end());
    }
    return list;
  }();
  return all;
}

}  // namespace deed::cli
