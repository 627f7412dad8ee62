#include "command/drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "autogenerate/generate.h"
#include "autogenerate/other_tools.h"
#include "autogenerate/privileges.h"
#include "autogenerate/uncovered.h"
#include "catalog/extensions.h"
#include "catalog/schema_reader.h"
#include "command/desired_state.h"
#include "command/model.h"
#include "command/played_history.h"
#include "command/service_view.h"
#include "revisions/writer.h"
#include "runner/session.h"
#include "sql/analyse.h"
#include "sql/render_step.h"

namespace deed::command {

namespace {

postgres::Connection open(Invocation& invocation, const config::ServiceConfig& config) {
  return runner::open_session(run_settings(config, invocation), runner::SessionUse::read, invocation.cancellation, invocation.log);
}

// Extensions that no service's revisions make: a DBA did, and what the revisions make may need them.
std::vector<scratch::WantedExtension> given_extensions(postgres::Connection& live, const OwnershipMap& map) {
  std::vector<scratch::WantedExtension> given;
  for (const catalog::InstalledExtension& extension : catalog::installed_extensions(live)) {
    if (!map.owner({ObjectKind::extension, "", extension.name}) && !map.owner({ObjectKind::schema, "", extension.schema})) {
      given.push_back({extension.name, extension.schema});
    }
  }
  return given;
}

bool drops_column(const Statement& statement) {
  return statement.kind == "alter table" && statement.text.find("DROP COLUMN") != std::string::npos;
}

// Whether the revision does more about privileges than to give back what is lost where it makes something anew. Autogenerate does that
// for models that leave privileges to others.
bool says_privileges(const Revision& revision) {
  std::set<WrittenName> anew;
  for (const Step& step : revision.upgrade) {
    const ParsedStep parsed = sql::analyse(step);
    for (const Statement* statement : statements_of(parsed)) {
      for (const NameChange& change : statement->changes) {
        if (change.kind == ChangeKind::drop || change.kind == ChangeKind::rename) {
          anew.insert(change.object);
        }
      }
      for (const ObjectUse& use : drops_column(*statement) ? statement->uses : std::vector<ObjectUse>{}) {
        anew.insert(use.object);
      }
      const bool gives_back = !statement->uses.empty() && std::all_of(statement->uses.begin(), statement->uses.end(),
                                                                      [&](const ObjectUse& use) { return anew.contains(use.object); });
      const bool on_objects = says(*statement, "grant") || says(*statement, "revoke");
      if ((on_objects && !gives_back) || says(*statement, "alter default privileges")) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

std::string drift(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config) {
  const Service service = require_service(config);
  postgres::Connection live = open(invocation, config);
  const ServiceView view(service, live);
  const PlayedHistory history(invocation, workspace, config, live.server_version() / 10'000, given_extensions(live, view.map()));
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
  const std::vector<Revision>& revisions = service.graph.revisions();
  const bool said = std::any_of(wanted.definitions.begin(), wanted.definitions.end(),
                                [](const auto& entry) { return autogenerate::is_privilege(entry.second); }) &&
                    std::any_of(revisions.begin(), revisions.end(), says_privileges);
  const bool privileges = privileges_count(config, said);
  if (privileges) {
    forget_own_privileges(wanted, live);
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
