#pragma once

#include <cstdint>

namespace deed {

// The first key of all advisory locks of deed's: "DEEd" as a number. The second is a hash of a version table's name, or kBootstrapLock.
inline constexpr std::int32_t kLockClass = 1145390436;
// The lock under which deed's own tables are created.
inline constexpr std::int32_t kBootstrapLock = 0;

}  // namespace deed
