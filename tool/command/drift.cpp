#include "command/drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "autogenerate/generate.h"
#include "autogenerate/other_tools.h"
#include "autogenerate/uncovered.h"
#include "base/identifier.h"
#include "base/text.h"
#include "catalog/extensions.h"
#include "catalog/live_database.h"
#include "catalog/schema_reader.h"
#include "command/desired_state.h"
#include "command/ownership_roles.h"
#include "command/played_history.h"
#include "command/possible_rename.h"
#include "command/said_privileges.h"
#include "command/service_view.h"
#include "revisions/writer.h"
#include "runner/session.h"
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

bool is_made(const ObjectName& name, const Schema& played) {
  const auto is_it = [&](const auto& entry) { return without_arguments(entry.first.object) == without_arguments(name); };
  return played.find_table(name) != nullptr || played.enums.contains(name) || played.sequences.contains(name) ||
         (name.kind == ObjectKind::schema && played.schemas.contains(name.name)) ||
         std::any_of(played.definitions.begin(), played.definitions.end(), is_it) ||
         std::any_of(played.uncovered.begin(), played.uncovered.end(), [&](const Uncovered& one) { return one.object == name; });
}

// What was there before deed, by whatever directive it came to the service, and though it is on its way to another one: no revision says
// how it is, and nothing would lead back but to drop it.
std::set<ObjectName> owned_and_not_made(const Holdings& holdings, const catalog::ReadScope& scope, const Schema& played) {
  std::set<ObjectName> unmade;
  const auto add = [&](const auto& objects) {
    for (const auto& [name, origin] : objects) {
      if (scope.includes(name) && !is_made(name, played)) {
        unmade.insert(name);
      }
    }
  };
  add(holdings.objects);
  add(holdings.gifts);
  return unmade;
}

using Privilege = std::tuple<ObjectName, std::string, std::string>;

// What the script of `ownership roles` gives: whose it is, deed.toml says, and so it is nobody's doing by hand.
std::set<Privilege> granted_by_script(const RolePlan& plan) {
  std::set<Privilege> granted;
  const auto add = [&](const ObjectName& object, const std::string& privileges, const std::string& role) {
    for (const std::string& privilege : split_list(privileges)) {
      granted.emplace(object, privilege, quote_identifier(role));
    }
  };
  for (const RolePlan::Grant& grant : plan.grants) {
    add(grant.object, grant.privileges, grant.to);
    add({ObjectKind::schema, "", grant.object.schema}, "USAGE", grant.to);
  }
  for (const RolePlan::Service& service : plan.services) {
    for (const std::string& schema : service.schemas) {
      add({ObjectKind::schema, "", schema}, "USAGE, CREATE", service.owner);
    }
    for (const std::string& schema : service.visible_schemas) {
      add({ObjectKind::schema, "", schema}, "USAGE", service.owner);
    }
  }
  return granted;
}

void forget_granted_by_script(Schema& actual, const Schema& wanted, const RolePlan& plan) {
  const std::set<Privilege> granted = granted_by_script(plan);
  std::erase_if(actual.definitions, [&](const auto& entry) {
    const auto& [address, definition] = entry;
    return definition.kind == "privilege" && !wanted.definitions.contains(address) &&
           granted.contains({without_arguments(address.object), definition.mould[0], definition.mould[1]});
  });
}

// Nobody's deed.toml says there what the names mean.
std::string text_for_hand(const std::vector<OperationStep>& steps, const SearchPath& path) {
  std::string text = steps.empty() ? "" : fmt::format("SET search_path = {};\n\n", to_text(path));
  for (const OperationStep& step : steps) {
    text += revisions::section_text({.kind = step.kind, .body = sql::render_step(step, path.front())});
  }
  return text;
}

}  // namespace

std::string drift(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config) {
  const Service service = require_service(config);
  postgres::Connection live = open(invocation, config);
  const ServiceView view(service, {}, live);
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
  const std::set<ObjectName> unmade = owned_and_not_made(view.holdings(), scope, wanted);
  Schema actual = catalog::read_schema(
      live, {.schemas = scope.schemas, .includes = [&](const ObjectName& name) { return scope.includes(name) && !unmade.contains(name); }});
  autogenerate::forget_history_tables(actual, wanted);
  const bool privileges = privileges_count(config, says_privileges(service));
  if (privileges) {
    say_as_own_role(wanted, live);
    Configs all;
    for (const config::ServiceConfig& one : workspace.services) {
      all.push_back(&one);
    }
    forget_granted_by_script(actual, wanted, read_role_plan(live, all));
  }
  const auto tell_not_compared = [&](const std::string& what) {
    invocation.log.warning(
        {.source = "deed.drift", .event = Event::not_compared, .message = what + ", which is not compared", .service = config.name});
  };
  // A claim may name what is not there yet.
  const std::set<ObjectName> standing = catalog::standing_names(live, {unmade.begin(), unmade.end()});
  for (const ObjectName& name : unmade) {
    if (name.kind == ObjectKind::extension || standing.contains(name)) {
      tell_not_compared(fmt::format("{} is claimed, and no revision makes it", to_string(name)));
    }
  }
  for (const Uncovered& one : wanted.uncovered) {
    tell_not_compared(fmt::format("{} in the revisions", to_string(one)));
  }
  for (const Uncovered& one : actual.uncovered) {
    tell_not_compared(fmt::format("{} in the database", to_string(one)));
  }
  const autogenerate::Options options{
      .online = config.autogenerate.online, .privileges = privileges, .home = config.database.schemas.front()};
  const autogenerate::Draft draft = autogenerate::generate(wanted, actual, options);
  for (const PossibleRename& possible : draft.possible_renames) {
    invocation.log.warning({.source = "deed.drift",
                            .message = fmt::format("{} may be {} that somebody has renamed: rename it back by hand, as what is printed {}",
                                                   renamed_object(possible), possible.rename.from, loss_without_rename(possible.kind)),
                            .service = config.name});
  }
  return text_for_hand(draft.upgrade, config.database.schemas);
}

}  // namespace deed::command
