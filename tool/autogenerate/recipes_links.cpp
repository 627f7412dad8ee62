#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "autogenerate/recipes.h"
#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed::autogenerate {

const Table* default_beside(const Situation& situation, const ObjectName& parent) {
  for (const ObjectName& child : situation.family.children(parent)) {
    const Table& table = *situation.actual.find_table(child);
    if (table.bound && table.bound->values == "DEFAULT") {
      return &table;
    }
  }
  return nullptr;
}

namespace {

std::set<std::string> columns_in(const std::string& expression, const Table& table) {
  std::set<std::string> columns;
  Lexer lexer(expression);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    for (const Column& column : table.columns) {
      if (quote_identifier(column.name) == token.text) {
        columns.insert(column.name);
      }
    }
  }
  return columns;
}

// The name of the check constraint that DETACH PARTITION CONCURRENTLY leaves on the table.
std::string left_check(const Table& table) {
  const std::set<std::string> columns = columns_in(table.bound->check, table);
  const std::string middle = columns.size() == 1 ? *columns.begin() : "";
  std::string name = default_name(table.name.name, middle, "check");
  for (int number = 1; find_part(table.constraints, name) != nullptr; ++number) {
    name = default_name(table.name.name, middle, fmt::format("check{}", number));
  }
  return name;
}

// What foreign keys to the parent, or to one above it, rely on while it has the partition.
std::vector<std::string> complete_keys(const Situation& situation, const LinkChange& link) {
  std::vector<std::string> keys;
  for (const Table* above = link.bound ? situation.actual.find_table(link.parent) : nullptr; above != nullptr;) {
    keys.push_back(complete_key(above->name));
    above = above->bound ? situation.actual.find_table(above->parents.front()) : nullptr;
  }
  return keys;
}

void detach(const Situation& situation, const LinkChange& link, Plan& plan) {
  const Table& table = *situation.actual.find_table(link.table);
  const bool concurrently = link.bound && situation.detaches_concurrently(table);
  Planned planned{.operation = {DetachTable{link.table, link.parent, link.bound.has_value(), concurrently}},
                  .place = {Phase::detach, to_string(link.table)},
                  .footprint = {.makes = {loose_key(link.table), loose_key(link.parent), room_key(link.parent)}},
                  .lane = concurrently ? Lane::autocommit : Lane::transaction};
  planned.footprint.removes = complete_keys(situation, link);
  if (!concurrently) {
    if (situation.makes_anew(link.parent)) {
      planned.operation.hazards = {"Its rows are away from the table that is made anew below, until it is attached again where it is."};
    }
    add(plan, planned);
    return;
  }
  planned.operation.hazards = {std::string(kDetachesConcurrently)};
  std::erase(planned.footprint.makes, loose_key(link.table));
  Planned dropped{
      .operation = {DropConstraint{link.table, left_check(table), true}, {"DETACH CONCURRENTLY has left the bound as a check."}},
      .place = {Phase::drop_part, to_string(link.table)},
      .footprint = {.makes = {loose_key(link.table)}}};
  dropped.after = {add(plan, planned)};
  add(plan, dropped);
}

// A check that says what PostgreSQL would otherwise read the table for, while nobody can use it: added and validated before the partition
// comes, dropped behind.
struct Proof {
  std::size_t valid;
  Planned removal;
};

Proof prove(const Situation& situation, const Table& of, const LinkChange& link, const std::string& expression, const std::string& hazard,
            Plan& plan) {
  const ObjectName& table = of.name;
  Constraint check;
  check.name = situation.spare_name(table.name, "_bound");
  check.check = fmt::format("CHECK ({})", expression);
  check.validated = false;
  Planned added{.operation = {AddConstraint{table, check, ""}, {hazard}},
                .place = {Phase::attach, to_string(table)},
                .footprint = {.needs = bound_keys(link.parent, situation.desired)}};
  added.footprint.needs.push_back(relation_key(table));
  for (const std::string& column : columns_in(expression, of)) {
    added.footprint.needs.insert(added.footprint.needs.end(), {column_key(table, column), type_key(table, column)});
  }
  Planned validated{.operation = {ValidateConstraint{table, check.name}, {"Reads the table while others read and write."}},
                    .place = {Phase::attach, to_string(table), 1},
                    .lane = Lane::scan};
  validated.after = {add(plan, added)};
  return {add(plan, validated), {.operation = {DropConstraint{table, check.name}}, .place = {Phase::attach, to_string(table), 3}}};
}

