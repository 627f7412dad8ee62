#include "ownership/touches.h"

#include <algorithm>
#include <variant>

namespace deed::ownership {

namespace {

bool share_any(const std::set<ObjectName>& one, const std::set<ObjectName>& other) {
  return std::any_of(one.begin(), one.end(), [&](const ObjectName& object) { return other.contains(object); });
}

Touch touch_of(const OwnershipMap& map, const Statement& statement, const SearchPath& path) {
  Touch touch{.statement = &statement};
  const auto resolved = [&](const WrittenName& name) {
    const ObjectName object = map.resolve(name, path);
    return map.table_of(object).value_or(object);
  };
  for (const NameChange& change : statement.changes) {
    if (change.temporary) {
      continue;
    }
    if (!change.dependent || !change.other) {
      touch.changed.insert(resolved(change.object));
    }
    if (change.kind == ChangeKind::rename) {
      const ObjectName from = map.resolve(change.object, path);
      touch.changed.insert({from.kind, change.other->schema.empty() ? from.schema : change.other->schema, change.other->name});
    } else if (change.other) {
      touch.changed.insert(resolved(*change.other));
    }
  }
  for (const ObjectUse& use : statement.uses) {
    if (!use.temporary) {
      (use.access == Access::alter ? touch.changed : touch.used).insert(resolved(use.object));
    }
  }
  return touch;
}

}  // namespace

bool Touch::changes_any(const std::set<ObjectName>& objects) const { return share_any(changed, objects); }

bool Touch::uses_any(const std::set<ObjectName>& objects) const { return share_any(used, objects); }

std::vector<Touch> touches(OwnershipMap& map, const ParsedStep& step, const StepOrigin& origin) {
  std::vector<Touch> result;
  SearchPath path = origin.path;
  for (const auto& item : step.items) {
    if (const auto* directive = std::get_if<Directive>(&item)) {
      fold_directive(map.of(origin.service), *directive, origin);
      continue;
    }
    const auto& statement = std::get<Statement>(item);
    result.push_back(touch_of(map, statement, path));
    fold_statement(map.of(origin.service), statement, origin, path);
  }
  return result;
}

}  // namespace deed::ownership
