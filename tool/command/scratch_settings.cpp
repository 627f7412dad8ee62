#include "command/scratch_settings.h"

#include "config/connection.h"

namespace deed::command {

scratch::ScratchSettings scratch_settings(Invocation& invocation, const config::ServiceConfig& config, std::optional<int> major) {
  scratch::ScratchSettings settings{.server = config::scratch_parameters(config, invocation.environment)};
  settings.wanted.major = major;
  if (config.scratch.bin) {
    settings.wanted.bin = config.scratch.bin->value;
  }
  return settings;
}

}  // namespace deed::command
