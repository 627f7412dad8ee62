#include "autogenerate/rename.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "autogenerate/remove_part.h"
#include "autogenerate/usual_names.h"
#include "base/error.h"
#include "base/identifier.h"
#include "base/text.h"

namespace deed::autogenerate {

namespace {

// Which of the renames are still to be done, in the order in which each finds its new name free. `names`: what stands there now.
template <typename NewName, typename OldName, typename Wanted>
std::vector<DeclaredRename> in_order(const std::vector<DeclaredRename>& declared, std::set<std::string> names, const NewName& new_name,
                                     const OldName& old_name, const Wanted& wanted) {
  std::vector<DeclaredRename> pending;
  std::vector<bool> done(declared.size(), false);
  for (bool found = true; found;) {
    found = false;
    for (std::size_t i = 0; i < declared.size(); ++i) {
      const std::string to = new_name(declared[i]);
      if (done[i] || !wanted(declared[i]) || names.contains(to) || !names.contains(old_name(declared[i]))) {
        continue;
      }
      names.erase(old_name(declared[i]));
      names.insert(to);
      pending.push_back(declared[i]);
      done[i] = found = true;
    }
  }
  return pending;
}

ObjectName old_table(const DeclaredRename& rename) { return {rename.table.kind, rename.table.schema, rename.from}; }

std::vector<DeclaredRename> pending_tables(const std::vector<DeclaredRename>& declared, const Schema& desired, const Schema& actual) {
  std::vector<DeclaredRename> of_tables;
  std::copy_if(declared.begin(), declared.end(), std::back_inserter(of_tables),
               [](const DeclaredRename& rename) { return rename.column.empty(); });
  std::set<std::string> names;
  for (const auto& [name, table] : actual.tables) {
    names.insert(to_string(name));
  }
  return in_order(
      of_tables, std::move(names), [](const DeclaredRename& rename) { return to_string(rename.table); },
      [](const DeclaredRename& rename) { return to_string(old_table(rename)); },
      [&](const DeclaredRename& rename) { return desired.find_table(rename.table) != nullptr; });
}

// The columns of a table, or the values of an enum; nothing where there is neither.
std::optional<std::set<std::string>> part_names(const Schema& schema, const ObjectName& name) {
  std::set<std::string> names;
  if (const Table* table = schema.find_table(name)) {
    for (const Column& column : table->columns) {
      names.insert(column.name);
    }
    return names;
  }
  const auto type = schema.enums.find(name);
  return type == schema.enums.end() ? std::nullopt : std::optional(std::set(type->second.labels.begin(), type->second.labels.end()));
}

// Those of the columns of one table or the values of one enum.
std::vector<DeclaredRename> pending_parts(const std::vector<DeclaredRename>& declared, const ObjectName& whole,
                                          const std::set<std::string>& wanted, const std::set<std::string>& present) {
  std::vector<DeclaredRename> of_whole;
  std::copy_if(declared.begin(), declared.end(), std::back_inserter(of_whole),
               [&](const DeclaredRename& rename) { return !rename.column.empty() && rename.table == whole; });
  return in_order(
      of_whole, present, [](const DeclaredRename& rename) { return rename.column; },
      [](const DeclaredRename& rename) { return rename.from; },
      [&](const DeclaredRename& rename) { return wanted.contains(rename.column); });
}

std::string shown(const ObjectName& table, const std::string& column) {
  return column.empty() ? to_string(table) : fmt::format("{}.{}", to_string(table), quote_identifier(column));
}

// What a declared rename leads to, and what it comes from.
std::string new_shown(const DeclaredRename& rename) { return shown(rename.table, rename.column); }
std::string old_shown(const DeclaredRename& rename) {
  return rename.column.empty() ? to_string(old_table(rename)) : shown(rename.table, rename.from);
}

// All names of the name space that tables, sequences, indexes and types share.
std::set<ObjectName> relation_names(const Schema& schema) {
  std::set<ObjectName> names;
  for (const auto& [name, type] : schema.enums) {
    names.insert(name);
  }
  for (const auto& [name, sequence] : schema.sequences) {
    names.insert(name);
  }
  for (const auto& [name, table] : schema.tables) {
    names.insert(name);
    for (const Constraint& constraint : table.constraints) {
      if (constraint.is_key()) {
        names.insert({name.kind, name.schema, constraint.name});
      }
    }
    for (const Index& index : table.indexes) {
      names.insert({name.kind, name.schema, index.name});
    }
    for (const Column& column : table.columns) {
      if (column.identity) {
        names.insert({name.kind, name.schema, column.identity->sequence});
      }
    }
  }
  return names;
}

ObjectName new_name(const Rename& rename) { return {rename.object.kind, rename.object.schema, rename.to}; }

// Renames to do and their effect, one after the other.
class Renamer {
 public:
  Renamer(Schema& actual, const Schema& desired, ModelSide model) : actual_(actual), desired_(desired), model_(model) {}

