#include "command/requested_renames.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <variant>

#include "autogenerate/rename.h"
#include "base/error.h"
#include "base/identifier.h"
#include "base/text.h"

namespace deed::command {

namespace {

class Check {
 public:
  Check(const std::vector<DeclaredRename>& all, const Schema& desired, const Schema& actual)
      : desired_(desired), actual_(actual), pending_(autogenerate::pending_renames(all, desired, actual)) {}

  void run(const DeclaredRename& rename) const {
    if (is_pending(rename)) {
      return;
    }
    if (rename.column.empty()) {
      explain_table(rename);
    } else if (desired_.enums.contains(rename.table) && actual_.enums.contains(rename.table)) {
      explain_value(rename);
    } else {
      explain_column(rename);
    }
    throw failure(rename, "the new name is in the database already", "");
  }

 private:
  bool is_pending(const DeclaredRename& rename) const { return std::find(pending_.begin(), pending_.end(), rename) != pending_.end(); }

  static Error failure(const DeclaredRename& rename, const std::string& why, const std::string& guess) {
    const std::string table = rename.column.empty() ? "" : rename.table.name + ".";
    const std::string& to = rename.column.empty() ? rename.table.name : rename.column;
    return Error(ErrorKind::usage, {.what = fmt::format("--rename {}{}:{} renames nothing: {}.{}", one_line(table), one_line(rename.from),
                                                        one_line(to), one_line(why), guess),
                                    .hint = "--rename old_table:new_table, table.old_column:new_column, or enum.old_value:new_value."});
  }

  static std::vector<std::string> table_names(const Schema& schema, const std::string& of_schema) {
    std::vector<std::string> names;
    for (const auto& [name, table] : schema.tables) {
      if (name.schema == of_schema) {
        names.push_back(name.name);
      }
    }
    return names;
  }

  static std::vector<std::string> column_names(const Table& table) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) {
      names.push_back(column.name);
    }
    return names;
  }

  const Table& require_table(const DeclaredRename& rename, const Schema& schema, const ObjectName& name, std::string_view where) const {
    const Table* table = schema.find_table(name);
    if (table == nullptr) {
      throw failure(rename, fmt::format("no table {} {}", to_string(name), where),
                    did_you_mean(name.name, table_names(schema, name.schema)));
    }
    return *table;
  }

  static void require_column(const DeclaredRename& rename, const Table& table, const std::string& column, std::string_view where) {
    if (find_part(table.columns, column) == nullptr) {
      throw failure(rename, fmt::format("{} has no column {} {}", to_string(table.name), column, where),
                    did_you_mean(column, column_names(table)));
    }
  }

  void explain_table(const DeclaredRename& rename) const {
    require_table(rename, actual_, {rename.table.kind, rename.table.schema, rename.from}, "of this service is in the database");
    require_table(rename, desired_, rename.table, "is in the model");
  }

  void explain_column(const DeclaredRename& rename) const {
    const Table& wanted = require_table(rename, desired_, rename.table, "is in the model");
    const auto moved = std::find_if(pending_.begin(), pending_.end(),
                                    [&](const DeclaredRename& one) { return one.column.empty() && one.table == rename.table; });
    const ObjectName present = moved == pending_.end() ? rename.table : ObjectName{rename.table.kind, rename.table.schema, moved->from};
    require_column(rename, require_table(rename, actual_, present, "of this service is in the database"), rename.from, "in the database");
    require_column(rename, wanted, rename.column, "in the model");
  }

  void explain_value(const DeclaredRename& rename) const {
    for (const auto& [labels, value, where] : {std::tuple(&actual_.enums.at(rename.table).labels, rename.from, "in the database"),
                                               std::tuple(&desired_.enums.at(rename.table).labels, rename.column, "in the model")}) {
      if (std::find(labels->begin(), labels->end(), value) == labels->end()) {
        throw failure(rename, fmt::format("{} has no value '{}' {}", to_string(rename.table), value, where), did_you_mean(value, *labels));
      }
    }
  }

  const Schema& desired_;
  const Schema& actual_;
  std::vector<DeclaredRename> pending_;
};

// Where the renamed table or column would be new: the tables of its schema, or columns of its table, that would be dropped.
std::vector<std::string> going_beside(const DeclaredRename& rename, const Schema& desired, const Schema& actual) {
  std::vector<std::string> names;
  const Table* wanted = desired.find_table(rename.table);
  const Table* present = actual.find_table(rename.table);
  if (rename.column.empty() && wanted != nullptr && present == nullptr) {
    for (const auto& [name, table] : actual.tables) {
      if (name.schema == rename.table.schema && desired.find_table(name) == nullptr) {
        names.push_back(name.name);
      }
    }
  } else if (wanted != nullptr && present != nullptr && find_part(present->columns, rename.column) == nullptr) {
    for (const Column& column : present->columns) {
      if (find_part(wanted->columns, column.name) == nullptr) {
        names.push_back(column.name);
      }
    }
  }
  return names;
}

}  // namespace

void require_matching(const std::vector<DeclaredRename>& requested, const std::vector<DeclaredRename>& all, const Schema& desired,
                      const Schema& actual) {
  const Check check(all, desired, actual);
  std::for_each(requested.begin(), requested.end(), [&](const DeclaredRename& rename) { check.run(rename); });
}

std::vector<std::string> misspelt_renames(const std::vector<DeclaredRename>& declared, const Schema& desired, const Schema& actual) {
  std::vector<std::string> warnings;
  for (const DeclaredRename& rename : declared) {
    const std::vector<std::string> going = going_beside(rename, desired, actual);
    const auto meant = std::find_if(going.begin(), going.end(), [&](const std::string& name) {
      return to_lower(name) == to_lower(rename.from) || !did_you_mean(rename.from, {name}).empty();
    });
    const bool matches = std::find(going.begin(), going.end(), rename.from) != going.end();
    if (!matches && meant != going.end()) {
      const std::string of_column = rename.column.empty() ? "" : "." + quote_identifier(rename.column);
      warnings.push_back(fmt::format(
          "{}{} says that it was {}, which is not there: {} would be dropped. Did you mean -- deed:renamed-from {}?",
          to_string(rename.table), of_column, quote_identifier(rename.from), quote_identifier(*meant), quote_identifier(*meant)));
    }
  }
  return warnings;
}

void warn_of_moves(const std::vector<OperationStep>& upgrade, std::vector<std::string>& warnings) {
  std::set<ObjectName> dropped;
  std::set<ObjectName> made;
  for (const OperationStep& step : upgrade) {
    for (const Operation& operation : step.operations) {
      if (const auto* drop = std::get_if<DropTable>(&operation.action)) {
        dropped.insert(drop->name);
      } else if (const auto* make = std::get_if<CreateTable>(&operation.action)) {
        made.insert(make->table.name);
      }
    }
  }
  for (const ObjectName& to : made) {
    const auto from = std::find_if(dropped.begin(), dropped.end(),
                                   [&](const ObjectName& name) { return name.name == to.name && name.schema != to.schema; });
    if (from != dropped.end() && !made.contains(*from)) {
      warnings.push_back(
          fmt::format("Table {} may be {} in another schema, and would lose its rows: if so, write a revision by hand: ALTER "
                      "TABLE {} SET SCHEMA {}",
                      to_string(to), to_string(*from), quote_qualified(from->schema, from->name), quote_identifier(to.schema)));
    }
  }
}

}  // namespace deed::command
