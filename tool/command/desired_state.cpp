#include "command/desired_state.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "autogenerate/privileges.h"
#include "base/phase.h"
#include "catalog/schema_reader.h"
#include "command/canonical_key.h"
#include "command/scratch_plan.h"
#include "command/scratch_settings.h"
#include "scratch/kept_forms.h"
#include "scratch/leakproof.h"
#include "sql/analyse.h"

namespace deed::command {

namespace {

// Tells what it made of the plan.
class Scratch {
 public:
  Scratch(Invocation& invocation, const config::ServiceConfig& config, const postgres::Connection& live)
      : log_(invocation.log),
        server_(scratch_settings(invocation, config, live.server_version() / 10'000), invocation.paths, invocation.cancellation),
        database_(server_.create_database(invocation.ids)) {
    // A body may refer to what comes below it, as in what pg_dump prints.
    database_.connection().execute(
        "SELECT pg_catalog.set_config('search_path', $1, false), pg_catalog.set_config('check_function_bodies', 'off', false)",
        {to_text(config.database.schemas)});
  }

  enum class Outcome { whole, without_extensions };

  Outcome play(const ScratchPlan& plan) {
    for (const std::string& role : plan.roles) {
      if (database_.connection().execute("SELECT FROM pg_catalog.pg_roles WHERE rolname = $1", {role}).empty()) {
        database_.create_role(role);
      }
    }
    database_.play(plan.schemas);
    const std::vector<std::string> missing = database_.create_extensions(plan.extensions);
    for (const std::string& extension : missing) {
      log_.warning(
          {.source = "deed.autogenerate",
           .message = fmt::format("The live database has extension {}, the scratch server does not: what the model uses of it will fail",
                                  extension)});
    }
    play_privileged(plan.extension_statements);
    play_in_order(plan.statements);
    play_privileged(plan.publication_statements);
    return missing.empty() ? Outcome::whole : Outcome::without_extensions;
  }

  postgres::Connection& connection() { return database_.connection(); }

 private:
  void play_privileged(const std::vector<scratch::PlayedStatement>& statements) {
    for (const scratch::PlayedStatement& statement : statements) {
      database_.play_privileged(statement);
    }
  }

  // Many at once, but for those that say LEAKPROOF.
  void play_in_order(const std::vector<scratch::PlayedStatement>& statements) {
    const auto says = [](const scratch::PlayedStatement& statement) {
      // The word first: to parse every statement of a model once more would take as long as the first time.
      if (!scratch::not_leakproof(statement.text)) {
        return false;
      }
      const std::string kind = sql::analyse({statement.text, {}}).kind;
      return kind == "create function" || kind == "alter function";
    };
    std::vector<scratch::PlayedStatement> plain;
    for (const scratch::PlayedStatement& statement : statements) {
      if (!says(statement)) {
        plain.push_back(statement);
        continue;
      }
      database_.play(std::exchange(plain, {}));
      database_.play_leakproof(statement);
    }
    database_.play(plain);
  }

  Log& log_;
  scratch::ScratchServer server_;
  scratch::ScratchDatabase database_;
};

// What the model makes, of an earlier run's answers where nothing has changed that they depend on.
Schema read_or_recall(Invocation& invocation, const config::ServiceConfig& config, const ScratchPlan& plan, const catalog::ReadScope& scope,
                      postgres::Connection& live) {
  Phases phases(invocation.log);
  phases.next("recall the model");
  const std::optional<std::string> key = canonical_key(invocation, config, plan, live.server_version() / 10'000);
  const scratch::KeptForms kept(invocation.paths);
  if (const std::optional<std::string> form = key ? kept.find(*key) : std::nullopt) {
    const std::optional<catalog::Recording> recording = catalog::Recording::from_bytes(*form);
    if (std::optional<Schema> schema = recording ? catalog::read_recorded_schema(*recording, scope) : std::nullopt) {
      invocation.log.debug(
          {.source = "deed.autogenerate",
           .message = fmt::format("The model is as in an earlier run, whose canonical form is in {}", kept.file(*key).string()),
           .service = config.name});
      return std::move(*schema);
    }
  }
  phases.next("start the scratch server");
  Scratch scratch(invocation, config, live);
  phases.next("play the model");
  const Scratch::Outcome outcome = scratch.play(plan);
  phases.next("read the scratch database");
  catalog::Recording recording;
  Schema schema = catalog::read_schema(scratch.connection(), scope, &recording);
  if (key && outcome == Scratch::Outcome::whole) {
    phases.next("keep the model's form");
    kept.keep(*key, recording.bytes());
  }
  phases.next("stop the scratch server");
  return schema;
}

}  // namespace

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

Schema read_desired(Invocation& invocation, const Model& model, const ModelNames& names, const ServiceView& view,
                    postgres::Connection& live) {
  const config::ServiceConfig& config = view.config();
  const ScratchPlan plan = plan_scratch(config, model, names, live);
  const auto included = [&](const ObjectName& name) {
    const bool given = names.is_given(name) || (name.kind == ObjectKind::schema && plan.given_schemas.contains(name.name));
    return !given && !names.stubs.contains(name) && !names.foreign.contains(name) && !plan.stubs.contains(name) && !view.ignored(name);
  };
  const catalog::ReadScope scope{
      .schemas = config.database.schemas, .includes = included, .own_schemas = view.own_among(names.given_schemas)};
  Schema desired = read_or_recall(invocation, config, plan, scope, live);
  if (!desired.uncovered.empty()) {
    throw uncovered_error(desired.uncovered, fmt::format("the model of {}", view.service()));
  }
  return desired;
}

}  // namespace deed::command
