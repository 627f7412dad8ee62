#pragma once

#include <filesystem>

#include "base/descriptor.h"

namespace deed::scratch {

// Locks of flock(2): they end with the last process that has the descriptor, and a child may inherit it. Invalid if somebody else
// holds the lock, or if the path does not lead to what was locked any more.
enum class LockMode { shared, exclusive };
Descriptor try_lock_file(const std::filesystem::path& file, LockMode mode);
Descriptor try_lock_directory(const std::filesystem::path& directory);

}  // namespace deed::scratch
