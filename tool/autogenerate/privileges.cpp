#include "autogenerate/privileges.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "autogenerate/compare.h"
#include "autogenerate/ground.h"
#include "autogenerate/types_anew.h"
#include "base/identifier.h"

namespace deed::autogenerate {

namespace {

// A view's columns are known by its mould only, each with its type.
bool has_column(const Definition& view, const std::string& column) {
  return std::any_of(view.mould.begin(), view.mould.end(),
                     [&](const std::string& one) { return one.starts_with(quote_identifier(column) + ' '); });
}

bool has(const Schema& schema, const Address& address) {
  const ObjectName& object = address.object;
  const std::string column = column_of(address);
  if (const Table* table = schema.find_table(object)) {
    return column.empty() || find_part(table->columns, column) != nullptr;
  }
  if (const auto view = schema.definitions.find(Address{object}); view != schema.definitions.end() && !column.empty()) {
    return has_column(view->second, column);
  }
  const bool of_column = std::any_of(schema.tables.begin(), schema.tables.end(), [&](const auto& entry) {
    return entry.first.schema == object.schema &&
           std::any_of(entry.second.columns.begin(), entry.second.columns.end(),
                       [&](const Column& one) { return one.identity && one.identity->sequence == object.name; });
  });
  return of_column || schema.definitions.contains(Address{object}) || schema.sequences.contains(object) || schema.enums.contains(object) ||
         (object.kind == ObjectKind::schema && (schema.schemas.contains(object.name) || object.name == "public"));
}

// Adds the REVOKE for each privilege on a new object that somebody gets by default.
class Revocation {
 public:
  Revocation(const Schema& desired, const Schema& actual, Changes& changes) : desired_(desired), actual_(actual), changes_(changes) {}

  void of(const ObjectName& object, std::string_view type, const std::string& target) {
    std::set<std::pair<std::string, std::string>> given;
    for (const auto& [address, definition] : actual_.definitions) {
      if (definition.kind == "default privilege" && address.object.name == object.schema && definition.mould.size() == 4 &&
          definition.mould[2] == type && definition.mould[3].empty()) {
        given.emplace(definition.mould[0], definition.mould[1]);
      }
    }
    for (const DefaultGrant& grant : actual_.default_grants) {
      if (grant.objects == type && (grant.schema.empty() || grant.schema == object.schema)) {
        given.emplace(grant.privilege, grant.whose);
      }
    }
    for (const auto& [privilege, whose] : given) {
      const std::string part = fmt::format("privilege {} of {}", privilege, whose);
      if (desired_.definitions.contains({object, part})) {
        continue;
      }
      Definition revoked{.address = {object, "given " + part}, .kind = "privilege"};
      revoked.create = fmt::format("REVOKE {} ON {} FROM {}", privilege, target, whose);
      revoked.compared = revoked.create;
      revoked.mould = {privilege, whose};
      revoked.owner = Address{object};
      changes_.definitions.push_back({.to = revoked});
    }
  }

