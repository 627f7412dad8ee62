#pragma once

#include <optional>

#include "command/invocation.h"
#include "config/service_config.h"
#include "scratch/scratch_server.h"

namespace deed::command {

// What deed.toml says of scratch servers. `major`: the version that is wanted; the newest that is installed where it is not given.
scratch::ScratchSettings scratch_settings(Invocation& invocation, const config::ServiceConfig& config, std::optional<int> major);

}  // namespace deed::command
