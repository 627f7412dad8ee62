#include "ownership/adoption.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <variant>

namespace deed::ownership {

namespace {

// "create materialized view" makes a materialized view; of CREATE TABLE AS and the like the table.
std::string made_by(const Statement& statement) {
  constexpr std::string_view kCreate = "create ";
  if (!statement.kind.starts_with(kCreate)) {
    return "";
  }
  const std::string kind = statement.kind.substr(kCreate.size());
  return kind.starts_with("table") ? "table" : kind;
}

// Those of INHERITS too; none where the step does not make all of its parents.
std::vector<std::string> columns_of(const Statement& statement, const NameChange& change, const SearchPath& path,
                                    const std::vector<AdoptedObject>& objects) {
  std::vector<std::string> columns = change.columns;
  for (const ObjectUse& use : statement.uses) {
    // CREATE TABLE alters nothing but its parents. A partition has the columns of its own, whatever it says.
    const bool inherits = statement.kind == "create table" && use.access == Access::alter && !change.other;
    if (!inherits) {
      continue;
    }
    const ObjectName parent = created_name(use.object, path);
    const auto found = std::find_if(objects.begin(), objects.end(), [&](const AdoptedObject& object) { return object.object == parent; });
    if (found == objects.end() || found->columns.empty()) {
      return {};
    }
    std::copy_if(found->columns.begin(), found->columns.end(), std::back_inserter(columns),
                 [&](const std::string& column) { return std::find(columns.begin(), columns.end(), column) == columns.end(); });
  }
  return columns;
}

}  // namespace

std::vector<AdoptedObject> adopted_objects(const ParsedStep& step, const SearchPath& schemas) {
  std::vector<AdoptedObject> objects;
  SearchPath path = schemas;
  for (const auto& item : step.items) {
    const auto* statement = std::get_if<Statement>(&item);
    if (statement == nullptr) {
      continue;
    }
    for (const NameChange& change : statement->changes) {
      const ObjectName object = created_name(change.object, path);
      const bool made = change.kind == ChangeKind::create && !change.temporary && !change.may_exist;
      const bool named_index = statement->kind == "create index" && !object.name.empty();
      if (made && (!change.dependent || named_index)) {
        objects.push_back(
            {object, change.dependent ? "index" : made_by(*statement), columns_of(*statement, change, path, objects), change.dependent});
      }
    }
    path = statement->search_path.value_or(path);
  }
  return objects;
}

}  // namespace deed::ownership
