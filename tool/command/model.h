#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "command/invocation.h"
#include "config/service_config.h"
#include "domain/operation.h"
#include "domain/statement.h"

namespace deed::command {

struct ModelStatement {
  Statement statement;
  Location location;
  // Of a statement that was made of an entry of a TOML file: where its pieces come from.
  std::vector<TextPiece> pieces{};
};

// What a service's model says, before PostgreSQL has seen it.
struct Model {
  std::vector<ModelStatement> statements{};
  // -- deed:renamed-from OLD above a table or a column, `renamed_from` in TOML
  std::vector<DeclaredRename> renames{};
  // Lines and statements of pg_dump that say nothing about a model (backslash lines, SET, OWNER TO, GRANT, ...), and how many of each.
  std::map<std::string, std::size_t> skipped{};
};

// Whether the statement is of this kind, or a DO that runs one of it.
bool says(const Statement& statement, std::string_view kind);

// Reads the model's files, or runs the command that prints it. Throws Error(config) with the place of a statement of a kind that a
// model cannot have, of a literal that never ends, of what is wrong in a TOML file, for a pattern that names no file, and for a command
// that fails.
Model load_model(Invocation& invocation, const config::ServiceConfig& config);

// Whether the service has no model and says nothing of one, as a stand-in for a neighbour, or where all revisions are written by hand: a
// pattern of one's own is meant to name a file.
bool is_without_model(const config::ServiceConfig& config);

// The same as load_model() for a service whose model is in files.
Model load_model_files(const config::ServiceConfig& config);

// The relations and types that the model's CREATE statements make.
std::vector<ObjectName> declared_objects(const Model& model, const SearchPath& path);

// What is to be told of IF NOT EXISTS that PostgreSQL skips, as the model has made a relation of that name before and not dropped it.
std::vector<std::string> declared_twice(const Model& model, const SearchPath& path);

}  // namespace deed::command
