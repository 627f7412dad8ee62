#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace deed {

// One of several equal parts of the tenants, as several processes share them.
struct Shard {
  // From 0.
  std::size_t index = 0;
  std::size_t count = 1;

  // By the name alone: other tenants that come or go move nobody to another shard.
  bool has(std::string_view tenant) const;
};

// "0/4" to "3/4"; nothing for anything else.
std::optional<Shard> parse_shard(std::string_view text);

// Which tenants are meant; without names and shard all.
struct TenantSelection {
  std::vector<std::string> names{};
  std::optional<Shard> shard{};
  // So many at a time; otherwise what deed.toml says.
  std::optional<std::size_t> parallel{};

  bool any() const { return !names.empty() || shard; }
};

// What a run over tenants did for one of them.
struct TenantOutcome {
  enum class State { done, nothing_to_do, failed, not_reached };

  std::string tenant{};
  State state = State::not_reached;
  // Of a failure.
  int exit_code = 0;
  std::string reason{};
  std::string where{};
  // Applied, or taken back.
  std::size_t revisions = 0;
  Duration duration{0};
};

// "done", "nothing to do", "failed", "not reached"
std::string_view word(TenantOutcome::State state);

// A run over the tenants of one service.
struct TenantsResult {
  std::string service{};
  std::optional<Shard> shard{};
  Duration duration{0};
  // By name.
  std::vector<TenantOutcome> tenants{};

  std::size_t count(TenantOutcome::State state) const;
};

}  // namespace deed