  void declared(const std::vector<DeclaredRename>& pending);
  void sequences();
  // Until nothing more finds its new name free: what took it may have given it up.
  void parts() {
    while (next_parts()) {
    }
  }
  void not_nulls();
  std::vector<Rename> take() { return std::move(done_); }

 private:
  void apply(Rename one) {
    rename(actual_, one);
    done_.push_back(std::move(one));
  }
  std::vector<Rename> renamed_sequences() const;
  bool is_renamed(const ObjectName& table) const {
    return std::any_of(done_.begin(), done_.end(),
                       [&](const Rename& one) { return one.kind == RenamedKind::table && new_name(one) == table; });
  }
  bool next_parts();
  template <typename Part>
  bool may_differ(const ObjectName& table, const Part& present, const Part& wanted) const;
  bool follows_rename(const ObjectName& table) const;
  bool has_from_parent(const Table& table, const Constraint& check) const;
  template <typename Part, typename Alike>
  std::vector<Rename> alike_parts(const ObjectName& table, const std::vector<Part>& wanted, const std::vector<Part>& present,
                                  const Alike& alike) const;

  Schema& actual_;
  const Schema& desired_;
  ModelSide model_;
  std::vector<Rename> done_;
};

// Whether something else knows the partition's index or key by its name: a comment, a setting, a replica identity.
bool is_mentioned(const Schema& schema, const ObjectName& table, const std::string& name) {
  const ObjectName index{table.kind, table.schema, name};
  return schema.comments.contains({CommentedKind::index, index}) || schema.comments.contains({CommentedKind::constraint, table, name}) ||
         std::any_of(schema.definitions.begin(), schema.definitions.end(), [&](const auto& entry) {
           const ObjectName& object = entry.first.object;
           const bool names_parts = entry.second.kind == "setting";
           return object == index ||
                  (object == table && names_parts && entry.second.create.find(quote_identifier(name)) != std::string::npos);
         });
}

void Renamer::declared(const std::vector<DeclaredRename>& pending) {
  for (const DeclaredRename& one : pending) {
    if (one.column.empty()) {
      apply({RenamedKind::table, {one.table.kind, one.table.schema, one.from}, "", one.table.name});
    }
  }
  for (const DeclaredRename& one : pending) {
    if (!one.column.empty()) {
      apply({actual_.enums.contains(one.table) ? RenamedKind::enum_value : RenamedKind::column, one.table, one.from, one.column});
    }
  }
}

// Sequences of columns that shall be called otherwise, in whatever order.
std::vector<Rename> Renamer::renamed_sequences() const {
  std::vector<Rename> renames;
  for (const auto& [name, wanted] : desired_.sequences) {
    const auto there = actual_.sequences.find(name);
    if (!wanted.owner || (there != actual_.sequences.end() && there->second.owner == wanted.owner)) {
      continue;
    }
    for (const auto& [old_name, present] : actual_.sequences) {
      const auto kept = desired_.sequences.find(old_name);
      const bool in_place = kept != desired_.sequences.end() && kept->second.owner == present.owner;
      if (present.owner == wanted.owner && old_name.schema == name.schema && !in_place) {
        renames.push_back({RenamedKind::sequence, old_name, "", name.name});
        break;
      }
    }
  }
  for (const auto& [name, wanted] : desired_.tables) {
    const Table* present = actual_.find_table(name);
    for (const Column& column : wanted.columns) {
      const Column* other = present == nullptr ? nullptr : find_part(present->columns, column.name);
      if (other != nullptr && other->identity && column.identity && other->identity->sequence != column.identity->sequence) {
        renames.push_back({RenamedKind::sequence, {name.kind, name.schema, other->identity->sequence}, "", column.identity->sequence});
      }
    }
  }
  return renames;
}

// One that takes a name which another gives up comes behind that. A sequence whose name is wanted for a column without one stays, unless
// its own table has another name.
void Renamer::sequences() {
  std::vector<Rename> renames = renamed_sequences();
  std::set<ObjectName> wanted;
  std::transform(renames.begin(), renames.end(), std::inserter(wanted, wanted.end()), new_name);
  std::erase_if(renames, [&](const Rename& one) {
    const auto present = actual_.sequences.find(one.object);
    return present != actual_.sequences.end() && desired_.sequences.contains(one.object) && !wanted.contains(one.object) &&
           !is_renamed(present->second.owner->table);
  });
  std::set<ObjectName> taken = relation_names(actual_);
  for (bool found = true; found;) {
    found = false;
    for (const Rename& one : std::exchange(renames, {})) {
      if (taken.contains(new_name(one))) {
        renames.push_back(one);
        continue;
      }
      taken.erase(one.object);
      taken.insert(new_name(one));
      apply(one);
      found = true;
    }
  }
}

template <typename Part, typename Alike>
std::vector<Rename> Renamer::alike_parts(const ObjectName& table, const std::vector<Part>& wanted, const std::vector<Part>& present,
                                         const Alike& alike) const {
  constexpr bool is_index = std::is_same_v<Part, Index>;
  std::set<std::string> used;
  std::vector<Rename> renames;
  for (const Part& part : wanted) {
    if (find_part(present, part.name) != nullptr) {
      continue;
    }
    const auto found = std::find_if(present.begin(), present.end(), [&](const Part& other) {
      return find_part(wanted, other.name) == nullptr && !used.contains(other.name) && alike(other, part);
    });
    if (found != present.end()) {
      used.insert(found->name);
      const ObjectName object = is_index ? ObjectName{table.kind, table.schema, found->name} : table;
      renames.push_back({is_index ? RenamedKind::index : RenamedKind::constraint, object, is_index ? "" : found->name, part.name});
    }
  }
  return renames;
}

bool Renamer::has_from_parent(const Table& table, const Constraint& check) const {
  return std::any_of(table.parents.begin(), table.parents.end(), [&](const ObjectName& name) {
    const Table* parent = actual_.find_table(name);
    const Constraint* found = parent == nullptr ? nullptr : find_part(parent->constraints, check.name);
    return found != nullptr && same_demand(*found, check);
  });
}

// Of a column, or of the partition itself: what PostgreSQL has named after it takes its new name along.
bool Renamer::follows_rename(const ObjectName& table) const {
  std::set<ObjectName> above;
  for (const Table* one = actual_.find_table(table); one != nullptr && above.insert(one->name).second;) {
    one = one->bound ? actual_.find_table(one->parents.front()) : nullptr;
  }
  return is_renamed(table) || std::any_of(done_.begin(), done_.end(),
                                          [&](const Rename& one) { return one.kind == RenamedKind::column && above.contains(one.object); });
}

// What a partition has of its parent's may be called as it is, unless the model names it otherwise than PostgreSQL would.
template <typename Part>
bool Renamer::may_differ(const ObjectName& table, const Part& present, const Part& wanted) const {
  const Part& said = model_ == ModelSide::desired ? wanted : present;
  return !wanted.part_of.empty() && present.part_of == wanted.part_of && is_named_as_usual(table, said) && !follows_rename(table) &&
         !is_mentioned(actual_, table, present.name) && !is_mentioned(desired_, table, wanted.name);
}

bool Renamer::next_parts() {
  const std::set<ObjectName> taken = relation_names(actual_);
  std::vector<Rename> renames;
  for (const auto& entry : desired_.tables) {
    const ObjectName& name = entry.first;
    const Table& wanted = entry.second;
    const Table* present = actual_.find_table(name);
    if (present == nullptr) {
      continue;
    }
    const auto alike_constraints = [&](const Constraint& a, const Constraint& b) {
      // A parent's check takes its new name along.
      if (a.kind == ConstraintKind::check && has_from_parent(*present, a)) {
        return false;
      }
      const bool free = !b.is_key() || !taken.contains({name.kind, name.schema, b.name});
      return free && same_demand(a, b) && a.validated == b.validated && !(b.is_key() && may_differ(name, a, b));
    };
    const auto alike_indexes = [&](const Index& a, const Index& b) {
      return a.valid && same_structure(a, b) && !taken.contains({name.kind, name.schema, b.name}) && !may_differ(name, a, b);
    };
    for (const auto& found : {alike_parts(name, wanted.constraints, present->constraints, alike_constraints),
                              alike_parts(name, wanted.indexes, present->indexes, alike_indexes)}) {
      renames.insert(renames.end(), found.begin(), found.end());
    }
  }
  std::for_each(renames.begin(), renames.end(), [&](const Rename& one) { apply(one); });
  return !renames.empty();
}

// Of whatever kind.
bool has_constraint(const Table& table, const std::string& name) {
  return find_part(table.constraints, name) != nullptr ||
         std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& column) { return column.not_null_name == name; });
}

