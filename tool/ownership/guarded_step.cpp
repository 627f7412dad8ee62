#include "ownership/guarded_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>

#include "ownership/messages.h"

namespace deed::ownership {

namespace {

// The schema of what a statement renames: what the step made is found along the path.
std::string schema_of(const std::set<ObjectName>& made, const WrittenName& name, const SearchPath& path) {
  if (!name.schema.empty() || path.empty()) {
    return name.schema;
  }
  const auto has = [&](const std::string& schema) { return made.contains({name.kind, schema, name.name}); };
  const auto found = std::find_if(path.begin(), path.end(), has);
  return found == path.end() ? path.front() : *found;
}

void add_renamed(std::set<ObjectName>& made, const NameChange& change, const SearchPath& path) {
  const WrittenName& to = *change.other;
  if (to.kind == ObjectKind::schema) {
    std::set<ObjectName> moved{{to.kind, "", to.name}};
    for (const ObjectName& name : made) {
      if (name.schema == change.object.name) {
        moved.insert({name.kind, to.name, name.name});
      }
    }
    made.merge(moved);
    return;
  }
  const bool in_schema = has_schema(to.kind);
  made.insert({to.kind, !in_schema ? "" : to.schema.empty() ? schema_of(made, change.object, path) : to.schema, to.name});
}

// Whether a statement that names nothing runs what others have left for it.
bool runs_what_waits(const Statement& statement) {
  constexpr std::array kKinds = std::to_array<std::string_view>({"close", "execute", "fetch", "release", "set constraints"});
  return std::find(kKinds.begin(), kKinds.end(), statement.kind) != kKinds.end();
}

}  // namespace

std::vector<ObjectName> names_that_may_exist(const GuardedStep& guarded) {
  std::vector<ObjectName> names;
  SearchPath path = guarded.origin.path;
  for (const auto& item : guarded.step->items) {
    const auto* statement = std::get_if<Statement>(&item);
    if (statement == nullptr) {
      continue;
    }
    for (const NameChange& change : statement->changes) {
      const bool relation = change.object.kind == ObjectKind::relation;
      if (change.kind == ChangeKind::create && change.may_exist && relation && !change.dependent && !change.temporary) {
        names.push_back(created_name(change.object, path));
      }
    }
    path = statement->search_path.value_or(path);
  }
  return names;
}

std::optional<OwnershipMap> map_for_guard(const OwnershipMap& before, const GuardedStep& guarded) {
  std::optional<OwnershipMap> map;
  for (const auto& item : guarded.step->items) {
    const auto* directive = std::get_if<Directive>(&item);
    if (directive != nullptr && (directive->kind == DirectiveKind::claim || directive->kind == DirectiveKind::take)) {
      if (!map) {
        map = before;
      }
      fold_directive(map->of(guarded.origin.service), *directive, guarded.origin);
    }
  }
  return map;
}

std::set<ObjectName> created_names(const GuardedStep& guarded) {
  std::set<ObjectName> names;
  SearchPath path = guarded.origin.path;
  for (const auto& item : guarded.step->items) {
    const auto* statement = std::get_if<Statement>(&item);
    if (statement == nullptr) {
      names.insert(std::get<Directive>(item).object.exact().value_or(ObjectName{}));
      continue;
    }
    for (const NameChange& change : statement->changes) {
      if (change.kind == ChangeKind::create || change.kind == ChangeKind::detach) {
        names.insert(created_name(change.object, path));
      } else if (change.kind == ChangeKind::rename) {
        add_renamed(names, change, path);
      }
    }
    path = statement->search_path.value_or(path);
  }
  return names;
}

namespace {

// Written-out DDL of relations and the like, whose text names nobody's code.
bool is_plain_ddl(const Statement& statement) {
  constexpr std::array kTold = std::to_array<std::string_view>({"alter policy",
                                                                "alter sequence",
                                                                "alter table",
                                                                "comment",
                                                                "create index",
                                                                "create policy",
                                                                "create rule",
                                                                "create schema",
                                                                "create sequence",
                                                                "create statistics",
                                                                "create table",
                                                                "create trigger",
                                                                "create view",
                                                                "drop domain",
                                                                "drop index",
                                                                "drop materialized view",
                                                                "drop policy",
                                                                "drop rule",
                                                                "drop sequence",
                                                                "drop statistics",
                                                                "drop table",
                                                                "drop trigger",
                                                                "drop type",
                                                                "drop view",
                                                                "lock"});
  return !statement.undecided && std::find(kTold.begin(), kTold.end(), statement.kind) != kTold.end() &&
         std::none_of(statement.uses.begin(), statement.uses.end(), [&](const ObjectUse& use) {
           // What converts a column's rows is in nobody's definition afterwards.
           const bool converts = use.form == NameForm::type && statement.kind == "alter table";
           return use.object.kind == ObjectKind::function || use.object.kind == ObjectKind::operator_ || converts;
         });
}

// What the server reads a literal with, and what converts a column's rows, is in nobody's definition afterwards: types that are named here,
// and those of columns that an expression outside of a table's own parts compares with a literal.
bool is_told_by_locks(const Statement& statement) {
  constexpr std::array kExpressions = std::to_array<std::string_view>(
      {"alter policy", "create policy", "create rule", "create statistics", "create trigger", "create view"});
  return is_plain_ddl(statement) && std::find(kExpressions.begin(), kExpressions.end(), statement.kind) == kExpressions.end() &&
         std::none_of(statement.uses.begin(), statement.uses.end(), [](const ObjectUse& use) { return use.form == NameForm::type; });
}

// Definitions whose code waits for somebody to call it.
bool only_defines(const Statement& statement) {
  constexpr std::array kinds =
      std::to_array<std::string_view>({"create function", "create procedure", "create type", "grant", "revoke", "drop function"});
  return !statement.undecided && std::find(kinds.begin(), kinds.end(), statement.kind) != kinds.end();
}

}  // namespace

bool runs_extension_scripts(const GuardedStep& guarded) {
  const std::vector<const Statement*> statements = statements_of(*guarded.step);
  const auto of_extension = [](const Statement* statement) { return statement->kind.ends_with(" extension"); };
  return std::any_of(statements.begin(), statements.end(), of_extension) &&
         std::all_of(statements.begin(), statements.end(), [&](const Statement* statement) {
           return of_extension(statement) || is_plain_ddl(*statement) || only_defines(*statement);
         });
}

bool locks_tell(const GuardedStep& guarded) {
  const std::vector<const Statement*> statements = statements_of(*guarded.step);
  return std::all_of(statements.begin(), statements.end(), [](const Statement* statement) { return is_told_by_locks(*statement); });
}

namespace {

bool is_named(const WrittenName& written, const ObjectName& object, const SearchPath& path) {
  const bool in_path = written.schema.empty() && std::find(path.begin(), path.end(), object.schema) != path.end();
  return written.kind == object.kind && written.name == object.name && (in_path || written.schema == object.schema);
}

}  // namespace

std::vector<std::string> suspects(const GuardedStep& guarded, const ObjectName& object, Access access) {
  std::vector<std::string> able;
  std::vector<std::string> others;
  bool named = false;
  SearchPath path = guarded.origin.path;
  const ParsedStep& step = guarded.suspected == nullptr ? *guarded.step : *guarded.suspected;
  for (const Statement* statement : statements_of(step)) {
    const std::string line = fmt::format("{}:{}: {}", guarded.path, statement->position.line, upper(statement->kind));
    const bool names = std::any_of(statement->uses.begin(), statement->uses.end(),
                                   [&](const ObjectUse& use) { return is_named(use.object, object, path) && implies(use.access, access); });
    named = named || names;
    if (names || statement->undecided) {
      able.push_back(line);
    }
    if (names || statement->undecided || !statement->uses.empty() || runs_what_waits(*statement)) {
      others.push_back(line);
    }
    path = statement->search_path.value_or(path);
  }
  std::vector<std::string>& candidates = named ? able : others;
  const std::string_view label = candidates.size() == 1 ? "by " : "perhaps by ";
  std::transform(candidates.begin(), candidates.end(), candidates.begin(),
                 [&](const std::string& line) { return fmt::format("{}{}", label, line); });
  return candidates;
}

bool plainly_writes(const GuardedStep& guarded, const ObjectName& table) {
  SearchPath path = guarded.origin.path;
  bool writes = false;
  for (const auto& item : guarded.step->items) {
    const auto* statement = std::get_if<Statement>(&item);
    if (statement == nullptr) {
      continue;
    }
    if (statement->undecided || statement->kind == "create trigger" || statement->kind == "create rule") {
      return false;
    }
    writes = writes || std::any_of(statement->uses.begin(), statement->uses.end(),
                                   [&](const ObjectUse& use) { return use.access == Access::write && is_named(use.object, table, path); });
    path = statement->search_path.value_or(path);
  }
  return writes;
}

}  // namespace deed::ownership
