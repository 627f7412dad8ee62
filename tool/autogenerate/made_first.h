#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "autogenerate/recipes.h"
#include "autogenerate/usual_names.h"

// What partitions have of their parent's keys, foreign keys and indexes. PostgreSQL makes these with the parent's, one after the other
// under one lock; those that stand already it takes over. So where tables are in use each partition gets its own first, safely. Within
// autogenerate/ only.
namespace deed::autogenerate {

inline constexpr std::string_view kTakesParts =
    "Takes over what the partitions have from above. Partitions that the model does not know get theirs now, while nobody can write.";

// Whether the table has partitions that got theirs first.
inline bool takes_parts(const Situation& situation, const ObjectName& table) {
  return situation.is_online(table) && situation.is_partitioned(table) && !situation.family.children(table).empty();
}

inline const std::vector<PartChange<Constraint>>& changes_of(const Situation& situation, const Constraint&) {
  return situation.changes.constraints;
}
inline const std::vector<PartChange<Index>>& changes_of(const Situation& situation, const Index&) { return situation.changes.indexes; }
inline const std::vector<Constraint>& parts_of(const Table& table, const Constraint&) { return table.constraints; }
inline const std::vector<Index>& parts_of(const Table& table, const Index&) { return table.indexes; }

// Whether the change really happens. One of a partition whose parent's part stays as it is only says that names differ, which is nothing.
template <typename Part>
bool happens(const Situation& situation, const PartChange<Part>& change) {
  const Part& part = change.to ? *change.to : *change.from;
  const std::vector<PartChange<Part>>& changes = changes_of(situation, part);
  return !change.by || part.part_of.empty() || std::any_of(changes.begin(), changes.end(), [&](const PartChange<Part>& other) {
    return other.table == *change.by && other.from.has_value() == change.from.has_value() &&
           (other.to ? *other.to : *other.from).name == part.part_of && happens(situation, other);
  });
}

// Whether another part has the name and keeps it.
template <typename Part>
bool is_taken(const Situation& situation, const ObjectName& table, const Part& part) {
  const Table* present = situation.actual.find_table(table);
  const std::vector<PartChange<Part>>& changes = changes_of(situation, part);
  return present != nullptr && find_part(parts_of(*present, part), part.name) != nullptr &&
         std::none_of(changes.begin(), changes.end(), [&](const PartChange<Part>& change) {
           return change.table == table && change.from && !change.to && change.from->name == part.name && happens(situation, change);
         });
}

// Whether the partition's part is made by a statement of its own.
template <typename Part>
bool is_made_first(const Situation& situation, const PartChange<Part>& change) {
  if (!change.to || change.from || change.to->part_of.empty() || !happens(situation, change)) {
    return false;
  }
  const bool safely = situation.is_online(change.table) && !situation.is_partitioned(change.table);
  return (safely || !is_named_as_usual(change.table, *change.to)) && !is_taken(situation, change.table, *change.to);
}

template <typename Part>
bool is_part_of(const PartChange<Part>& below, const PartChange<Part>& change) {
  const Part& part = change.to ? *change.to : *change.from;
  const bool alike = below.from.has_value() == change.from.has_value() && below.to.has_value() == change.to.has_value();
  const Part& own = below.to ? *below.to : *below.from;
  return alike && below.by == change.table && (own.part_of.empty() ? own.name == part.name : own.part_of == part.name);
}

// The operations from `begin` on make or drop what partitions and children have of it too.
template <typename Part>
void pass_on(const Situation& situation, const std::vector<PartChange<Part>>& changes, const PartChange<Part>& change, std::size_t begin,
             Plan& plan) {
  for (const PartChange<Part>& below : changes) {
    if (!is_part_of(below, change)) {
      continue;
    }
    for (std::size_t node = begin; node < plan.size(); ++node) {
      if (below.from && !below.to) {
        plan[node].footprint.add(dropping(ties_of(below.table, *below.from)));
      } else if (below.to && !below.from && !is_made_first(situation, below)) {
        plan[node].footprint.add(making(ties_of(below.table, *below.to)));
      }
    }
    pass_on(situation, changes, below, begin, plan);
  }
}

// Puts the parent's behind those of its partitions.
class MadeFirst {
 public:
  template <typename Part>
  void note(const PartChange<Part>& change, std::size_t begin, std::size_t end) {
    if (!change.to || change.from) {
      return;
    }
    const Key key{change.table, change.to->name};
    for (std::size_t node = begin; node < end; ++node) {
      nodes_[key].push_back(node);
    }
    if (change.by) {
      wholes_[key] = {*change.by, change.to->part_of};
    }
  }

  void put_in_order(Plan& plan) const {
    for (const auto& [part, before] : nodes_) {
      // Of partitions in between that have no statement of their own the next one above counts.
      for (auto whole = wholes_.find(part); whole != wholes_.end(); whole = wholes_.find(whole->second)) {
        const auto found = nodes_.find(whole->second);
        for (const std::size_t node : found == nodes_.end() ? std::vector<std::size_t>{} : found->second) {
          plan[node].after.insert(plan[node].after.end(), before.begin(), before.end());
        }
      }
    }
  }

 private:
  using Key = std::pair<ObjectName, std::string>;
  std::map<Key, std::vector<std::size_t>> nodes_;
  // The part of the parent that a part belongs to.
  std::map<Key, Key> wholes_;
};

}  // namespace deed::autogenerate
