#include <set>

#include "autogenerate/compare.h"
#include "autogenerate/compare_parts.h"

namespace deed::autogenerate {

namespace {

// What is dropped, also where it is made again: its comment goes with it.
class Gone {
 public:
  explicit Gone(const Changes& changes) {
    for (const Change<std::string>& change : changes.schemas) {
      add_if(change, {CommentedKind::schema, {ObjectKind::schema, "", change.from.value_or("")}});
    }
    for (const Change<Enum>& change : changes.enums) {
      if (change.from && (!change.to || !only_adds_labels(*change.from, *change.to))) {
        targets_.insert({CommentedKind::type, change.from->name});
      }
    }
    for (const Change<Sequence>& change : changes.sequences) {
      add_if(change, {CommentedKind::sequence, change.from.value_or(Sequence{}).name});
    }
    for (const Change<Table>& change : changes.tables) {
      if (change.from) {
        add_table(*change.from);
      }
    }
    for (const PartChange<Column>& change : changes.columns) {
      add_if(change, {CommentedKind::column, change.table, name_of(change)});
      add_identity(change);
      if (change.from && (!change.to || !change.to->not_null)) {
        targets_.insert({CommentedKind::constraint, change.table, change.from->not_null_name});
      }
    }
    for (const PartChange<Constraint>& change : changes.constraints) {
      add_if(change, {CommentedKind::constraint, change.table, name_of(change)});
      add_if(change, index_target(change.table, name_of(change)));
    }
    for (const PartChange<Index>& change : changes.indexes) {
      add_if(change, index_target(change.table, name_of(change)));
    }
  }

  bool contains(const CommentTarget& target) const { return targets_.contains(target); }

 private:
  template <typename AnyChange>
  static std::string name_of(const AnyChange& change) {
    return change.from ? change.from->name : "";
  }

  static CommentTarget index_target(const ObjectName& table, const std::string& name) {
    return {CommentedKind::index, {ObjectKind::relation, table.schema, name}};
  }

  template <typename AnyChange>
  void add_if(const AnyChange& change, const CommentTarget& target) {
    if (change.from && !change.to) {
      targets_.insert(target);
    }
  }

  void add_identity(const PartChange<Column>& change) {
    const bool lost = change.from && change.from->identity && !(change.to && change.to->identity);
    if (lost) {
      targets_.insert({CommentedKind::sequence, {ObjectKind::relation, change.table.schema, change.from->identity->sequence}});
    }
  }

  void add_table(const Table& table) {
    targets_.insert({CommentedKind::table, table.name});
    for (const Column& column : table.columns) {
      targets_.insert({CommentedKind::column, table.name, column.name});
      targets_.insert({CommentedKind::constraint, table.name, column.not_null_name});
      add_identity({.table = table.name, .from = column});
    }
    for (const Constraint& constraint : table.constraints) {
      targets_.insert({CommentedKind::constraint, table.name, constraint.name});
      targets_.insert(index_target(table.name, constraint.name));
    }
    for (const Index& index : table.indexes) {
      targets_.insert(index_target(table.name, index.name));
    }
  }

  std::set<CommentTarget> targets_;
};

}  // namespace

void compare_comments(const Schema& desired, const Schema& actual, Changes& changes) {
  const Gone gone(changes);
  for (const auto& [target, text] : actual.comments) {
    if (!desired.comments.contains(target) && !gone.contains(target)) {
      changes.comments.push_back({target, ""});
    }
  }
  for (const auto& [target, text] : desired.comments) {
    const auto found = actual.comments.find(target);
    if (found == actual.comments.end() || found->second != text || gone.contains(target)) {
      changes.comments.push_back({target, text});
    }
  }
}

}  // namespace deed::autogenerate
