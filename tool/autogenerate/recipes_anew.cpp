#include <algorithm>
#include <set>

#include "autogenerate/column_type.h"
#include "autogenerate/recipes.h"
#include "base/identifier.h"

namespace deed::autogenerate {

namespace {

constexpr const char* kAnew =
    "No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. "
    "Fails where a row fits no partition; a publication that the model does not declare loses the table.";

// All relations of a schema share these with one another.
std::set<std::string> index_names(const Table& table) {
  std::set<std::string> names;
  for (const Constraint& constraint : table.constraints) {
    if (constraint.is_key()) {
      names.insert(constraint.name);
    }
  }
  for (const Index& index : table.indexes) {
    names.insert(index.name);
  }
  return names;
}

std::set<std::string> identity_sequences(const Table& table) {
  std::set<std::string> names;
  for (const Column& column : table.columns) {
    if (column.identity) {
      names.insert(column.identity->sequence);
    }
  }
  return names;
}

class MakingAnew {
 public:
  MakingAnew(const Situation& situation, const Table& from, const Table& to, Plan& plan)
      : situation_(situation), from_(from), to_(to), subject_(to_string(to.name)), plan_(plan) {
    aside_ = from.name;
    aside_.name =
        situation.replaces_type(from.name) ? situation.type_aside(from.name).name : situation.spare_name(from.name.name, "_replaced");
  }

  void run() {
    make_way();
    std::vector<std::size_t> after;
    if (!rows_go_with_parent()) {
      after.push_back(move_rows());
    }
    keep_sequences(after);
    advance_identities(after);
    Footprint footprint{.removes = {aside_key(from_.name)}, .frees = freed_with_it()};
    std::vector<std::string> others = ties_of(from_).is;
    for (const ObjectName& parent : from_.parents) {
      others.push_back(relation_key(parent));
      footprint.frees.push_back(aside_key(parent));
    }
    std::erase_if(footprint.frees, [&](const std::string& key) { return contains(others, key); });
    add(plan_, {.operation = {DropTable{aside_}},
                .place = {Phase::drop_table, subject_},
                .footprint = std::move(footprint),
                .after = std::move(after)});
  }

 private:
  static bool contains(const std::vector<std::string>& keys, const std::string& key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  }

  // A partition of a table that is made anew too, before and after: what is in it is in that table.
  bool rows_go_with_parent() const {
    return from_.bound && to_.bound && from_.parents == to_.parents && situation_.makes_anew(from_.parents.front());
  }

  bool refers_to_other_anew(const Constraint& constraint) const;
  void leave_parents(Planned& renamed);
  void let_owner_read(Planned& renamed);
  void let_go_of_others(Planned& renamed);
  // What dropping the old table frees: what it refers to may be called otherwise by then, or has been let go of.
  std::vector<std::string> freed_with_it() const;
  void make_way();
  void rename_aside(const std::string& name, std::size_t after);
  // Those that are dropped have rows that go to the new table.
  void read_partitions(const ObjectName& table, Footprint& footprint) const;
  std::size_t move_rows();
  void keep_sequences(std::vector<std::size_t>& before_drop);
  void advance_identities(std::vector<std::size_t>& before_drop);

