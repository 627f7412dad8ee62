#include "sql/temporary.h"

#include <algorithm>
#include <array>

namespace deed::sql {

namespace {

constexpr std::string_view kTemporarySchema = "pg_temp";

// Statements of these kinds make what they name, or fail.
bool makes_for_sure(std::string_view kind) {
  constexpr std::array kinds =
      std::to_array<std::string_view>({"create table", "create table as", "create view", "create index", "select"});
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

void TemporaryNames::mark(Statement& statement) {
  for (ObjectUse& use : statement.uses) {
    use.temporary = holds(use.object);
  }
  for (NameChange& change : statement.changes) {
    take_in(statement, change);
  }
}

bool TemporaryNames::holds(const WrittenName& name) const {
  return name.schema == kTemporarySchema || (name.schema.empty() && name.kind == ObjectKind::relation && names_.contains(name.name));
}

void TemporaryNames::take_in(const Statement& statement, NameChange& change) {
  const std::string& name = change.object.name;
  switch (change.kind) {
    case ChangeKind::create:
      // What belongs to a temporary table is temporary too.
      change.temporary = change.temporary || (change.dependent && change.other && holds(*change.other));
      if (change.temporary && makes_for_sure(statement.kind) && !name.ends_with("_seq")) {
        names_.insert(name);
      } else if (!change.temporary && change.object.schema == kTemporarySchema) {
        change.temporary = true;
      }
      break;
    case ChangeKind::drop:
      change.temporary = holds(change.object);
      names_.erase(change.temporary ? name : "");
      break;
    case ChangeKind::rename:
      change.temporary = holds(change.object);
      if (change.temporary) {
        names_.erase(name);
        names_.insert(change.other->name);
      }
      break;
    case ChangeKind::attach:
    case ChangeKind::detach: change.temporary = holds(change.object); break;
  }
}

}  // namespace deed::sql