std::vector<Proof> proofs(const Situation& situation, const LinkChange& link, Plan& plan) {
  std::vector<Proof> found;
  // The parent is away while it is made anew: all of that is one transaction.
  if (!situation.online || !link.bound || link.bound->check.empty() || situation.makes_anew(link.parent)) {
    return found;
  }
  if (situation.family.is_kept(link.table)) {
    found.push_back(prove(situation, *situation.desired.find_table(link.table), link, link.bound->check,
                          "ATTACH alone would read the table while nobody can use it; with this valid it need not. Fails where it has rows "
                          "outside of these bounds: move them away before. From here on it takes no further ones.",
                          plan));
  }
  const Table* parent = situation.actual.find_table(link.parent);
  const Table* others = default_beside(situation, link.parent);
  // Of a partition that is divided further PostgreSQL asks for less than the whole bound.
  if (others != nullptr && parent != nullptr && !parent->bound) {
    found.push_back(
        prove(situation, *others, link, fmt::format("NOT {}", link.bound->check),
              "ATTACH alone would read the default partition while nobody can use it; with this valid it need not. Fails where it has rows "
              "that belong to the new one: move them away before. Until ATTACH such rows are refused.",
              plan));
  }
  return found;
}

// Whether nothing has proven that the default partition has no row for the new one.
bool reads_default(const Situation& situation, const LinkChange& link, const Table& others, const std::vector<Proof>& proven) {
  const bool is_proven =
      std::any_of(proven.begin(), proven.end(), [&](const Proof& proof) { return proof.removal.place.subject == to_string(others.name); });
  return link.bound && link.table != others.name && !is_proven && !situation.makes_anew(link.parent);
}

// Just before it comes back with another bound, in the same transaction: rows must have a partition to go to.
std::size_t detach_for_now(const Situation& situation, const LinkChange& link, const Planned& attaching, Plan& plan) {
  Planned planned{
      .operation = {DetachTable{link.table, link.parent, true, false}, {"Nobody can use the table until the end of this transaction."}},
      .place = {attaching.place.phase, to_string(link.table), 1},
      .footprint = {.makes = {room_key(link.parent)}, .removes = complete_keys(situation, link), .needs = attaching.footprint.needs},
      .after = attaching.after};
  std::erase(planned.footprint.needs, room_key(link.parent));
  return add(plan, planned);
}

}  // namespace

std::string reading_default(const Table& others) {
  return fmt::format("Reads the default partition {} under an ACCESS EXCLUSIVE lock; fails where it has a row of this one.",
                     to_string(others.name));
}

std::size_t plan_attaching(const Situation& situation, const LinkChange& link, std::vector<std::size_t> after, Plan& plan) {
  const std::vector<Proof> proven = proofs(situation, link, plan);
  Planned planned{.operation = {AttachTable{link.table, link.parent, link.bound ? link.bound->values : ""}},
                  .place = {situation.creates_table(link.parent) ? Phase::create_table : Phase::attach, to_string(link.table), 2},
                  .after = std::move(after)};
  planned.footprint.makes = {attached_key(link.parent)};
  planned.footprint.needs = bound_keys(link.parent, situation.desired);
  planned.footprint.needs.push_back(room_key(link.parent));
  for (const ObjectName& side : {link.table, link.parent}) {
    planned.footprint.needs.insert(planned.footprint.needs.end(), {relation_key(side), built_key(side), loose_key(side)});
  }
  if (link.bound && situation.family.is_kept(link.table) && proven.empty()) {
    planned.operation.hazards = {"Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds."};
  }
  if (const Table* others = default_beside(situation, link.parent); others != nullptr && reads_default(situation, link, *others, proven)) {
    planned.operation.hazards.push_back(fmt::format(
        "Reads the default partition {} under an ACCESS EXCLUSIVE lock; fails where it has a row of this one.", to_string(others->name)));
  }
  for (const Proof& proof : proven) {
    planned.after.push_back(proof.valid);
  }
  if (link.kind == LinkKind::rebound) {
    planned.after.push_back(detach_for_now(situation, link, planned, plan));
  }
  const std::size_t attached = add(plan, planned);
  for (const Proof& proof : proven) {
    Planned removal = proof.removal;
    removal.after = {attached};
    add(plan, removal);
  }
  return attached;
}

void plan_links(const Situation& situation, Plan& plan) {
  for (const LinkChange& link : situation.changes.links) {
    if (link.kind == LinkKind::detach) {
      detach(situation, link, plan);
    } else {
      plan_attaching(situation, link, {}, plan);
    }
  }
}

void note_building(const Situation& situation, const ObjectName& table, std::size_t begin, Plan& plan) {
  std::vector<ObjectName> built = situation.family.descendants(table);
  built.push_back(table);
  for (std::size_t i = begin; i < plan.size(); ++i) {
    for (const ObjectName& name : built) {
      plan[i].footprint.makes.push_back(built_key(name));
      plan[i].footprint.needs.push_back(loose_key(name));
    }
  }
}

}  // namespace deed::autogenerate
