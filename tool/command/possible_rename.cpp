#include "command/possible_rename.h"

#include <fmt/format.h>

namespace deed::command {

std::string_view loss_without_rename(RenamedKind kind) {
  return kind == RenamedKind::table        ? "would lose its rows"
         : kind == RenamedKind::enum_value ? "fails where a row has the old one"
                                           : "would lose its values";
}

std::string rename_warning(const PossibleRename& possible) {
  const DeclaredRename& rename = possible.rename;
  const std::string option = possible.kind == RenamedKind::table ? fmt::format("{}:{}", rename.from, rename.table.name)
                                                                 : fmt::format("{}.{}:{}", rename.table.name, rename.from, rename.column);
  return fmt::format(
      "{} may be {} under a new name, and {}: if so, write -- deed:renamed-from {} above it in the model, or say --rename {}",
      renamed_object(possible), rename.from, loss_without_rename(possible.kind), rename.from, option);
}

std::string renamed_object(const PossibleRename& possible) {
  const std::string whole = to_string(possible.rename.table);
  switch (possible.kind) {
    case RenamedKind::column: return fmt::format("column {} of {}", possible.rename.column, whole);
    case RenamedKind::enum_value: return fmt::format("value {} of {}", possible.rename.column, whole);
    default: return fmt::format("table {}", whole);
  }
}

}  // namespace deed::command
