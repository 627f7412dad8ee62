#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/source.h"
#include "config/service_config.h"
#include "domain/operation.h"
#include "domain/statement.h"

namespace deed::command {

struct ModelStatement {
  Statement statement;
  Location location;
};

// What the files of a service's model say, before PostgreSQL has seen it.
struct Model {
  std::vector<ModelStatement> statements{};
  // -- deed:renamed-from OLD above a table or a column
  std::vector<DeclaredRename> renames{};
  // Lines and statements of pg_dump that say nothing about a model (backslash lines, SET, OWNER TO, GRANT, ...), and how many of each.
  std::map<std::string, std::size_t> skipped{};
};

// Reads the model's files. Throws Error(config) with the place of a statement of a kind that a model cannot have, of a literal that
// never ends, and for a pattern that names no file.
Model load_model(const config::ServiceConfig& config);

// The relations and types that the model's CREATE statements make.
std::vector<ObjectName> declared_objects(const Model& model, const SearchPath& path);

}  // namespace deed::command
