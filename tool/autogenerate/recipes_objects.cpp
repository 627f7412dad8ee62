#include <fmt/format.h>

#include <algorithm>

#include "autogenerate/compare.h"
#include "autogenerate/recipes.h"
#include "base/identifier.h"
#include "base/text.h"

namespace deed::autogenerate {

namespace {

// One ADD VALUE for each new label, in an order in which each neighbour is there already.
std::vector<AddEnumLabel> added_labels(const Enum& from, const Enum& to) {
  std::vector<AddEnumLabel> added;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < to.labels.size(); ++i) {
    if (kept < from.labels.size() && from.labels[kept] == to.labels[i]) {
      ++kept;
      continue;
    }
    AddEnumLabel label{.type = to.name, .label = to.labels[i]};
    if (kept < from.labels.size()) {
      label.before = i == 0;
      label.neighbour = i == 0 ? from.labels.front() : to.labels[i - 1];
    }
    added.push_back(label);
  }
  return added;
}

void add_labels(const Enum& from, const Enum& to, Plan& plan) {
  std::vector<std::size_t> after;
  for (const AddEnumLabel& label : added_labels(from, to)) {
    Planned planned{.operation = {label}, .place = {Phase::create_type, to_string(to.name)}, .lane = Lane::autocommit, .after = after};
    if (after.empty()) {
      planned.operation.hazards = {"Committed by itself: a new value cannot be used in the transaction that adds it."};
    }
    planned.footprint.makes = {labels_key(to.name)};
    planned.gives = {quote_literal(label.label)};
    after = {add(plan, planned)};
  }
}

std::string removed_labels(const Enum& from, const Enum& to) {
  std::vector<std::string> removed;
  for (const std::string& label : from.labels) {
    if (std::find(to.labels.begin(), to.labels.end(), label) == to.labels.end()) {
      removed.push_back(quote_literal(label));
    }
  }
  return join(removed, ", ");
}

void make_enum(const Enum& type, Plan& plan) {
  add(plan, {.operation = {CreateEnum{type}},
             .place = {Phase::create_type, to_string(type.name)},
             .footprint = making(ties_of(type)),
             .gives = {type.name.name}});
}

void drop_enum(const Situation& situation, const Enum& type, std::vector<std::string> hazards, Plan& plan) {
  if (situation.replaces_type(type.name)) {
    plan_type_aside(situation, type.name, ties_of(type), {}, std::move(hazards), plan);
    return;
  }
  add(plan, {.operation = {DropType{type.name}}, .place = {Phase::drop_type, to_string(type.name)}, .footprint = dropping(ties_of(type))});
}

void replace_enum(const Situation& situation, const Enum& from, const Enum& to, Plan& plan) {
  std::vector<std::string> hazards{
      "Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks."};
  if (const std::string removed = removed_labels(from, to); !removed.empty()) {
    hazards.push_back(fmt::format("Fails where a row still has {}: change those rows before.", removed));
  }
  drop_enum(situation, from, std::move(hazards), plan);
  make_enum(to, plan);
}

}  // namespace

void plan_renames(const std::vector<Rename>& renames, Plan& plan) {
  int turn = 0;
  for (const Rename& rename : renames) {
    Planned planned{.operation = {rename}, .place = {Phase::rename, "", turn}};
    if (turn++ > 0) {
      planned.after = {plan.size() - 1};
    }
    add(plan, planned);
  }
}

void plan_schemas(const Situation& situation, Plan& plan) {
  for (const Change<std::string>& change : situation.changes.schemas) {
    if (change.to) {
      add(plan, {.operation = {CreateSchema{*change.to}},
                 .place = {Phase::create_schema, *change.to},
                 .footprint = {.makes = {schema_key(*change.to)}}});
    } else {
      add(plan, {.operation = {DropSchema{*change.from}},
                 .place = {Phase::drop_schema, *change.from},
                 .footprint = {.removes = {schema_key(*change.from)}}});
    }
  }
}

void plan_enums(const Situation& situation, Plan& plan) {
  for (const Change<Enum>& change : situation.changes.enums) {
    if (change.from && change.to) {
      only_adds_labels(*change.from, *change.to) ? add_labels(*change.from, *change.to, plan)
                                                 : replace_enum(situation, *change.from, *change.to, plan);
    } else if (change.to) {
      make_enum(*change.to, plan);
    } else {
      drop_enum(situation, *change.from, {}, plan);
    }
  }
}

void plan_type_aside(const Situation& situation, const ObjectName& type, const Ties& ties, const Footprint& pieces,
                     std::vector<std::string> hazards, Plan& plan) {
  const ObjectName& aside = situation.type_aside(type);
  Planned renamed{.operation = {RenameType{type, aside.name}, std::move(hazards)},
                  .place = {Phase::create_type, to_string(type), -1},
                  .footprint = {.removes = ties.is}};
  renamed.footprint.removes.insert(renamed.footprint.removes.end(), pieces.removes.begin(), pieces.removes.end());
  // All is ready for them by then, so that the type has its other name for one transaction only.
  for (const ColumnName& column : columns_that_keep(type, situation.desired, situation.actual)) {
    renamed.footprint.removes.push_back(type_key(column.table, column.column));
  }
  Planned dropped{.operation = {DropType{aside}},
                  .place = {Phase::drop_type, to_string(type)},
                  .footprint = {.removes = {aside_key(type)}, .frees = situation.with_asides(ties.uses)}};
  const std::vector<std::string> freed = situation.with_asides(pieces.frees);
  dropped.footprint.frees.insert(dropped.footprint.frees.end(), freed.begin(), freed.end());
  std::erase(dropped.footprint.frees, aside_key(type));
  dropped.after = {add(plan, renamed)};
  add(plan, dropped);
}

void plan_comments(const Situation& situation, Plan& plan) {
  for (const CommentChange& change : situation.changes.comments) {
    const CommentTarget& target = change.target;
    const bool of_new_table = situation.creates_table(target.object);
    const int turn = target.kind == CommentedKind::column ? 4 : 3;
    Planned planned{.operation = {SetComment{target, change.text}},
                    .place = {of_new_table ? Phase::create_table : Phase::comment, to_string(target.object), turn}};
    planned.footprint.needs = {relation_key(target.object), schema_key(target.object.name)};
    if (target.kind == CommentedKind::column) {
      planned.footprint.needs.push_back(column_key(target.object, target.part));
    } else if (target.kind == CommentedKind::constraint) {
      planned.footprint.needs.push_back(constraint_key(target.object, target.part));
    }
    add(plan, planned);
  }
}

}  // namespace deed::autogenerate
