#include "autogenerate/uncovered.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "autogenerate/types_anew.h"
#include "base/error.h"
#include "base/text.h"

namespace deed::autogenerate {

namespace {

// What the operations drop and do not make again.
std::set<ObjectName> dropped_objects(const std::vector<OperationStep>& steps) {
  std::set<ObjectName> dropped;
  for (const OperationStep& step : steps) {
    for (const Operation& operation : step.operations) {
      if (const auto* table = std::get_if<DropTable>(&operation.action)) {
        dropped.insert(table->name);
      } else if (const auto* moved = std::get_if<MoveRows>(&operation.action)) {
        dropped.insert(moved->to);
      } else if (const auto* sequence = std::get_if<DropSequence>(&operation.action)) {
        dropped.insert(sequence->name);
      } else if (const auto* schema = std::get_if<DropSchema>(&operation.action)) {
        dropped.insert({ObjectKind::schema, "", schema->name});
      }
    }
  }
  return dropped;
}

template <typename Matches>
std::vector<Uncovered> filtered(const std::vector<Uncovered>& all, const Matches& matches) {
  std::vector<Uncovered> found;
  std::copy_if(all.begin(), all.end(), std::back_inserter(found),
               [&](const Uncovered& one) { return one.kind != UncoveredKind::administrative && matches(one); });
  return found;
}

bool same_columns(const Table& a, const Table& b) {
  return std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                    [](const Column& one, const Column& other) { return one.name == other.name; });
}

// Whether nothing gives the column the type made anew: a range leaves functions behind, a partition key keeps its type, and the text of a
// row does not say which value is of which column.
bool is_stuck(const ColumnName& column, const ObjectName& type, const Schema& desired, const Schema& actual) {
  if (const Table* rows = actual.find_table(type)) {
    return !same_columns(*rows, *desired.find_table(type));
  }
  const auto definition = actual.definitions.find(Address{type});
  const std::optional<Partitioning>& partitioning = actual.find_table(column.table)->partitioning;
  const bool in_key =
      partitioning && std::find(partitioning->columns.begin(), partitioning->columns.end(), column.column) != partitioning->columns.end();
  // Inside of an array or of another type nobody can put values into the places of attributes.
  const Column& holder = *find_part(actual.find_table(column.table)->columns, column.column);
  const bool inside = holder.type_name != type || holder.type.ends_with("[]");
  if (inside && attributes_of(type, actual) != attributes_of(type, desired)) {
    return true;
  }
  return definition != actual.definitions.end() && (definition->second.kind == "range type" || in_key);
}

// What PostgreSQL refuses of a table while a column elsewhere has its row type, and why: all that writes its rows anew.
std::map<ObjectName, std::string> rewritten(const Changes& changes) {
  std::map<ObjectName, std::string> tables;
  for (const PartChange<Column>& change : changes.columns) {
    const bool retyped =
        change.from && change.to && (change.from->type != change.to->type || change.from->collation != change.to->collation);
    const bool filled = !change.from && (change.to->identity || !change.to->expression.empty());
    if (retyped || filled) {
      tables.emplace(change.table, fmt::format("column {} {}", change.to->name, retyped ? "changes its type" : "comes with values"));
    }
  }
  for (const Change<Definition>& change : changes.definitions) {
    const Definition& setting = change.to ? *change.to : *change.from;
    if (setting.address.part == "unlogged") {
      tables.emplace(setting.address.object, change.to ? "it becomes unlogged" : "it becomes logged");
    }
  }
  return tables;
}

void require_no_rows_elsewhere(const Changes& changes, const Schema& desired, const Schema& actual) {
  for (const auto& [table, reason] : rewritten(changes)) {
    const std::vector<ColumnName> holders = columns_that_keep(table, desired, actual);
    if (!holders.empty()) {
      throw Error(ErrorKind::config,
                  {.what = fmt::format("{} cannot be written anew ({}) while {}.{} has its row type.", to_string(table), reason,
                                       to_string(holders.front().table), holders.front().column),
                   .where = to_string(table),
                   .hint = "PostgreSQL refuses that. Give the column another type before, in a revision of its own: jsonb, or a composite "
                           "type."});
    }
  }
}

}  // namespace

void require_reachable(const Changes& changes, const Schema& desired, const Schema& actual) {
  require_no_rows_elsewhere(changes, desired, actual);
  for (const ObjectName& type : types_made_anew(changes)) {
    std::vector<std::string> columns;
    for (const ColumnName& column : columns_that_keep(type, desired, actual)) {
      if (is_stuck(column, type, desired, actual)) {
        columns.push_back(fmt::format("{}.{}", to_string(column.table), column.column));
      }
    }
    if (!columns.empty()) {
      throw Error(
          ErrorKind::config,
          {.what = fmt::format("{} cannot become what the model says while columns have it: {}.", to_string(type), join(columns, ", ")),
           .where = to_string(type),
           .hint = "Make a type of another name, give it to the columns, and drop the old one in the next revision."});
    }
  }
}

std::vector<Uncovered> incomparable(const Schema& actual) {
  return filtered(actual.uncovered,
                  [](const Uncovered& one) { return one.kind == UncoveredKind::structure || one.kind == UncoveredKind::object; });
}

std::vector<Uncovered> lost(const std::vector<OperationStep>& upgrade, const Schema& actual) {
  const std::set<ObjectName> dropped = dropped_objects(upgrade);
  return filtered(actual.uncovered, [&](const Uncovered& one) {
    return dropped.contains(one.object) || dropped.contains({ObjectKind::schema, "", one.object.schema});
  });
}

}  // namespace deed::autogenerate
