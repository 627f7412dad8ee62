#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "command/failures.h"
#include "command/tenants.h"
#include "config/tenants.h"
#include "history/state.h"
#include "history/tenant_histories.h"
#include "ownership/fold.h"
#include "runner/session.h"

namespace deed::command {

namespace {

// A schema that is said to be a tenant's, and where that is said.
struct Said {
  std::string schema;
  std::string where;
};

constexpr const char* kHint = "A tenant has a schema of its own, which `tenants.pattern` matches.";

Error refused(std::string what, std::string where, std::string hint = kHint) {
  return Error(ErrorKind::config, {.what = std::move(what), .where = std::move(where), .hint = std::move(hint)});
}

std::vector<Said> by_list(const config::TenantsConfig& tenants) {
  std::vector<Said> said;
  for (const config::Setting& schema : tenants.schemas) {
    said.push_back({schema.value, to_string(schema.location)});
  }
  return said;
}

// Its own, here, and not that of a standby.
constexpr std::string_view kReadOnlyTransaction = "25006";

// A relation or a function of it, its schema, the right to read it.
bool reads_what_is_not_there(const postgres::SqlError& error) {
  constexpr std::array codes = std::to_array<std::string_view>({"42P01", "42883", "3F000", "42501"});
  return std::find(codes.begin(), codes.end(), error.sqlstate()) != codes.end();
}

[[noreturn]] void throw_query_failed(const postgres::SqlError& error, const std::string& at) {
  ErrorText text = error.text();
  text.what = fmt::format("The query of `tenants.schemas` failed: {}", text.what);
  text.where = at;
  if (reads_what_is_not_there(error)) {
    const bool denied = error.kind() == ErrorKind::denied;
    text.hint = denied ? "GRANT that to the service's role; of another service's table its share does it: `deed ownership roles`."
                       : "Correct the query; what another service brings has to be there first: upgrade that one, name its revision in "
                         "`Depends On` of this service's first one, or wait for it with --wait-dependencies 10m.";
    TenantsNotThere not_there(denied ? ErrorKind::denied : ErrorKind::config, std::move(text));
    not_there.with_sqlstate(error.sqlstate());
    throw not_there;
  }
  text.hint = "It runs read-only, by the role and with the search_path of the service.";
  const bool writes = error.sqlstate() == kReadOnlyTransaction;
  throw Error(writes ? ErrorKind::config : error.kind(), std::move(text)).with_sqlstate(error.sqlstate());
}

// The query is a guest: it reads, in one statement.
std::vector<Said> by_query(postgres::Connection& connection, const config::Setting& query) {
  const std::string at = to_string(query.location);
  connection.execute("BEGIN READ ONLY");
  std::vector<Said> said;
  try {
    const postgres::Result result = connection.execute(query.value);
    if (result.columns() != 1) {
      throw refused(fmt::format("The query of `tenants.schemas` has {} columns.", result.columns()), at,
                    "Let it tell the schemas' names and nothing else.");
    }
    for (std::size_t row = 0; row < result.size(); ++row) {
      const std::string where = fmt::format("{} (row {} of the query)", at, row + 1);
      if (result.is_null(row, 0)) {
        throw refused("The query of `tenants.schemas` tells a NULL.", where);
      }
      said.push_back({std::string(result.text(row, 0)), where});
    }
  } catch (const postgres::SqlError& error) {
    if (connection.usable()) {
      connection.execute_uninterrupted("ROLLBACK");
    }
    throw_query_failed(error, at);
  }
  connection.execute("ROLLBACK");
  return said;
}

std::vector<std::string> checked(const config::TenantsConfig& tenants, const std::vector<Said>& said) {
  std::set<std::string> names;
  for (const Said& one : said) {
    if (const std::string why = config::unfit_tenant(tenants, one.schema); !why.empty()) {
      throw refused(why, one.where);
    }
    if (!names.insert(one.schema).second) {
      throw refused(fmt::format("'{}' is told twice.", one.schema), one.where, "Let the query tell each schema once: SELECT DISTINCT ...");
    }
  }
  return {names.begin(), names.end()};
}

std::vector<std::string> selected(const config::ServiceConfig& service, std::vector<std::string> tenants,
                                  const TenantSelection& selection) {
  for (const std::string& name : selection.names) {
    if (!std::binary_search(tenants.begin(), tenants.end(), name)) {
      throw Error(ErrorKind::usage,
                  {.what = fmt::format("{} has no tenant '{}'.{}", service.name, one_line(name), did_you_mean(name, tenants)),
                   .where = to_string(service.tenants->pattern.location),
                   .hint = "`tenants.schemas` in deed.toml tells them."});
    }
  }
  std::erase_if(tenants, [&](const std::string& tenant) {
    const bool named =
        selection.names.empty() || std::find(selection.names.begin(), selection.names.end(), tenant) != selection.names.end();
    return !named || (selection.shard && !selection.shard->has(tenant));
  });
  return tenants;
}

}  // namespace

Error TenantsNotThere::in_vain() const {
  ErrorText late = text();
  late.details.insert(late.details.begin(), "This was waited for in vain.");
  return Error(ErrorKind::wait_timeout, std::move(late)).with_sqlstate(sqlstate());
}

std::vector<std::string> list_tenants(Invocation& invocation, const config::ServiceConfig& service, const TenantSelection& selection) {
  const ServiceRun run(invocation, service);
  postgres::Connection connection =
      runner::open_session(run.settings, runner::SessionUse::read, invocation.cancellation, run.invocation.log);
  return list_tenants(connection, service, selection);
}

std::vector<std::string> list_tenants(postgres::Connection& connection, const config::ServiceConfig& service,
                                      const TenantSelection& selection) {
  const config::TenantsConfig& tenants = *service.tenants;
  const std::vector<Said> said = tenants.query ? by_query(connection, *tenants.query) : by_list(tenants);
  return selected(service, checked(tenants, said), selection);
}

std::vector<TenantHistory> tenant_histories(postgres::Connection& connection, const config::ServiceConfig& service,
                                            const TenantSelection& selection) {
  const std::vector<std::string> tenants = list_tenants(connection, service, selection);
  history::TenantHistories found = history::read_histories(connection, tenants, service.version_table.value.name);
  SilentLog silent;
  std::vector<TenantHistory> result;
  for (const std::string& tenant : tenants) {
    TenantHistory& one = result.emplace_back(TenantHistory{.tenant = tenant});
    if (const auto read = found.read.find(tenant); read != found.read.end()) {
      one.history = std::move(read->second);
    } else if (const auto failed = found.failed.find(tenant); failed != found.failed.end()) {
      one.failure = failed->second;
    } else {
      // Not there, or there and not to be read, which this tells.
      one.failure = Failures(silent).attempt(tenant, [&] {
        one.history = history::read_visible_state(connection, version_table(config::for_tenant(service, tenant)), service.name).history();
      });
      if (one.failure && !connection.usable()) {
        throw *one.failure;
      }
    }
  }
  return result;
}

history::Enrolment enrolment(const config::ServiceConfig& service) {
  if (!service.tenants) {
    return {service.name};
  }
  const auto admit = [&service](const std::vector<OwnershipRow>& rows) {
    const std::vector<OwnershipRow> mine = to_rows(service.name, base_holdings(version_table(service).registered()));
    const std::vector<ownership::Conflict> found = ownership::conflicts(OwnershipMap::from_rows(rows), service.name, mine);
    if (found.empty()) {
      return;
    }
    ErrorText text{.what = fmt::format("The tenants' schemas are not {}'s alone: {}.", service.name, to_string(found.front())),
                   .where = to_string(service.tenants->pattern.location),
                   .hint = "Let the other service release it, or choose another `tenants.pattern`."};
    for (std::size_t i = 1; i < found.size(); ++i) {
      text.details.push_back(to_string(found[i]));
    }
    throw Error(ErrorKind::refused_by_static_check, std::move(text));
  };
  return {service.name, admit};
}

}  // namespace deed::command
