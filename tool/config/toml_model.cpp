#include "config/toml_model.h"

#include "config/model_checks.h"
#include "config/model_ddl.h"
#include "config/model_keys.h"

namespace deed::config {

namespace {

std::vector<DeclaredRename> renames_of(const ModelEntries& model, const SearchPath& path) {
  std::vector<DeclaredRename> renames;
  for (const TableEntry& table : model.tables) {
    const ObjectName name = created_name(table.name.value, path);
    if (table.renamed_from) {
      renames.push_back({.table = name, .from = table.renamed_from->value});
    }
    for (const ColumnEntry& column : table.columns) {
      if (column.renamed_from) {
        renames.push_back({.table = name, .column = column.name.value, .from = column.renamed_from->value});
      }
    }
  }
  return renames;
}

}  // namespace

TomlModel toml_model(const TomlTable& file, const SearchPath& path) {
  const ModelEntries entries = read_model_entries(file);
  check_model_entries(entries, path);
  TomlModel model = made_statements(entries);
  model.renames = renames_of(entries, path);
  return model;
}

TomlModel read_toml_model(const std::filesystem::path& file, const std::string& shown, const SearchPath& path) {
  return toml_model(read_toml(file, shown), path);
}

}  // namespace deed::config
