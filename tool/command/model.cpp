#include "command/model.h"

#include <fmt/format.h>

#include "base/files.h"
#include "command/model_command.h"
#include "command/model_made.h"
#include "command/model_text.h"
#include "command/service.h"
#include "config/toml_model.h"

namespace deed::command {

namespace {

// The files of a model: SQL stays in the order of the files, TOML is put where it can refer to anything.
class ModelFiles {
 public:
  explicit ModelFiles(const config::ServiceConfig& config) : config_(config) {}

  Model read() {
    for (const std::string& pattern : config_.models.files) {
      const std::vector<std::filesystem::path> paths = expand_pattern(config_.directory, pattern, ErrorKind::config);
      if (paths.empty()) {
        throw Error(ErrorKind::config, {.what = fmt::format("`models.files` has '{}', which names no file.", pattern),
                                        .where = config_.file.shown,
                                        .hint = "Write the model there, or correct the pattern."});
      }
      for (const std::filesystem::path& path : paths) {
        read_file(path);
      }
    }
    append(early_, model_.statements);
    append(early_, late_);
    model_.statements = std::move(early_);
    return std::move(model_);
  }

 private:
  using Statements = std::vector<ModelStatement>;

  void read_file(const std::filesystem::path& path) {
    require_inside(path, config_.directory, ErrorKind::config);
    const std::string shown = service_path(config_, path.lexically_relative(config_.directory).string()).string();
    const SearchPath& schemas = config_.database.schemas;
    if (path.extension() == ".sql") {
      read_model_text(read_text_file(path, ErrorKind::config), shown, TextOrigin::file, schemas, model_);
      return;
    }
    if (path.extension() != ".toml") {
      throw Error(
          ErrorKind::config,
          {.what = "A model is in files that end in .sql or .toml.", .where = shown, .hint = "Rename it, or correct `models.files`."});
    }
    config::TomlModel made = config::read_toml_model(path, shown, schemas);
    take(made.early, early_);
    take(made.tables, model_.statements);
    take(made.late, late_);
    append(model_.renames, made.renames);
  }

  static void take(const std::vector<config::MadeStatement>& made, Statements& statements) {
    for (const config::MadeStatement& statement : made) {
      statements.push_back(read_made_statement(statement));
    }
  }

  template <typename T>
  static void append(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  }

  const config::ServiceConfig& config_;
  Model model_;
  Statements early_;
  Statements late_;
};

}  // namespace

bool is_without_model(const config::ServiceConfig& config) {
  const auto names_file = [&](const std::string& pattern) { return !expand_pattern(config.directory, pattern, ErrorKind::config).empty(); };
  const std::vector<std::string>& files = config.models.files;
  return files == config::ModelsConfig{}.files && std::none_of(files.begin(), files.end(), names_file);
}

Model load_model_files(const config::ServiceConfig& config) { return ModelFiles(config).read(); }

bool says(const Statement& statement, std::string_view kind) {
  return statement.kind == kind || statement.inner_kinds.contains(std::string(kind));
}

Model load_model(Invocation& invocation, const config::ServiceConfig& config) {
  if (config.models.command.empty()) {
    return load_model_files(config);
  }
  Model model;
  const ProgramText printed = run_model_command(invocation, config);
  read_model_text(printed.text, printed.shown, TextOrigin::program, config.database.schemas, model);
  return model;
}

std::vector<ObjectName> declared_objects(const Model& model, const SearchPath& path) {
  std::vector<ObjectName> objects;
  for (const ModelStatement& entry : model.statements) {
    for (const NameChange& change : entry.statement.changes) {
      if (change.kind == ChangeKind::create && !change.dependent && !change.temporary) {
        objects.push_back(created_name(change.object, path));
      }
    }
  }
  return objects;
}

std::vector<std::string> declared_twice(const Model& model, const SearchPath& path) {
  std::map<ObjectName, Location> made;
  std::vector<std::string> told;
  for (const ModelStatement& entry : model.statements) {
    for (const NameChange& change : entry.statement.changes) {
      const ObjectName name = created_name(change.object, path);
      if (change.kind == ChangeKind::drop || change.kind == ChangeKind::rename) {
        made.erase(name);
        continue;
      }
      // Functions of one name differ by their arguments, and OR REPLACE means what it says.
      const bool counts = change.kind == ChangeKind::create && name.kind == ObjectKind::relation && entry.statement.kind != "create view" &&
                          entry.statement.kind != "do";
      if (counts && !made.emplace(name, entry.location).second && change.may_exist) {
        told.push_back(fmt::format("The model makes {} at {} and once more at {}, which PostgreSQL skips as it says IF NOT EXISTS",
                                   to_string(name), to_string(made[name]), to_string(entry.location)));
      }
    }
  }
  return told;
}

}  // namespace deed::command
