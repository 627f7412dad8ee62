#include "autogenerate/rename.h"

#include <algorithm>
#include <set>

namespace deed::autogenerate {

namespace {

// The table that a model calls `table`, under the name that it still has.
ObjectName present_name(const ObjectName& table, const std::vector<DeclaredRename>& declared, const Schema& actual) {
  for (const DeclaredRename& rename : declared) {
    ObjectName old_name{table.kind, table.schema, rename.from};
    if (rename.column.empty() && rename.table == table && actual.find_table(old_name) != nullptr && actual.find_table(table) == nullptr) {
      return old_name;
    }
  }
  return table;
}

bool is_pending_table(const DeclaredRename& rename, const Schema& desired, const Schema& actual) {
  const ObjectName old_name{rename.table.kind, rename.table.schema, rename.from};
  return desired.find_table(rename.table) != nullptr && desired.find_table(old_name) == nullptr && actual.find_table(old_name) != nullptr &&
         actual.find_table(rename.table) == nullptr;
}

bool is_pending_column(const DeclaredRename& rename, const Table* wanted, const Table* present) {
  return wanted != nullptr && present != nullptr && find_part(wanted->columns, rename.column) != nullptr &&
         find_part(wanted->columns, rename.from) == nullptr && find_part(present->columns, rename.from) != nullptr &&
         find_part(present->columns, rename.column) == nullptr;
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

// Renames to do and their effect, one after the other.
class Renamer {
 public:
  Renamer(Schema& actual, const Schema& desired) : actual_(actual), desired_(desired) {}

  void declared(const std::vector<DeclaredRename>& pending);
  void sequences();
  void parts();
  std::vector<Rename> take() { return std::move(done_); }

 private:
  void apply(Rename one) {
    rename(actual_, one);
    done_.push_back(std::move(one));
  }
  void identity_sequences(const Table& wanted, const Table& present);
  template <typename Part, typename Alike>
  std::vector<Rename> alike_parts(const ObjectName& table, const std::vector<Part>& wanted, const std::vector<Part>& present,
                                  const Alike& alike) const;

  Schema& actual_;
  const Schema& desired_;
  std::vector<Rename> done_;
};

void Renamer::declared(const std::vector<DeclaredRename>& pending) {
  for (const DeclaredRename& one : pending) {
    if (one.column.empty()) {
      apply({RenamedKind::table, {one.table.kind, one.table.schema, one.from}, "", one.table.name});
    }
  }
  for (const DeclaredRename& one : pending) {
    if (!one.column.empty()) {
      apply({RenamedKind::column, one.table, one.from, one.column});
    }
  }
}

void Renamer::sequences() {
  const std::set<ObjectName> taken = relation_names(actual_);
  std::vector<Rename> renames;
  for (const auto& [name, wanted] : desired_.sequences) {
    if (!wanted.owner || taken.contains(name)) {
      continue;
    }
    for (const auto& [old_name, present] : actual_.sequences) {
      if (present.owner == wanted.owner && old_name.schema == name.schema && !desired_.sequences.contains(old_name)) {
        renames.push_back({RenamedKind::sequence, old_name, "", name.name});
        break;
      }
    }
  }
  for (const auto& [name, wanted] : desired_.tables) {
    const Table* present = actual_.find_table(name);
    for (const Column& column : wanted.columns) {
      const Column* other = present == nullptr ? nullptr : find_part(present->columns, column.name);
      if (other != nullptr && other->identity && column.identity && other->identity->sequence != column.identity->sequence &&
          !taken.contains({name.kind, name.schema, column.identity->sequence})) {
        renames.push_back({RenamedKind::sequence, {name.kind, name.schema, other->identity->sequence}, "", column.identity->sequence});
      }
    }
  }
  std::for_each(renames.begin(), renames.end(), [&](const Rename& one) { apply(one); });
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

void Renamer::parts() {
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
      const bool free = !b.is_key() || !taken.contains({name.kind, name.schema, b.name});
      return free && same_demand(a, b) && a.validated == b.validated;
    };
    const auto alike_indexes = [&](const Index& a, const Index& b) {
      return a.valid && same_structure(a, b) && !taken.contains({name.kind, name.schema, b.name});
    };
    for (const auto& found : {alike_parts(name, wanted.constraints, present->constraints, alike_constraints),
                              alike_parts(name, wanted.indexes, present->indexes, alike_indexes)}) {
      renames.insert(renames.end(), found.begin(), found.end());
    }
  }
  std::for_each(renames.begin(), renames.end(), [&](const Rename& one) { apply(one); });
}

}  // namespace

std::vector<DeclaredRename> pending_renames(const std::vector<DeclaredRename>& declared, const Schema& desired, const Schema& actual) {
  std::vector<DeclaredRename> pending;
  for (const DeclaredRename& rename : declared) {
    const bool is_pending = rename.column.empty() ? is_pending_table(rename, desired, actual)
                                                  : is_pending_column(rename, desired.find_table(rename.table),
                                                                      actual.find_table(present_name(rename.table, declared, actual)));
    if (is_pending) {
      pending.push_back(rename);
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
  return result;
}

std::vector<Rename> apply_renames(Schema& actual, const Schema& desired, const std::vector<DeclaredRename>& pending) {
  Renamer renamer(actual, desired);
  renamer.declared(pending);
  renamer.sequences();
  renamer.parts();
  return renamer.take();
}

}  // namespace deed::autogenerate
