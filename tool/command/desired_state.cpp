#include "command/desired_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "autogenerate/generate.h"
#include "autogenerate/privileges.h"
#include "autogenerate/stubs.h"
#include "base/identifier.h"
#include "catalog/extensions.h"
#include "catalog/schema_reader.h"
#include "command/scratch_settings.h"
#include "scratch/leakproof.h"
#include "sql/analyse.h"
#include "sql/render_step.h"

namespace deed::command {

namespace {

class Scratch {
 public:
  Scratch(Invocation& invocation, const config::ServiceConfig& config, postgres::Connection& live)
      : config_(config),
        live_(live),
        log_(invocation.log),
        server_(scratch_settings(invocation, config, live.server_version() / 10'000), invocation.paths, invocation.cancellation),
        database_(server_.create_database(invocation.ids)) {
    // A body may refer to what comes below it, as in what pg_dump prints.
    database_.connection().execute(
        "SELECT pg_catalog.set_config('search_path', $1, false), pg_catalog.set_config('check_function_bodies', 'off', false)",
        {to_text(config.database.schemas)});
  }

  void play(const Model& model, const ModelNames& names) {
    create_roles(model);
    std::vector<scratch::PlayedStatement> statements = missing_schemas(model, names);
    // The model's schemas come first: extensions and neighbours may have something in them.
    add_model(model, Part::schemas, statements);
    database_.play(std::exchange(statements, {}));
    create_extensions(names);
    add_model(model, Part::extensions, statements);
    play_privileged(std::exchange(statements, {}));
    for (const OperationStep& step : stubs(names, declared_schemas(model))) {
      for (const Operation& operation : step.operations) {
        statements.push_back({sql::render(operation.action, ""), {"the live database"}});
      }
    }
    add_model(model, Part::rest, statements);
    play_rest(std::exchange(statements, {}));
    add_model(model, Part::publications, statements);
    play_privileged(statements);
  }

  Schema read(const ModelNames& names, const ServiceView& view) {
    const auto included = [&](const ObjectName& name) {
      return !names.stubs.contains(name) && !names.foreign.contains(name) && !stub_enums_.contains(name) && !view.ignored(name) &&
             !names.is_given(name) && !is_given_schema(name);
    };
    return catalog::read_schema(
        database_.connection(),
        {.schemas = config_.database.schemas, .includes = included, .own_schemas = view.own_among(names.given_schemas)});
  }

 private:
  // Grants and policies name roles of the live server. A server of somebody else's gets none.
  void create_roles(const Model& model) {
    if (config_.scratch.url) {
      return;
    }
    const postgres::Result roles = live_.execute("SELECT rolname FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' ORDER BY 1");
    for (std::size_t row = 0; row < roles.size(); ++row) {
      const std::string role(roles.text(row, 0));
      const bool named = std::any_of(model.statements.begin(), model.statements.end(),
                                     [&](const ModelStatement& entry) { return entry.statement.text.find(role) != std::string::npos; });
      const bool there = !database_.connection().execute("SELECT FROM pg_catalog.pg_roles WHERE rolname = $1", {role}).empty();
      if (named && !there) {
        database_.create_role(role);
      }
    }
  }

  void create_extensions(const ModelNames& names) {
    std::vector<scratch::WantedExtension> extensions;
    for (const catalog::InstalledExtension& extension : names.extensions) {
      if (names.is_given({ObjectKind::extension, "", extension.name})) {
        extensions.push_back({extension.name, extension.schema});
      }
    }
    for (const std::string& missing : database_.create_extensions(extensions)) {
      log_.warning({.source = "deed.autogenerate",
                    .message = fmt::format(
                        "The live database has extension {}, the scratch server does not: what the model uses of it will fail", missing)});
    }
  }

  void play_privileged(const std::vector<scratch::PlayedStatement>& statements) {
    for (const scratch::PlayedStatement& statement : statements) {
      database_.play_privileged(statement);
    }
  }

  // Many at once, but for those that say LEAKPROOF.
  void play_rest(std::vector<scratch::PlayedStatement> statements) {
    const auto says = [](const scratch::PlayedStatement& statement) {
      // The word first: to parse every statement of a model once more would take as long as the first time.
      if (!scratch::not_leakproof(statement.text)) {
        return false;
      }
      const std::string kind = sql::analyse({statement.text, {}}).kind;
      return kind == "create function" || kind == "alter function";
    };
    std::vector<scratch::PlayedStatement> plain;
    for (scratch::PlayedStatement& statement : statements) {
      if (!says(statement)) {
        plain.push_back(std::move(statement));
        continue;
      }
      database_.play(std::exchange(plain, {}));
      database_.play_leakproof(statement);
    }
    database_.play(plain);
  }

  enum class Part { schemas, extensions, rest, publications };

  static Part part_of(const Statement& statement) {
    const auto comments_on = [&](ObjectKind kind) {
      return statement.kind == "comment" && std::any_of(statement.uses.begin(), statement.uses.end(), [&](const ObjectUse& use) {
               return use.object.kind == kind && use.access == Access::alter;
             });
    };
    if (statement.kind.ends_with(" extension") || comments_on(ObjectKind::extension)) {
      return Part::extensions;
    }
    if (statement.kind.ends_with(" publication") || comments_on(ObjectKind::publication)) {
      return Part::publications;
    }
    return statement.kind.ends_with(" schema") ? Part::schemas : Part::rest;
  }

  static void add_model(const Model& model, Part part, std::vector<scratch::PlayedStatement>& statements) {
    for (const ModelStatement& entry : model.statements) {
      if (part_of(entry.statement) == part) {
        const bool outside = entry.statement.autocommit && entry.statement.autocommit->outside_transaction;
        statements.push_back({entry.statement.text, entry.location, entry.pieces, outside});
      }
    }
  }

  std::set<std::string> declared_schemas(const Model& model) const {
    std::set<std::string> schemas;
    for (const ObjectName& declared : declared_objects(model, config_.database.schemas)) {
      if (declared.kind == ObjectKind::schema) {
        schemas.insert(declared.name);
      }
    }
    return schemas;
  }

  // Schemas that the model takes for granted: those in `schemas`, and those of others' tables.
  std::vector<scratch::PlayedStatement> missing_schemas(const Model& model, const ModelNames& names) {
    std::set<std::string> schemas(config_.database.schemas.begin(), config_.database.schemas.end());
    for (const std::set<ObjectName>* others : {&names.foreign, &names.stubs}) {
      for (const ObjectName& name : *others) {
        schemas.insert(name.schema);
      }
    }
    schemas.erase("");
    schemas.erase("public");
    for (const std::string& declared : declared_schemas(model)) {
      schemas.erase(declared);
    }
    std::vector<scratch::PlayedStatement> statements;
    for (const std::string& schema : schemas) {
      given_schemas_.insert(schema);
      statements.push_back({fmt::format("CREATE SCHEMA IF NOT EXISTS {}", quote_identifier(schema)), {config_.file.shown}});
    }
    return statements;
  }

  bool is_given_schema(const ObjectName& name) const { return name.kind == ObjectKind::schema && given_schemas_.contains(name.name); }

  // Of the neighbours' tables that the model refers to, as the live database has them.
  std::vector<OperationStep> stubs(const ModelNames& names, std::set<std::string> there) {
    if (names.foreign.empty()) {
      return {};
    }
    there.insert(given_schemas_.begin(), given_schemas_.end());
    there.insert(names.given_schemas.begin(), names.given_schemas.end());
    const Schema schema = autogenerate::stubs_of(
        catalog::read_schema(
            live_,
            {.schemas = {}, .includes = [&](const ObjectName& name) { return names.foreign.contains(name); }, .with_column_enums = true}),
        there);
    given_schemas_.insert(schema.schemas.begin(), schema.schemas.end());
    for (const auto& [name, type] : schema.enums) {
      stub_enums_.insert(name);
    }
    return autogenerate::create_all(schema);
  }

  const config::ServiceConfig& config_;
  postgres::Connection& live_;
  Log& log_;
  scratch::ScratchServer server_;
  scratch::ScratchDatabase database_;
  // Made for others' tables and types.
  std::set<std::string> given_schemas_;
  // Types of the columns of others' tables.
  std::set<ObjectName> stub_enums_;
};

}  // namespace

bool privileges_count(const config::ServiceConfig& config, bool said) {
  const config::PrivilegePolicy policy = config.autogenerate.privileges;
  return policy == config::PrivilegePolicy::all || (policy == config::PrivilegePolicy::where_said && said);
}

void settle_privileges(Schema& desired, const Schema& actual, bool count, postgres::Connection& live) {
  if (count) {
    autogenerate::forget_privileges_of(desired, std::string(live.execute("SELECT pg_catalog.quote_ident(current_user)").text(0, 0)));
  } else {
    autogenerate::keep_privileges(desired, actual);
  }
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
  Scratch scratch(invocation, view.config(), live);
  scratch.play(model, names);
  Schema desired = scratch.read(names, view);
  if (!desired.uncovered.empty()) {
    throw uncovered_error(desired.uncovered, fmt::format("the model of {}", view.service()));
  }
  return desired;
}

}  // namespace deed::command