  const Situation& situation_;
  const Table& from_;
  const Table& to_;
  std::string subject_;
  Plan& plan_;
  ObjectName aside_;
};

void MakingAnew::rename_aside(const std::string& name, std::size_t after) {
  Planned planned = index_aside(situation_, {from_.name.kind, from_.name.schema, name}, {Phase::create_table, subject_, -1});
  planned.after = {after};
  add(plan_, planned);
}

// The new one takes its place there.
void MakingAnew::leave_parents(Planned& renamed) {
  for (const ObjectName& parent : rows_go_with_parent() ? std::vector<ObjectName>{} : from_.parents) {
    renamed.after.push_back(add(
        plan_, {.operation = {DetachTable{from_.name, parent, from_.bound.has_value()}},
                .place = {Phase::create_table, subject_, -3},
                .footprint = {
                    .makes = {loose_key(parent), room_key(parent)}, .removes = {complete_key(parent)}, .frees = {relation_key(parent)}}}));
  }
}

// A policy would hold for the owner too, who reads all of its rows.
void MakingAnew::let_owner_read(Planned& renamed) {
  const auto forced = situation_.actual.definitions.find({from_.name, "forced row-level security"});
  if (forced != situation_.actual.definitions.end()) {
    renamed.after.push_back(
        add(plan_, {.operation = {Define{forced->first, forced->second.drop, true}}, .place = {Phase::create_table, subject_, -3}}));
  }
}

bool MakingAnew::refers_to_other_anew(const Constraint& constraint) const {
  return constraint.reference && constraint.part_of.empty() && constraint.reference->table != from_.name &&
         situation_.makes_anew(constraint.reference->table);
}

std::vector<std::string> MakingAnew::freed_with_it() const {
  Table rest = from_;
  std::erase_if(rest.constraints,
                [&](const Constraint& constraint) { return constraint.reference && situation_.makes_anew(constraint.reference->table); });
  return situation_.with_asides(ties_of(rest).uses);
}

// Its foreign keys to others that are made anew: none of these could go first.
void MakingAnew::let_go_of_others(Planned& renamed) {
  for (const Constraint& constraint : from_.constraints) {
    if (refers_to_other_anew(constraint)) {
      Footprint footprint = dropping(ties_of(from_.name, constraint));
      // A partition that leaves keeps its own.
      footprint.needs.push_back(loose_key(from_.name));
      renamed.after.push_back(add(plan_, {.operation = {DropConstraint{from_.name, constraint.name}},
                                          .place = {Phase::drop_foreign_key, subject_},
                                          .footprint = std::move(footprint)}));
    }
  }
}

// Out of the way, by all names that the new table or its partitions may want.
void MakingAnew::make_way() {
  Planned renamed{.operation = {Rename{RenamedKind::table, from_.name, "", aside_.name}, {kAnew}},
                  .place = {Phase::create_table, subject_, -2}};
  renamed.footprint.removes = ties_of(from_).is;
  renamed.footprint.needs = {loose_key(from_.name)};
  // What is to be its partition is ready by then, so that the table is away for one transaction only.
  for (const LinkChange& link : situation_.changes.links) {
    if (link.parent == to_.name && link.kind == LinkKind::attach) {
      renamed.footprint.needs.push_back(built_key(link.table));
    }
  }
  const Footprint pieces = situation_.dropped_with(from_.name);
  renamed.footprint.removes.insert(renamed.footprint.removes.end(), pieces.removes.begin(), pieces.removes.end());
  leave_parents(renamed);
  let_owner_read(renamed);
  let_go_of_others(renamed);
  std::set<std::string> wanted;
  for (const auto& [name, table] : situation_.desired.tables) {
    wanted.merge(index_names(table));
    wanted.merge(identity_sequences(table));
  }
  const std::vector<std::size_t> yielded = yield_index_names(situation_, from_, renamed.footprint, plan_);
  renamed.after.insert(renamed.after.end(), yielded.begin(), yielded.end());
  const std::vector<std::string>& left = renamed.footprint.removes;
  const std::size_t after = add(plan_, renamed);
  for (const std::string& name : index_names(from_)) {
    if (wanted.contains(name) && contains(left, relation_key({from_.name.kind, from_.name.schema, name}))) {
      rename_aside(name, after);
    }
  }
  for (const std::string& name : identity_sequences(from_)) {
    const ObjectName sequence{from_.name.kind, from_.name.schema, name};
    if (situation_.steps_aside(sequence)) {
      plan_[step_aside(situation_, sequence, plan_)].after = {after};
    }
  }
}

void MakingAnew::read_partitions(const ObjectName& table, Footprint& footprint) const {
  for (const auto& [name, partition] : situation_.actual.tables) {
    if (partition.bound && partition.parents.front() == table) {
      footprint.frees.push_back(situation_.makes_anew(name) ? aside_key(name) : relation_key(name));
      read_partitions(name, footprint);
    }
  }
}

std::size_t MakingAnew::move_rows() {
  MoveRows action{aside_, to_.name, {}, from_.partitioning.has_value()};
  for (const Column& column : to_.columns) {
    const Column* before = find_part(from_.columns, column.name);
    if (before != nullptr && column.generated == Generation::none) {
      const std::string converted = situation_.is_converted(*before, column) ? situation_.converting(*before, column)
                                    : before->type == column.type            ? ""
                                                                             : type_change(*before, column).using_expression;
      action.columns.push_back({column.name, converted.empty() ? quote_identifier(column.name) : converted});
    }
  }
  Planned planned{.operation = {action}, .place = {Phase::attach, subject_, 4}};
  planned.footprint.needs = {relation_key(to_.name), attached_key(to_.name)};
  read_partitions(from_.name, planned.footprint);
  return add(plan_, planned);
}

// Sequences of the old table's columns that the new one's rely on.
void MakingAnew::keep_sequences(std::vector<std::size_t>& before_drop) {
  for (const auto& [name, sequence] : situation_.desired.sequences) {
    const auto present = situation_.actual.sequences.find(name);
    if (present != situation_.actual.sequences.end() && present->second.owner && present->second.owner->table == from_.name) {
      Planned planned{.operation = {OwnSequence{name, sequence.owner}}, .place = {Phase::own_sequence, to_string(name)}};
      planned.footprint.needs = {relation_key(to_.name)};
      before_drop.push_back(add(plan_, planned));
    }
  }
}

void MakingAnew::advance_identities(std::vector<std::size_t>& before_drop) {
  const std::vector<std::size_t> after = before_drop;
  for (const Column& column : to_.columns) {
    if (column.identity && find_part(from_.columns, column.name) != nullptr) {
      const ObjectName sequence{to_.name.kind, to_.name.schema, column.identity->sequence};
      Planned planned = going_on(situation_, sequence, column.identity->options, {to_.name, column.name});
      planned.place = {Phase::own_sequence, to_string(sequence)};
      planned.after = after;
      before_drop.push_back(add(plan_, planned));
    }
  }
}

}  // namespace

std::vector<std::size_t> yield_index_names(const Situation& situation, const Table& table, Footprint& footprint, Plan& plan) {
  const auto is_taken = [&](const std::string& name) {
    return std::any_of(situation.desired.tables.begin(), situation.desired.tables.end(), [&](const auto& entry) {
      return entry.first.schema == table.name.schema && !situation.creates_table(entry.first) && index_names(entry.second).contains(name);
    });
  };
  std::vector<std::size_t> renamed;
  for (const std::string& name : index_names(table)) {
    if (is_taken(name)) {
      const ObjectName index{table.name.kind, table.name.schema, name};
      std::erase(footprint.removes, relation_key(index));
      renamed.push_back(add(plan, index_aside(situation, index, {Phase::create_table, to_string(table.name), -3})));
    }
  }
  return renamed;
}

void plan_making_anew(const Situation& situation, const Table& from, const Table& to, Plan& plan) {
  MakingAnew(situation, from, to, plan).run();
}

}  // namespace deed::autogenerate