void Renamer::not_nulls() {
  std::vector<Rename> renames;
  for (const auto& [name, wanted] : desired_.tables) {
    const Table* present = actual_.find_table(name);
    for (const Column& column : wanted.columns) {
      const Column* other = present == nullptr ? nullptr : find_part(present->columns, column.name);
      const bool both = other != nullptr && other->not_null_local && column.not_null_local;
      const bool named = both && (model_ == ModelSide::desired ? column : *other).not_null_named;
      if (named && other->not_null_name != column.not_null_name && !has_constraint(*present, column.not_null_name)) {
        renames.push_back({RenamedKind::constraint, name, other->not_null_name, column.not_null_name});
      }
    }
  }
  std::for_each(renames.begin(), renames.end(), [&](const Rename& one) { apply(one); });
}

}  // namespace

void require_possible(const std::vector<DeclaredRename>& declared) {
  std::map<std::string, std::string> from;
  std::map<std::string, std::string> to;
  for (const DeclaredRename& rename : declared) {
    if (new_shown(rename) == old_shown(rename)) {
      throw Error(ErrorKind::config, {.what = fmt::format("{} is to be renamed, and has that name already.", new_shown(rename)),
                                      .hint = "Name the old name, or leave the rename out."});
    }
    const auto [before, alone] = from.emplace(new_shown(rename), old_shown(rename));
    if (!alone && before->second != old_shown(rename)) {
      throw Error(ErrorKind::config,
                  {.what = fmt::format("{} and {} both are to become {}.", before->second, old_shown(rename), new_shown(rename)),
                   .hint = "Only one of them can; the other is dropped, or gets a name of its own."});
    }
    const auto [other, first] = to.emplace(old_shown(rename), new_shown(rename));
    if (!first && other->second != new_shown(rename)) {
      throw Error(ErrorKind::config, {.what = fmt::format("{} and {} both are to be {} under a new name.", other->second, new_shown(rename),
                                                          old_shown(rename)),
                                      .hint = "Only one of them can be; the other is new."});
    }
  }
  for (const auto& [name, old_name] : from) {
    std::vector<std::string> path{name};
    for (auto next = from.find(name); next != from.end() && path.size() <= from.size(); next = from.find(next->second)) {
      path.push_back(next->second);
      if (next->second == name) {
        throw Error(ErrorKind::config, {.what = fmt::format("Renames that go round in a circle: {}.", join(path, " was ")),
                                        .hint = "Write two revisions: one that gives a third name, one that takes it back."});
      }
    }
  }
}

