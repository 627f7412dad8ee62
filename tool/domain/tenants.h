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

// Tenants that failed in the same way: by code, reason and place, but for their own names in these.
struct TenantFailures {
  // In order.
  std::vector<std::string> tenants{};
  // Of the first of them.
  int exit_code = 0;
  std::string reason{};
  std::string where{};
};
// In the order of the first of each.
std::vector<TenantFailures> failures_alike(const std::vector<TenantOutcome>& outcomes);
// What is equal for those.
std::string failure_key(const TenantOutcome& outcome);
// "tenant_1, tenant_2, tenant_3 and 97 more"
std::string first_names(const std::vector<std::string>& names, std::size_t most);

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
