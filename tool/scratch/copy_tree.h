#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <system_error>

#include "scratch/account.h"

namespace deed::scratch {

// Who gets a copy, and what others may do with it.
struct CopyOwner {
  Account account;
  mode_t directory_mode = 0700;
  mode_t file_mode = 0600;
};

// Copies the regular files and directories below `source` into the existing directory `target`; nothing else is in a data directory
// at rest. Returns the first failure.
std::error_code copy_tree(const std::filesystem::path& source, const std::filesystem::path& target, const CopyOwner& owner);

}  // namespace deed::scratch
