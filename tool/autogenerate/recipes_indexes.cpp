#include <algorithm>

#include "autogenerate/made_first.h"
#include "autogenerate/recipes.h"

namespace deed::autogenerate {

namespace {

constexpr std::string_view kConcurrently = "CONCURRENTLY does not block writes, but cannot run in a transaction.";

constexpr std::string_view kOwnCode =
    "Nobody can write into the table while the index is built: what runs code of somebody's making is not built concurrently, outside of "
    "the guard.";

// Whether building it runs what neither PostgreSQL nor an extension brought: the runner refuses that where no guard sees it.
bool runs_own_code(const Index& index, const Schema& schema) {
  return std::any_of(index.uses.begin(), index.uses.end(), [&](const ObjectName& used) {
    const auto definition = schema.definitions.find(Address{used});
    return used.kind == ObjectKind::function || used.kind == ObjectKind::operator_ ||
           (definition != schema.definitions.end() && definition->second.kind == "domain");
  });
}

ObjectName index_name(const ObjectName& table, const std::string& name) { return {table.kind, table.schema, name}; }

using IndexChange = PartChange<Index>;

// Whether a foreign key that comes again relies on the index: it could take the one that is on its way out.
bool carries_foreign_key(const Situation& situation, const ObjectName& table, const Index& index) {
  const std::vector<PartChange<Constraint>>& changes = situation.changes.constraints;
  return std::any_of(changes.begin(), changes.end(), [&](const PartChange<Constraint>& change) {
    return change.from && change.from->reference && change.from->reference->table == table && change.from->reference->key == index.name;
  });
}

// The drop of the index whose name the new one takes, if queries can go on using it until the new one is built.
const IndexChange* kept_meanwhile(const Situation& situation, const ObjectName& table, const Index& index) {
  const std::vector<IndexChange>& changes = situation.changes.indexes;
  const auto dropped = std::find_if(changes.begin(), changes.end(), [&](const IndexChange& change) {
    return change.table == table && !change.to && change.from->name == index.name;
  });
  if (!situation.is_online(table) || dropped == changes.end() || situation.disturbs(table, *dropped->from) ||
      carries_foreign_key(situation, table, *dropped->from)) {
    return nullptr;
  }
  // A partition's goes when its parent's does: that has to stay as well.
  const Table* parent = dropped->by ? situation.desired.find_table(*dropped->by) : nullptr;
  const Index* whole = parent == nullptr ? nullptr : find_part(parent->indexes, dropped->from->part_of);
  const bool stays = !dropped->by || (whole != nullptr && kept_meanwhile(situation, parent->name, *whole) != nullptr);
  return stays ? &*dropped : nullptr;
}

Planned creation(const Situation& situation, const ObjectName& table, const Index& index) {
  const bool own_code = runs_own_code(index, situation.desired);
  const bool partitioned = situation.is_partitioned(table);
  const bool concurrently = situation.is_online(table) && !own_code && !partitioned;
  Planned planned{.operation = {CreateIndex{table, index, concurrently}},
                  .place = {Phase::add_part, to_string(table), 2},
                  .footprint = making(ties_of(table, index)),
                  .lane = concurrently ? Lane::autocommit : Lane::transaction};
  std::string hazard(takes_parts(situation, table)            ? kTakesParts
                     : concurrently                           ? kConcurrently
                     : own_code && situation.is_online(table) ? kOwnCode
                                                              : "Nobody can write into the table while the index is built.");
  planned.operation.hazards = {hazard + (index.unique ? " Fails where values are not unique." : "")};
  return planned;
}

Planned removal(const Situation& situation, const ObjectName& table, const std::string& name) {
  const bool concurrently = situation.is_online(table) && !situation.is_partitioned(table);
  return {.operation = {DropIndex{index_name(table, name), concurrently}},
          .place = {Phase::drop_part, to_string(table)},
          .lane = concurrently ? Lane::autocommit : Lane::transaction};
}

Planned aside_before_drop(const Situation& situation, const ObjectName& table, const Index& index) {
  return index_aside(situation, index_name(table, index.name), {Phase::drop_part, to_string(table)});
}

// Out of the way by name, built anew, then dropped: some index serves the queries all the time.
void swap_index(const Situation& situation, const IndexChange& drop, const Index& to, Plan& plan) {
  const ObjectName& table = drop.table;
  const Index& from = *drop.from;
  const Planned renamed = aside_before_drop(situation, table, from);
  const std::string aside = std::get<Rename>(renamed.operation.action).to;
  add(plan, renamed);
  const std::size_t built = add(plan, creation(situation, table, to));
  if (drop.by) {
    return;  // It goes with its parent's.
  }
  Planned dropped = removal(situation, table, aside);
  dropped.place = {Phase::add_part, to_string(table), 3};
  dropped.footprint.frees = ties_of(table, from).uses;
  dropped.after = {built};
  add(plan, dropped);
}

// A partition that is divided further gets its index with its parent's, which finds another name for it where the old one still has that.
void free_name(const Situation& situation, const IndexChange& change, Plan& plan) {
  const bool comes = change.to && !change.from && happens(situation, change) && !is_taken(situation, change.table, *change.to);
  const IndexChange* kept = comes ? kept_meanwhile(situation, change.table, *change.to) : nullptr;
  if (kept != nullptr) {
    add(plan, aside_before_drop(situation, change.table, *kept->from));
  }
}

bool comes_again(const Situation& situation, const ObjectName& table, const Index& index) {
  const std::vector<IndexChange>& changes = situation.changes.indexes;
  return std::any_of(changes.begin(), changes.end(),
                     [&](const IndexChange& change) { return change.table == table && change.to && change.to->name == index.name; });
}

void drop_index(const Situation& situation, const ObjectName& table, const Index& index, Plan& plan) {
  if (situation.is_lost(table, index)) {
    return;
  }
  Planned planned = removal(situation, table, index.name);
  if (comes_again(situation, table, index) && situation.disturbs(table, index)) {
    // What disturbs it writes the table anew under an ACCESS EXCLUSIVE lock: in that transaction, so that a failure leaves it.
    planned.operation.action = DropIndex{index_name(table, index.name)};
    planned.lane = Lane::transaction;
  }
  planned.footprint = dropping(ties_of(table, index));
  add(plan, planned);
}

}  // namespace

Planned index_aside(const Situation& situation, const ObjectName& index, Place place) {
  return {.operation = {Rename{RenamedKind::index, index, "", situation.spare_name(index.name, "_replaced")}},
          .place = std::move(place),
          .footprint = {.removes = {relation_key(index)}}};
}

void plan_indexes(const Situation& situation, Plan& plan) {
  const auto is_swapped = [&](const PartChange<Index>& drop) {
    return std::any_of(situation.changes.indexes.begin(), situation.changes.indexes.end(), [&](const PartChange<Index>& change) {
      return change.table == drop.table && change.to && change.to->name == drop.from->name &&
             kept_meanwhile(situation, change.table, *change.to) != nullptr;
    });
  };
  MadeFirst made_first;
  for (const PartChange<Index>& change : situation.changes.indexes) {
    if (change.by && !is_made_first(situation, change)) {
      made_first.note(change, plan.size(), plan.size());
      free_name(situation, change, plan);
      continue;
    }
    const std::size_t begin = plan.size();
    const IndexChange* kept = change.to ? kept_meanwhile(situation, change.table, *change.to) : nullptr;
    if (kept != nullptr) {
      swap_index(situation, *kept, *change.to, plan);
    } else if (change.to) {
      add(plan, creation(situation, change.table, *change.to));
    } else if (!is_swapped(change)) {
      drop_index(situation, change.table, *change.from, plan);
    }
    pass_on(situation, situation.changes.indexes, change, begin, plan);
    made_first.note(change, begin, plan.size());
    note_building(situation, change.table, begin, plan);
  }
  made_first.put_in_order(plan);
}

}  // namespace deed::autogenerate
