#include "ownership/adoption.h"

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
        objects.push_back({object, change.dependent ? "index" : made_by(*statement), change.columns, change.dependent});
      }
    }
    path = statement->search_path.value_or(path);
  }
  return objects;
}

}  // namespace deed::ownership
