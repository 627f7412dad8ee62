#include "domain/tenants.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

#include "base/sha256.h"
#include "base/text.h"

namespace deed {

namespace {

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

bool in_identifier(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$'; }

// With * for the name, where it stands by itself.
std::string without_name(const std::string& text, const std::string& name) {
  std::string result;
  std::size_t begin = 0;
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool alone = at >= begin && (at == 0 || !in_identifier(text[at - 1])) && (end == text.size() || !in_identifier(text[end]));
    if (alone) {
      result += text.substr(begin, at - begin) + '*';
      begin = end;
    }
  }
  return result + text.substr(begin);
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

std::string failure_key(const TenantOutcome& outcome) {
  return std::to_string(outcome.exit_code) + '\n' + without_name(outcome.reason, outcome.tenant) + '\n' +
         without_name(outcome.where, outcome.tenant);
}

std::vector<TenantFailures> failures_alike(const std::vector<TenantOutcome>& outcomes) {
  std::vector<TenantFailures> result;
  std::map<std::string, std::size_t> known;
  for (const TenantOutcome& outcome : outcomes) {
    if (outcome.state != TenantOutcome::State::failed) {
      continue;
    }
    const auto [found, is_new] = known.emplace(failure_key(outcome), result.size());
    if (is_new) {
      result.push_back({.exit_code = outcome.exit_code, .reason = outcome.reason, .where = outcome.where});
    }
    result[found->second].tenants.push_back(outcome.tenant);
  }
  return result;
}

std::string first_names(const std::vector<std::string>& names, std::size_t most) {
  if (names.size() <= most) {
    return join(names, ", ");
  }
  const auto end = names.begin() + static_cast<std::ptrdiff_t>(most);
  return join({names.begin(), end}, ", ") + " and " + with_commas(static_cast<std::int64_t>(names.size() - most)) + " more";
}

std::size_t TenantsResult::count(TenantOutcome::State state) const {
  return static_cast<std::size_t>(
      std::count_if(tenants.begin(), tenants.end(), [&](const TenantOutcome& tenant) { return tenant.state == state; }));
}

}  // namespace deed
