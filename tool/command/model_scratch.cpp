#include "command/model_scratch.h"

#include <fmt/format.h>

#include <utility>

#include "command/scratch_settings.h"
#include "scratch/leakproof.h"
#include "sql/analyse.h"

namespace deed::command {

ModelScratch::ModelScratch(Invocation& invocation, const config::ServiceConfig& config, int major)
    : log_(invocation.log),
      server_(scratch_settings(invocation, config, major), invocation.paths, invocation.cancellation),
      database_(server_.create_database(invocation.ids)) {
  // A body may refer to what comes below it, as in what pg_dump prints.
  database_.connection().execute(
      "SELECT pg_catalog.set_config('search_path', $1, false), pg_catalog.set_config('check_function_bodies', 'off', false)",
      {to_text(config.database.schemas)});
}

ModelScratch::Outcome ModelScratch::play(const ScratchPlan& plan, const std::vector<scratch::PlayedStatement>& statements) {
  for (const std::string& role : plan.roles) {
    if (database_.connection().execute("SELECT FROM pg_catalog.pg_roles WHERE rolname = $1", {role}).empty()) {
      database_.create_role(role);
    }
  }
  database_.play(plan.schemas);
  const std::vector<std::string> missing = database_.create_extensions(plan.extensions);
  for (const std::string& extension : missing) {
    log_.warning({.source = "deed.autogenerate",
                  .message = fmt::format(
                      "The live database has extension {}, the scratch server does not: what the model uses of it will fail", extension)});
  }
  play_privileged(plan.extension_statements);
  play_in_order(statements);
  play_privileged(plan.publication_statements);
  return missing.empty() ? Outcome::whole : Outcome::without_extensions;
}

void ModelScratch::play_privileged(const std::vector<scratch::PlayedStatement>& statements) {
  for (const scratch::PlayedStatement& statement : statements) {
    database_.play_privileged(statement);
  }
}

// Many at once, but for those that say LEAKPROOF.
void ModelScratch::play_in_order(const std::vector<scratch::PlayedStatement>& statements) {
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

}  // namespace deed::command
