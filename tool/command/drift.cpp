#include "command/drift.h"

#include <fmt/format.h>

#include <algorithm>

#include "autogenerate/generate.h"
#include "autogenerate/other_tools.h"
#include "autogenerate/privileges.h"
#include "autogenerate/uncovered.h"
#include "catalog/schema_reader.h"
#include "command/desired_state.h"
#include "command/played_history.h"
#include "command/service_view.h"
#include "revisions/writer.h"
#include "runner/session.h"
#include "sql/render_step.h"

namespace deed::command {

namespace {

postgres::Connection open(Invocation& invocation, const config::ServiceConfig& config) {
  return runner::open_session(run_settings(config, invocation), runner::SessionUse::read, invocation.cancellation, invocation.log);
}

}  // namespace

std::string drift(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config) {
  const Service service = require_service(config);
  postgres::Connection live = open(invocation, config);
  const ServiceView view(service, live);
  const PlayedHistory history(invocation, workspace, config, live.server_version() / 10'000);
  SilentLog silent;
  Invocation there = history.there(invocation, silent);
  postgres::Connection played = open(there, config);

  const catalog::ReadScope scope{.schemas = config.database.schemas,
                                 // By what its revisions claimed: what deed.toml wants from now on plays no part.
                                 .includes = [&](const ObjectName& name) {
                                   const std::optional<Owner> owner = view.map().owner(name);
                                   return owner && owner->service == config.name && !view.ignored(name);
                                 }};
  Schema wanted = catalog::read_schema(played, scope);
  Schema actual = catalog::read_schema(live, scope);
  autogenerate::forget_history_tables(actual, wanted);
  const bool said = std::any_of(wanted.definitions.begin(), wanted.definitions.end(),
                                [](const auto& entry) { return autogenerate::is_privilege(entry.second); });
  const bool privileges = privileges_count(config, said);
  if (privileges) {
    say_as_own_role(wanted, live);
  }
  const auto tell_not_compared = [&](const std::string& what) {
    invocation.log.warning(
        {.source = "deed.drift", .event = Event::not_compared, .message = what + ", which is not compared", .service = config.name});
  };
  for (const Uncovered& one : wanted.uncovered) {
    tell_not_compared(fmt::format("{} in the revisions", to_string(one)));
  }
  for (const Uncovered& one : actual.uncovered) {
    tell_not_compared(fmt::format("{} in the database", to_string(one)));
  }
  const std::string& home = config.database.schemas.front();
  std::string text;
  const autogenerate::Options options{.online = config.autogenerate.online, .privileges = privileges, .home = home};
  for (const OperationStep& step : autogenerate::generate(wanted, actual, options).upgrade) {
    text += revisions::section_text({.kind = step.kind, .body = sql::render_step(step, home)});
  }
  return text;
}

}  // namespace deed::command
