#include "command/canonical_key.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/build_id.h"
#include "base/length_prefixed.h"
#include "base/sha256.h"
#include "base/text.h"
#include "command/scratch_settings.h"
#include "scratch/server_identity.h"

namespace deed::command {

namespace {

class KeyText {
 public:
  void add(std::string_view part) { append_with_length(text_, part); }
  void add(const std::vector<scratch::PlayedStatement>& statements) {
    add(std::to_string(statements.size()));
    for (const scratch::PlayedStatement& statement : statements) {
      add(statement.outside_transaction ? "alone" : "");
      add(statement.text);
    }
  }
  std::string hash() const { return sha256(text_); }

 private:
  std::string text_;
};

bool switched_off(const config::Environment& environment) {
  const auto found = environment.find("DEED_MODEL_CACHE");
  return found != environment.end() && found->second == "off";
}

// Extensions and text search are made of files beside the program.
bool takes_files(const ScratchPlan& plan) {
  const auto says_text_search = [](const scratch::PlayedStatement& statement) {
    return to_lower(statement.text).find("text search") != std::string::npos;
  };
  return !plan.extensions.empty() || !plan.extension_statements.empty() ||
         std::any_of(plan.statements.begin(), plan.statements.end(), says_text_search);
}

}  // namespace

std::optional<CanonicalKeys> canonical_keys(Invocation& invocation, const config::ServiceConfig& config, const ScratchPlan& plan,
                                            int major) {
  const std::string build = build_id();
  if (config.scratch.url || !plan.repeatable || build.empty() || switched_off(invocation.environment)) {
    return std::nullopt;
  }
  const scratch::WantedServer wanted = scratch_settings(invocation, config, major).wanted;
  const std::optional<std::string> server = scratch::server_identity(
      scratch::find_server_binaries(wanted, invocation.paths, invocation.cancellation), invocation.paths,
      takes_files(plan) ? scratch::ServerFiles::all : scratch::ServerFiles::program_and_template, invocation.cancellation);
  if (!server) {
    return std::nullopt;
  }
  KeyText key;
  key.add(build);
  key.add(*server);
  // libpq sends the first three with a session's beginning, and the server inherits TZ.
  for (const char* name : {"PGTZ", "PGDATESTYLE", "PGGEQO", "TZ"}) {
    const auto found = invocation.environment.find(name);
    key.add(found == invocation.environment.end() ? "" : found->second);
  }
  key.add(to_text(config.database.schemas));
  key.add(std::to_string(plan.roles.size()));
  for (const std::string& role : plan.roles) {
    key.add(role);
  }
  key.add(plan.schemas);
  key.add(std::to_string(plan.extensions.size()));
  for (const scratch::WantedExtension& extension : plan.extensions) {
    key.add(extension.name);
    key.add(extension.schema);
  }
  key.add(plan.extension_statements);
  key.add(plan.publication_statements);
  KeyText surroundings = key;
  surroundings.add(config.name);
  key.add(plan.statements);
  return CanonicalKeys{.model = key.hash(), .surroundings = surroundings.hash()};
}

}  // namespace deed::command
