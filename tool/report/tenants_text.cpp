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
  std::size_t width = 0;
  for (const TenantOutcome& tenant : result.tenants) {
    width = tenant.state == State::failed ? std::max(width, tenant.tenant.size()) : width;
  }
  for (const TenantOutcome& tenant : result.tenants) {
    if (tenant.state == State::failed) {
      const std::string where = tenant.where.empty() ? "" : fmt::format(" ({})", one_line(tenant.where));
      text += fmt::format("  {:<{}}  exit {}: {}{}\n", one_line(tenant.tenant), width, tenant.exit_code, one_line(tenant.reason), where);
    }
  }
  return text;
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
