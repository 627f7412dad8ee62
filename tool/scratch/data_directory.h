#pragma once

#include <filesystem>

#include "base/cancellation.h"
#include "scratch/account.h"
#include "scratch/server_binaries.h"

namespace deed::scratch {

// The role that a new data directory belongs to, a superuser without a password. Not `deed`: in a search_path "$user" would then mean the
// schema of deed's own tables.
inline constexpr const char* kServerRole = "postgres";

// Makes `target` a fresh data directory that belongs to the account: a copy of the cached template of this server's build. Where there
// is none, initdb makes the directory, and a copy of it becomes the template; a cache that cannot be written only costs time.
// Throws Error(local_io), or Error(config) where initdb cannot run: it needs a user with a name.
void make_data_directory(const std::filesystem::path& target, const ServerBinaries& binaries, const HostPaths& host, const Account& account,
                         const Cancellation& cancellation);

// Where that template lies.
std::filesystem::path template_directory(const ServerBinaries& binaries, const HostPaths& host);

}  // namespace deed::scratch
