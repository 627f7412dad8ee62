#include "report/tenants_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "report/json_writer.h"

namespace deed::report {

namespace {

using State = TenantOutcome::State;

constexpr std::array kStates{State::done, State::nothing_to_do, State::failed, State::not_reached};

std::string number(std::size_t count) { return with_commas(static_cast<std::int64_t>(count)); }

// A line for each that failed; of many that failed alike one line and the first names. `--format json` has all.
std::string failures_text(const std::vector<TenantFailures>& failures) {
  constexpr std::size_t kNames = 5;
  constexpr std::size_t kMostWays = 30;
  const auto label = [](const TenantFailures& alike) {
    return alike.tenants.size() == 1 ? one_line(alike.tenants.front()) : number(alike.tenants.size()) + " tenants";
  };
  std::size_t width = 0;
  for (const TenantFailures& alike : failures) {
    width = std::max(width, label(alike).size());
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(failures.size(), kMostWays); ++i) {
    const TenantFailures& alike = failures[i];
    const std::string where = alike.where.empty() ? "" : fmt::format(" ({})", one_line(alike.where));
    text += fmt::format("  {:<{}}  exit {}: {}{}\n", label(alike), width, alike.exit_code, one_line(alike.reason), where);
    text += alike.tenants.size() == 1 ? "" : fmt::format("  {:<{}}  {}\n", "", width, one_line(first_names(alike.tenants, kNames)));
  }
  if (failures.size() > kMostWays) {
    text += fmt::format("  and {} more that failed in other ways: --format json tells all\n", number(failures.size() - kMostWays));
  }
  return text;
}

}  // namespace

std::string tenants_text(const TenantsResult& result) {
  std::vector<std::string> counts;
  for (const State state : kStates) {
    if (const std::size_t count = result.count(state); count > 0) {
      counts.push_back(fmt::format("{} {}", number(count), word(state)));
    }
  }
  const std::string shard = result.shard ? fmt::format(" of shard {}/{}", result.shard->index, result.shard->count) : "";
  std::string text = fmt::format("{}: {} {}{} in {}{}{}\n", result.service, number(result.tenants.size()),
                                 result.tenants.size() == 1 ? "tenant" : "tenants", shard, roughly(result.duration),
                                 counts.empty() ? "" : ": ", join(counts, ", "));
  return text + failures_text(failures_alike(result.tenants));
}

std::string tenants_json(const TenantsResult& result) {
  Json json;
  json.object([&] {
    json.member("service", result.service);
    json.optional("shard", result.shard ? fmt::format("{}/{}", result.shard->index, result.shard->count) : "");
    json.member("duration_ms", static_cast<std::int64_t>(result.duration.count()));
    for (const State state : kStates) {
      json.member(replace_all(std::string(word(state)), " ", "_"), result.count(state));
    }
    json.array("tenants", result.tenants, [&](const TenantOutcome& tenant) {
      json.object([&] {
        json.member("tenant", tenant.tenant);
        json.member("state", word(tenant.state));
        json.member("exit_code", tenant.exit_code);
        json.optional("reason", one_line(tenant.reason));
        json.optional("where", one_line(tenant.where));
        json.member("revisions", tenant.revisions);
        json.member("duration_ms", static_cast<std::int64_t>(tenant.duration.count()));
      });
    });
  });
  return json.take();
}

}  // namespace deed::report