std::vector<DeclaredRename> pending_renames(const std::vector<DeclaredRename>& declared, const Schema& desired, const Schema& actual) {
  if (declared.empty()) {
    return {};
  }
  std::vector<DeclaredRename> pending = pending_tables(declared, desired, actual);
  Schema moved = actual;
  for (const DeclaredRename& one : pending) {
    rename(moved, {RenamedKind::table, old_table(one), "", one.table.name});
  }
  std::set<ObjectName> tables;
  for (const DeclaredRename& one : declared) {
    const bool first = !one.column.empty() && tables.insert(one.table).second;
    const auto wanted = first ? part_names(desired, one.table) : std::nullopt;
    const auto present = first ? part_names(moved, one.table) : std::nullopt;
    if (wanted && present) {
      const std::vector<DeclaredRename> parts = pending_parts(declared, one.table, *wanted, *present);
      pending.insert(pending.end(), parts.begin(), parts.end());
    }
  }
  return pending;
}

std::vector<DeclaredRename> inverse(const std::vector<DeclaredRename>& declared) {
  std::vector<DeclaredRename> result;
  for (DeclaredRename rename : declared) {
    if (rename.column.empty()) {
      std::swap(rename.table.name, rename.from);
    } else {
      std::swap(rename.column, rename.from);
      const auto moved = std::find_if(declared.begin(), declared.end(),
                                      [&](const DeclaredRename& other) { return other.column.empty() && other.table == rename.table; });
      rename.table.name = moved == declared.end() ? rename.table.name : moved->from;
    }
    result.push_back(rename);
  }
  // What took a name that another had given up gives it back first.
  std::reverse(result.begin(), result.end());
  std::stable_partition(result.begin(), result.end(), [](const DeclaredRename& rename) { return rename.column.empty(); });
  return result;
}

Schema without_taken_names(const Schema& schema, const std::vector<DeclaredRename>& pending) {
  std::set<std::string> leaving;
  for (const DeclaredRename& one : pending) {
    leaving.insert(old_shown(one));
  }
  Schema left = schema;
  for (const DeclaredRename& one : pending) {
    // What is going to give the name up itself is not in the way; nor is anything in that of an enum's value, as it is free.
    if (leaving.contains(new_shown(one)) || schema.enums.contains(one.table)) {
      continue;
    }
    if (one.column.empty()) {
      remove_table(left, one.table);
      remove_definition(left, one.table);
      continue;
    }
    const auto moved = std::find_if(pending.begin(), pending.end(),
                                    [&](const DeclaredRename& other) { return other.column.empty() && other.table == one.table; });
    remove_column(left, {moved == pending.end() ? one.table : old_table(*moved), one.column});
  }
  return left;
}

std::vector<Rename> apply_renames(Schema& actual, const Schema& desired, const std::vector<DeclaredRename>& pending, ModelSide model) {
  Renamer renamer(actual, desired, model);
  renamer.declared(pending);
  renamer.sequences();
  renamer.parts();
  renamer.not_nulls();
  return renamer.take();
}

}  // namespace deed::autogenerate
