#include "autogenerate/rename_row_type.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "base/identifier.h"
#include "base/text.h"

namespace deed::autogenerate {

namespace {

// f(item) as it is called when the table has its new name; nothing where no argument has its row type.
std::optional<ObjectName> with_row_type_renamed(const ObjectName& routine, const Rename& rename) {
  const std::size_t open = without_arguments(routine).name.size();
  if (routine.kind != ObjectKind::function || open + 2 >= routine.name.size()) {
    return std::nullopt;
  }
  std::vector<std::string> types;
  bool any = false;
  for (const std::string_view type : split(std::string_view(routine.name).substr(open + 1, routine.name.size() - open - 2), ',')) {
    std::string& renamed = types.emplace_back(type);
    for (const auto& [before, after] : spellings(rename.object, rename.to)) {
      for (const std::string_view behind : {"", "[]"}) {
        const std::string_view space = types.size() > 1 ? " " : "";
        if (type == fmt::format("{}{}{}", space, before, behind)) {
          renamed = fmt::format("{}{}{}", space, after, behind);
          any = true;
        }
      }
    }
  }
  return any ? std::optional(
                   ObjectName{routine.kind, routine.schema, fmt::format("{}({})", routine.name.substr(0, open), join(types, ","))})
             : std::nullopt;
}

// A routine is known by its arguments, of which PostgreSQL tells the types as they are called now.
class RoutineRenamer {
 public:
  RoutineRenamer(const Schema& schema, const Rename& rename) {
    for (const auto& [address, definition] : schema.definitions) {
      if (const auto to = address.part.empty() ? with_row_type_renamed(address.object, rename) : std::nullopt) {
        renamed_.emplace(address.object, *to);
      }
    }
  }

  void rename(Schema& schema) const {
    if (renamed_.empty()) {
      return;
    }
    for (auto& [name, table] : schema.tables) {
      for (Column& column : table.columns) {
        rename(column.uses);
      }
      for (Constraint& constraint : table.constraints) {
        rename(constraint.uses);
      }
      for (Index& index : table.indexes) {
        rename(index.uses);
      }
      if (table.partitioning) {
        rename(table.partitioning->uses);
      }
    }
    std::map<Address, Definition> definitions;
    for (auto& [address, definition] : schema.definitions) {
      rename(definition);
      Address key = definition.address;
      definitions.emplace(std::move(key), std::move(definition));
    }
    schema.definitions = std::move(definitions);
  }

 private:
  void rename(ObjectName& name) const {
    const auto found = renamed_.find(name);
    name = found == renamed_.end() ? name : found->second;
  }
  void rename(std::vector<ObjectName>& names) const {
    std::for_each(names.begin(), names.end(), [&](ObjectName& name) { rename(name); });
  }
  void rename(Definition& definition) const {
    // Its comment and privileges name it with its arguments.
    if (const auto found = renamed_.find(definition.address.object); found != renamed_.end() && definition.is_piece()) {
      const auto arguments = [](const ObjectName& routine) { return routine.name.substr(without_arguments(routine).name.size()) + ' '; };
      for (std::string* text : {&definition.create, &definition.drop, &definition.alter, &definition.compared}) {
        const std::size_t at = text->find(arguments(found->first));
        *text = at == std::string::npos ? *text : text->replace(at, arguments(found->first).size(), arguments(found->second));
      }
    }
    rename(definition.address.object);
    if (definition.owner) {
      rename(definition.owner->object);
    }
    std::for_each(definition.uses.begin(), definition.uses.end(), [&](Address& used) { rename(used.object); });
  }

  std::map<ObjectName, ObjectName> renamed_;
};

}  // namespace

std::array<std::pair<std::string, std::string>, 2> spellings(const ObjectName& object, const std::string& to) {
  return {std::pair(quote_identifier(object.name), quote_identifier(to)),
          std::pair(quote_qualified(object.schema, object.name), quote_qualified(object.schema, to))};
}

void rename_row_type(Schema& schema, const Rename& rename) { RoutineRenamer(schema, rename).rename(schema); }

}  // namespace deed::autogenerate