 private:
  const Schema& desired_;
  const Schema& actual_;
  Changes& changes_;
};

std::set<ObjectName> identity_sequences(const Schema& schema) {
  std::set<ObjectName> sequences;
  for (const auto& [name, table] : schema.tables) {
    for (const Column& column : table.columns) {
      if (column.identity) {
        sequences.insert({name.kind, name.schema, column.identity->sequence});
      }
    }
  }
  return sequences;
}

// What somebody can be granted something on.
struct Made {
  std::optional<ObjectName> operator()(const CreateTable& action) const { return action.table.name; }
  std::optional<ObjectName> operator()(const CreateEnum& action) const { return action.type.name; }
  std::optional<ObjectName> operator()(const CreateSequence& action) const { return action.sequence.name; }
  std::optional<ObjectName> operator()(const Define& action) const {
    const ObjectKind kind = action.address.object.kind;
    const bool counts = !action.drops && action.address.part.empty() && (kind == ObjectKind::relation || kind == ObjectKind::function);
    return counts ? std::optional(without_arguments(action.address.object)) : std::nullopt;
  }
  template <typename Other>
  std::optional<ObjectName> operator()(const Other&) const {
    return std::nullopt;
  }
};

bool gives_or_takes(const Action& action) {
  const auto* define = std::get_if<Define>(&action);
  return define != nullptr && (define->statement.starts_with("GRANT ") || define->statement.starts_with("REVOKE "));
}

std::string written(const ObjectName& object) {
  const ObjectName plain = without_arguments(object);
  return quote_qualified(plain.schema, plain.name) + object.name.substr(plain.name.size());
}

}  // namespace

bool is_privilege(const Definition& definition) {
  return definition.kind == "privilege" || definition.kind == "grant option" || definition.kind == "default privilege";
}

void keep_privileges(Schema& desired, const Schema& actual) {
  std::erase_if(desired.definitions, [](const auto& entry) { return is_privilege(entry.second); });
  for (const auto& [address, definition] : actual.definitions) {
    if (is_privilege(definition) && definition.kind != "grant option" && has(desired, *definition.owner)) {
      desired.definitions.emplace(address, definition);
    }
  }
  for (const auto& [address, definition] : actual.definitions) {
    if (definition.kind == "grant option" && desired.definitions.contains(*definition.owner)) {
      desired.definitions.emplace(address, definition);
    }
  }
}

void tell_unsaid_privileges(std::vector<OperationStep>& steps) {
  std::set<ObjectName> gone;
  for (const Address& address : moved_ground(steps)) {
    if (address.part.empty()) {
      gone.insert(without_arguments(address.object));
    }
  }
  for (OperationStep& step : steps) {
    bool told = false;
    for (Operation& operation : step.operations) {
      const std::optional<ObjectName> made = std::visit(Made{}, operation.action);
      if (made && gone.contains(*made)) {
        operation.hazards.emplace_back("Made anew: privileges that were granted by hand, and that no GRANT below gives back, are lost.");
      } else if (gives_or_takes(operation.action) && !std::exchange(told, true)) {
        operation.hazards.emplace_back(
            "As in the database that this was generated from, as the model says nothing of privileges. Fails where there is no such role.");
      }
    }
  }
}

void forget_privileges_of(Schema& desired, const std::string& role) {
  std::erase_if(desired.definitions, [&](const auto& entry) {
    return is_privilege(entry.second) && entry.second.mould.size() > 1 && entry.second.mould[1] == role;
  });
}

void speak_for(Schema& desired, const std::string& role) {
  const std::string named = "FOR ROLE " + role + " ";
  const std::string by = " by " + role;
  const auto without = [](std::string text, const std::string& words) {
    const std::size_t at = text.find(words);
    return at == std::string::npos ? text : text.erase(at, words.size());
  };
  const auto unnamed = [&](std::string part) { return part.ends_with(by) ? part.substr(0, part.size() - by.size()) : part; };
  std::vector<Definition> spoken;
  std::erase_if(desired.definitions, [&](const auto& entry) {
    const bool is_his = entry.second.create.starts_with("ALTER DEFAULT PRIVILEGES " + named);
    if (is_his) {
      spoken.push_back(entry.second);
    }
    return is_his;
  });
  for (Definition& definition : spoken) {
    definition.address.part = unnamed(definition.address.part);
    definition.owner->part = unnamed(definition.owner->part);
    for (std::string* text : {&definition.create, &definition.drop, &definition.alter, &definition.compared}) {
      *text = without(*text, named);
    }
    if (definition.mould.size() > 3) {
      definition.mould[3].clear();
    }
    Address address = definition.address;
    desired.definitions.emplace(std::move(address), std::move(definition));
  }
}

void revoke_unwanted(const Schema& desired, const Schema& actual, bool of_new, Changes& changes) {
  Revocation revocation(desired, actual, changes);
  const std::set<ObjectName> replaced_types = types_made_anew(changes);
  const std::set<ObjectName> dropped = dropped_sequences(changes);
  const auto is_counted = [&](bool was_there) { return was_there || of_new; };
  for (const Change<Table>& change : changes.tables) {
    if (change.to && is_counted(actual.find_table(change.to->name) != nullptr)) {
      revocation.of(change.to->name, "r", "TABLE " + written(change.to->name));
    }
  }
  const auto is_new = [&](const ObjectName& name, bool is_there) { return !is_there ? of_new : dropped.contains(name); };
  const std::set<ObjectName> present = identity_sequences(actual);
  for (const ObjectName& sequence : identity_sequences(desired)) {
    if (is_new(sequence, present.contains(sequence) || actual.sequences.contains(sequence))) {
      revocation.of(sequence, "S", "SEQUENCE " + written(sequence));
    }
  }
  for (const auto& [name, sequence] : desired.sequences) {
    if (is_new(name, present.contains(name) || actual.sequences.contains(name))) {
      revocation.of(name, "S", "SEQUENCE " + written(name));
    }
  }
  for (const auto& [name, type] : desired.enums) {
    if (actual.enums.contains(name) ? replaced_types.contains(name) : of_new) {
      revocation.of(name, "T", "TYPE " + written(name));
    }
  }
  for (const Change<Definition>& change : std::vector<Change<Definition>>(changes.definitions)) {
    if (!change.to || change.from || !change.to->address.part.empty()) {
      continue;
    }
    const ObjectName& object = change.to->address.object;
    const std::string& kind = change.to->kind;
    if (!is_counted(actual.definitions.contains(Address{object}))) {
      continue;
    }
    if (object.kind == ObjectKind::function) {
      revocation.of(object, "f", "ROUTINE " + written(object));
    } else if (kind == "view" || kind == "materialized view") {
      revocation.of(object, "r", "TABLE " + written(object));
    } else if (kind == "domain" || kind == "composite type" || kind == "range type") {
      revocation.of(object, "T", "TYPE " + written(object));
    }
  }
}

}  // namespace deed::autogenerate
