#include "command/scratch_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "autogenerate/generate.h"
#include "autogenerate/stubs.h"
#include "base/identifier.h"
#include "catalog/live_database.h"
#include "catalog/schema_reader.h"
#include "command/named_roles.h"
#include "command/repeatable.h"
#include "sql/analyse.h"
#include "sql/render_step.h"

namespace deed::command {

namespace {

class Planner {
 public:
  Planner(const config::ServiceConfig& config, postgres::Connection& live) : config_(config), live_(live) {}

  ScratchPlan plan(const Model& model, const ModelNames& names) {
    plan_.roles = roles_of(model);
    own_role_ = live_.execute("SELECT current_user").text(0, 0);
    plan_.schemas = missing_schemas(model, names);
    add_model(model, Part::schemas, plan_.schemas);
    plan_.extensions = given_extensions(names);
    add_model(model, Part::extensions, plan_.extension_statements);
    for (const OperationStep& step : stubs(names, declared_schemas(model))) {
      for (const Operation& operation : step.operations) {
        plan_.statements.push_back({sql::render(operation.action, ""), {"the live database"}});
        plan_.analysed.push_back(&plan_.others_statements.emplace_back(sql::analyse({plan_.statements.back().text, {}})));
      }
    }
    add_model(model, Part::rest, plan_.statements);
    for (const ModelStatement& entry : model.statements) {
      if (part_of(entry.statement) == Part::rest) {
        plan_.analysed.push_back(&entry.statement);
      }
    }
    add_model(model, Part::publications, plan_.publication_statements);
    plan_.repeatable = std::all_of(model.statements.begin(), model.statements.end(),
                                   [](const ModelStatement& entry) { return is_repeatable(entry.statement); });
    return std::move(plan_);
  }

 private:
  // Those that are nowhere yet too: the model may come before them.
  std::vector<std::string> roles_of(const Model& model) {
    if (config_.scratch.url) {
      return {};
    }
    std::set<std::string> named = named_roles(model);
    const postgres::Result roles =
        live_.execute("SELECT rolname FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.!~) '^pg_' ORDER BY 1");
    for (std::size_t row = 0; row < roles.size(); ++row) {
      std::string role(roles.text(row, 0));
      if (std::any_of(model.statements.begin(), model.statements.end(),
                      [&](const ModelStatement& entry) { return entry.statement.text.find(role) != std::string::npos; })) {
        named.insert(std::move(role));
      }
    }
    return {named.begin(), named.end()};
  }

  static std::vector<scratch::WantedExtension> given_extensions(const ModelNames& names) {
    std::vector<scratch::WantedExtension> extensions;
    for (const catalog::InstalledExtension& extension : names.extensions) {
      if (names.is_given({ObjectKind::extension, "", extension.name})) {
        extensions.push_back({extension.name, extension.schema});
      }
    }
    return extensions;
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

  void add_model(const Model& model, Part part, std::vector<scratch::PlayedStatement>& statements) const {
    for (const ModelStatement& entry : model.statements) {
      if (part_of(entry.statement) == part) {
        const bool outside = entry.statement.autocommit && entry.statement.autocommit->outside_transaction;
        // The scratch server's role of that name may be its superuser.
        statements.push_back({as_said_by(own_role_, entry.statement), entry.location, entry.pieces, outside});
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
      plan_.given_schemas.insert(schema);
      statements.push_back({fmt::format("CREATE SCHEMA IF NOT EXISTS {}", quote_identifier(schema)), {config_.file.shown}});
    }
    return statements;
  }

  // Of what is the neighbours' and the model refers to, as the live database has them.
  std::vector<OperationStep> stubs(const ModelNames& names, std::set<std::string> there) {
    if (names.foreign.empty()) {
      return {};
    }
    std::set<ObjectName> needed = names.foreign;
    needed.merge(catalog::needed_types(live_, names.foreign));
    there.insert(plan_.given_schemas.begin(), plan_.given_schemas.end());
    there.insert(names.given_schemas.begin(), names.given_schemas.end());
    const Schema schema = autogenerate::stubs_of(
        catalog::read_schema(
            live_, {.schemas = {}, .includes = [&](const ObjectName& name) { return needed.contains(name); }, .with_column_enums = true}),
        there);
    plan_.given_schemas.insert(schema.schemas.begin(), schema.schemas.end());
    plan_.stubs = std::move(needed);
    return autogenerate::create_all(schema);
  }

  const config::ServiceConfig& config_;
  postgres::Connection& live_;
  std::string own_role_{};
  ScratchPlan plan_;
};

}  // namespace

ScratchPlan plan_scratch(const config::ServiceConfig& config, const Model& model, const ModelNames& names, postgres::Connection& live) {
  return Planner(config, live).plan(model, names);
}

}  // namespace deed::command
