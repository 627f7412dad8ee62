#include "domain/tenants.h"

#include <algorithm>
#include <charconv>

#include "base/sha256.h"

namespace deed {

namespace {

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

bool Shard::has(std::string_view tenant) const {
  constexpr std::size_t kDigits = 15;
  const std::string digits = sha256(tenant).substr(0, kDigits);
  std::size_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  return number % count == index;
}

std::optional<Shard> parse_shard(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    return std::nullopt;
  }
  const std::optional<std::size_t> index = whole_number(text.substr(0, slash));
  const std::optional<std::size_t> count = whole_number(text.substr(slash + 1));
  return index && count && *index < *count ? std::optional(Shard{*index, *count}) : std::nullopt;
}

std::string_view word(TenantOutcome::State state) {
  switch (state) {
    case TenantOutcome::State::done: return "done";
    case TenantOutcome::State::nothing_to_do: return "nothing to do";
    case TenantOutcome::State::failed: return "failed";
    case TenantOutcome::State::not_reached: return "not reached";
  }
  return "";
}

std::size_t TenantsResult::count(TenantOutcome::State state) const {
  return static_cast<std::size_t>(
      std::count_if(tenants.begin(), tenants.end(), [&](const TenantOutcome& tenant) { return tenant.state == state; }));
}

}  // namespace deed
