#include "domain/evidence.h"

#include <algorithm>
#include <array>

namespace deed {

namespace {

constexpr std::array<std::string_view, 8> kModes{"AccessShare", "RowShare",          "RowExclusive", "ShareUpdateExclusive",
                                                 "Share",       "ShareRowExclusive", "Exclusive",    "AccessExclusive"};

}  // namespace

std::string_view word(LockMode mode) { return kModes[static_cast<std::size_t>(mode)]; }

LockMode parse_lock_mode(std::string_view text) {
  constexpr std::string_view suffix = "Lock";
  if (text.ends_with(suffix)) {
    text.remove_suffix(suffix.size());
  }
  const auto* found = std::find(kModes.begin(), kModes.end(), text);
  // A mode that a future server has and this deed does not know counts as the strongest.
  return found == kModes.end() ? LockMode::access_exclusive : static_cast<LockMode>(found - kModes.begin());
}

}  // namespace deed
