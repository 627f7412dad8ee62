#include "autogenerate/uncovered.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

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

// A type whose columns would have to be converted.
std::optional<ObjectName> disturbed_type(const Change<Definition>& change) {
  if (change.from && change.to) {
    return change.to->kind == "attribute" ? std::optional(change.to->address.object) : std::nullopt;
  }
  const bool type =
      change.from && (change.from->kind == "domain" || change.from->kind == "composite type" || change.from->kind == "range type");
  return type ? std::optional(change.from->address.object) : std::nullopt;
}

// The columns that have the type before and after.
std::vector<std::string> columns_that_keep(const ObjectName& type, const Schema& desired, const Schema& actual) {
  std::vector<std::string> found;
  for (const auto& [name, table] : actual.tables) {
    const Table* wanted = desired.find_table(name);
    for (const Column& column : wanted == nullptr ? std::vector<Column>{} : table.columns) {
      const Column* kept = find_part(wanted->columns, column.name);
      if (kept != nullptr && column.type_name == type && kept->type_name == type) {
        found.push_back(fmt::format("{}.{}", to_string(name), column.name));
      }
    }
  }
  return found;
}

}  // namespace

void require_reachable(const Changes& changes, const Schema& desired, const Schema& actual) {
  for (const Change<Definition>& change : changes.definitions) {
    const std::optional<ObjectName> type = disturbed_type(change);
    const std::vector<std::string> columns = type ? columns_that_keep(*type, desired, actual) : std::vector<std::string>{};
    if (!columns.empty()) {
      throw Error(
          ErrorKind::config,
          {.what = fmt::format("{} cannot become what the model says while columns have it: {}.", to_string(*type), join(columns, ", ")),
           .where = to_string(*type),
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
