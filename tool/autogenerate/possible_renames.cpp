#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "autogenerate/family.h"
#include "autogenerate/rename.h"
#include "domain/canonical_text.h"

namespace deed::autogenerate {

namespace {

bool alike(const Column& a, const Column& b) {
  return a.type == b.type && a.collation == b.collation && a.not_null == b.not_null && a.generated == b.generated &&
         same_text(a.expression, b.expression) && a.identity.has_value() == b.identity.has_value();
}

bool same_place(const Table& a, const Table& b) {
  return a.parents == b.parents && same_bound(a.bound, b.bound) && !needs_making_anew(a, b);
}

// As many, and all but one the same at the same place.
std::optional<std::pair<std::string, std::string>> only_one_differs(const std::vector<std::string>& from,
                                                                    const std::vector<std::string>& to) {
  const auto [a, b] = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
  const bool one = from.size() == to.size() && a != from.end() && std::equal(std::next(a), from.end(), std::next(b), to.end()) &&
                   std::find(from.begin(), from.end(), *b) == from.end();
  return one ? std::optional(std::pair(*a, *b)) : std::nullopt;
}

// Four of five columns in common, with name and type.
bool alike(const Table& a, const Table& b) {
  const auto common = std::count_if(a.columns.begin(), a.columns.end(), [&](const Column& column) {
    const Column* other = find_part(b.columns, column.name);
    return other != nullptr && other->type == column.type;
  });
  const std::size_t larger = std::max(a.columns.size(), b.columns.size());
  return same_place(a, b) && larger > 0 && static_cast<std::size_t>(common) * 5 >= larger * 4;
}

// Calls `found` for each dropped and made object that have nobody but each other.
template <typename Change, typename SamePlace, typename Found>
void for_each_pair(const std::vector<Change>& changes, const SamePlace& same_place, const Found& found) {
  const auto fits = [&](const Change& dropped, const Change& made) {
    return dropped.from && !dropped.to && made.to && !made.from && dropped.from->name != made.to->name && same_place(dropped, made) &&
           alike(*dropped.from, *made.to);
  };
  for (const Change& dropped : changes) {
    const auto made = std::find_if(changes.begin(), changes.end(), [&](const Change& change) { return fits(dropped, change); });
    if (made == changes.end()) {
      continue;
    }
    const auto made_candidates = std::count_if(changes.begin(), changes.end(), [&](const Change& change) { return fits(dropped, change); });
    const auto dropped_candidates =
        std::count_if(changes.begin(), changes.end(), [&](const Change& change) { return fits(change, *made); });
    if (made_candidates == 1 && dropped_candidates == 1) {
      found(*dropped.from, *made);
    }
  }
}

}  // namespace

std::vector<PossibleRename> possible_renames(const Changes& changes) {
  std::vector<PossibleRename> possible;
  for_each_pair(
      changes.tables, [](const auto& a, const auto& b) { return a.from->name.schema == b.to->name.schema; },
      [&](const Table& dropped, const Change<Table>& made) {
        possible.push_back({RenamedKind::table, {.table = made.to->name, .from = dropped.name.name}});
      });
  for_each_pair(
      changes.columns, [](const auto& a, const auto& b) { return a.table == b.table && !a.by && !b.by; },
      [&](const Column& dropped, const PartChange<Column>& made) {
        possible.push_back({RenamedKind::column, {.table = made.table, .column = made.to->name, .from = dropped.name}});
      });
  for (const Change<Enum>& change : changes.enums) {
    if (change.from && change.to) {
      if (const auto labels = only_one_differs(change.from->labels, change.to->labels)) {
        possible.push_back({RenamedKind::enum_value, {.table = change.to->name, .column = labels->second, .from = labels->first}});
      }
    }
  }
  return possible;
}

}  // namespace deed::autogenerate
