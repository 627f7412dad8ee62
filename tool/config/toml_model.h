#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "config/model_entries.h"
#include "config/toml.h"
#include "domain/operation.h"

namespace deed::config {

// A statement made from an entry of a TOML model.
struct MadeStatement {
  // What it has to be when it is read again: "create table".
  std::string kind;
  std::string text{};
  // The entry, and where each piece of the text comes from.
  Location location{};
  std::vector<TextPiece> pieces{};
  // The values in it that somebody wrote as SQL, still to be read by a parser.
  std::vector<SqlValue> values{};
};

// A model in TOML as DDL. Tables may refer to whatever stands below them or in another file: what others need comes early, what needs
// all tables comes late.
struct TomlModel {
  // Schemas, enums, sequences.
  std::vector<MadeStatement> early{};
  // Tables and their indexes.
  std::vector<MadeStatement> tables{};
  // Foreign keys, owners of sequences, comments.
  std::vector<MadeStatement> late{};
  std::vector<DeclaredRename> renames{};
};

// Throws Error(config) with file, line and column for what is not TOML, for keys that are unknown, missing or malformed, for names that
// stand twice or have more than 63 bytes, for columns that the table does not have, and for SQL that would leave its clause. `path` says
// where names without a schema are.
TomlModel read_toml_model(const std::filesystem::path& file, const std::string& shown, const SearchPath& path);
TomlModel toml_model(const TomlTable& file, const SearchPath& path);

}  // namespace deed::config
