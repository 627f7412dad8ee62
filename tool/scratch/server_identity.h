#pragma once

#include <optional>
#include <string>

#include "base/cancellation.h"
#include "scratch/server_binaries.h"

namespace deed::scratch {

// Whether the files that extensions and text search are made of count.
enum class ServerFiles { program_and_template, all };

// All on this machine that decides what a fresh embedded server of these binaries makes of a statement, as text to compare: the program,
// the template of its data, and (`all`) each file that an extension can consist of. Nothing where that cannot be told, or where the
// template is still to be made.
std::optional<std::string> server_identity(const ServerBinaries& binaries, const HostPaths& host, ServerFiles files,
                                           const Cancellation& cancellation);

}  // namespace deed::scratch
