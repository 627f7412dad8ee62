#include "command/desired_state.h"

#include <fmt/format.h>

#include <utility>

#include "autogenerate/privileges.h"
#include "command/model_reader.h"

namespace deed::command {

bool privileges_count(const config::ServiceConfig& config, bool said) {
  const config::PrivilegePolicy policy = config.autogenerate.privileges;
  return policy == config::PrivilegePolicy::all || (policy == config::PrivilegePolicy::where_said && said);
}

void say_as_own_role(Schema& desired, postgres::Connection& live) {
  const std::string role(live.execute("SELECT pg_catalog.quote_ident(current_user)").text(0, 0));
  autogenerate::forget_privileges_of(desired, role);
  autogenerate::speak_for(desired, role);
}

Error uncovered_error(const std::vector<Uncovered>& uncovered, const std::string& where) {
  const Uncovered& first = uncovered.front();
  ErrorText text{.what = fmt::format("{}, which deed does not compare yet.", to_string(first)),
                 .where = where,
                 .hint = "Keep it in revisions written by hand, and list the object in [autogenerate] ignore."};
  for (const Uncovered& further : uncovered) {
    if (&further != &first) {
      text.details.push_back(fmt::format("also {}", to_string(further)));
    }
  }
  return Error(ErrorKind::config, std::move(text));
}

Schema read_desired(Invocation& invocation, const ScratchPlan& plan, const ModelNames& names, const ServiceView& view, int major) {
  const config::ServiceConfig& config = view.config();
  const auto included = [&](const ObjectName& name) {
    const bool given = names.is_given(name) || (name.kind == ObjectKind::schema && plan.given_schemas.contains(name.name));
    return !given && !names.stubs.contains(name) && !names.foreign.contains(name) && !plan.stubs.contains(name) && !view.ignored(name);
  };
  const catalog::ReadScope scope{
      .schemas = config.database.schemas, .includes = included, .own_schemas = view.own_among(names.given_schemas)};
  Schema desired = read_model(invocation, config, plan, scope, major);
  if (!desired.uncovered.empty()) {
    throw uncovered_error(desired.uncovered, fmt::format("the model of {}", view.service()));
  }
  return desired;
}

}  // namespace deed::command
