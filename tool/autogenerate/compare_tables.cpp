#include <algorithm>

#include "autogenerate/compare_parts.h"
#include "autogenerate/difference.h"
#include "autogenerate/family.h"

namespace deed::autogenerate {

namespace {

template <typename Part>
void compare_parts(const ObjectName& table, const std::vector<Part>& desired, const std::vector<Part>& actual,
                   const std::optional<ObjectName>& by, std::vector<PartChange<Part>>& changes) {
  for (const Part& part : actual) {
    const Part* wanted = find_part(desired, part.name);
    if (wanted == nullptr || difference(part, *wanted) == Difference::replace) {
      changes.push_back({.table = table, .from = part, .by = by});
    }
  }
  for (const Part& part : desired) {
    const Part* present = find_part(actual, part.name);
    const Difference found = present == nullptr ? Difference::replace : difference(*present, part);
    if (found == Difference::replace) {
      changes.push_back({.table = table, .to = part, .by = by});
    } else if (found == Difference::alter) {
      changes.push_back({.table = table, .from = *present, .to = part, .by = by});
    }
  }
}

void compare_all_parts(const Table& desired, const Table& actual, const std::optional<ObjectName>& by, Changes& changes) {
  compare_parts(desired.name, desired.columns, actual.columns, by, changes.columns);
  compare_parts(desired.name, desired.constraints, actual.constraints, by, changes.constraints);
  compare_parts(desired.name, desired.indexes, actual.indexes, by, changes.indexes);
}

// First what the parents' statements do to the table, then what is left to do.
void compare_table(const Family& family, const Table& desired, const Table& actual, Changes& changes) {
  Table present = actual;
  std::erase_if(present.columns, [&](const Column& column) {
    const bool makes_way = family.is_taken_over(actual.name, column.name);
    if (makes_way) {
      changes.columns.push_back({.table = actual.name, .from = column});
    }
    return makes_way;
  });
  for (const ObjectName& parent : family.parents(desired.name)) {
    Table next = family.after_changes_of(parent, present);
    compare_all_parts(next, present, parent, changes);
    present = std::move(next);
  }
  compare_all_parts(desired, present, std::nullopt, changes);
}

void compare_links(const Family& family, const Table& desired, const Table& actual, std::vector<LinkChange>& links) {
  const auto is_other = [&](const Table& table, const ObjectName& parent) {
    const std::vector<ObjectName>& parents = table.parents;
    return std::find(parents.begin(), parents.end(), parent) == parents.end();
  };
  for (const ObjectName& parent : actual.parents) {
    if (is_other(desired, parent) || family.breaks(desired.name, parent)) {
      links.push_back({desired.name, parent, LinkKind::detach, actual.bound});
    }
  }
  for (const ObjectName& parent : desired.parents) {
    if (is_other(actual, parent) || family.breaks(desired.name, parent)) {
      links.push_back({desired.name, parent, LinkKind::attach, desired.bound});
    } else if (!same_bound(desired.bound, actual.bound)) {
      links.push_back({desired.name, parent, LinkKind::rebound, desired.bound});
    }
  }
}

}  // namespace

void compare_tables(const Schema& desired, const Schema& actual, Changes& changes) {
  const Family family(desired, actual);
  for (const auto& [name, table] : actual.tables) {
    if (!family.is_kept(name)) {
      changes.tables.push_back({.from = table});
    }
  }
  for (const auto& [name, table] : desired.tables) {
    if (!family.is_kept(name)) {
      changes.tables.push_back({.to = table});
    }
  }
  for (const ObjectName& name : family.tables()) {
    compare_links(family, *desired.find_table(name), *actual.find_table(name), changes.links);
    compare_table(family, *desired.find_table(name), *actual.find_table(name), changes);
  }
}

}  // namespace deed::autogenerate
