#include <algorithm>

#include "autogenerate/column_type.h"
#include "autogenerate/recipes.h"

namespace deed::autogenerate {

namespace {

// Takes the sequence from an owner that is going to be dropped.
std::size_t disown(const ObjectName& sequence, const ColumnName& owner, Plan& plan) {
  Planned planned{.operation = {OwnSequence{sequence, std::nullopt}}, .place = {Phase::drop_part, to_string(sequence)}};
  planned.footprint.frees = {column_key(owner.table, owner.column), relation_key(owner.table)};
  return add(plan, planned);
}

std::size_t own(const ObjectName& sequence, const std::optional<ColumnName>& owner, Plan& plan) {
  Planned planned{.operation = {OwnSequence{sequence, owner}}, .place = {Phase::own_sequence, to_string(sequence)}};
  planned.footprint.needs = {relation_key(sequence)};
  if (owner) {
    planned.footprint.needs.push_back(column_key(owner->table, owner->column));
    planned.footprint.needs.push_back(relation_key(owner->table));
  }
  return add(plan, planned);
}

void change_owner(const Situation& situation, const Sequence& from, const Sequence& to, Plan& plan) {
  if (!situation.is_lost(from)) {
    own(to.name, to.owner, plan);
    return;
  }
  const std::size_t disowned = disown(from.name, *from.owner, plan);
  if (to.owner) {
    plan[own(to.name, to.owner, plan)].after = {disowned};
  }
}

// Whether the column stands with values that a new sequence must not give again.
bool has_values(const Situation& situation, const ColumnName& name) {
  const Table* present = situation.actual.find_table(name.table);
  const Column* column = present == nullptr ? nullptr : find_part(present->columns, name.column);
  return column != nullptr && counts(column->type) && !situation.drops_column(name);
}

void create(const Situation& situation, const Sequence& sequence, Plan& plan) {
  if (situation.is_made_with_column(sequence.name)) {
    return;
  }
  add(plan, {.operation = {CreateSequence{sequence}},
             .place = {Phase::create_sequence, to_string(sequence.name)},
             .footprint = making(ties_of(sequence))});
  if (!sequence.owner) {
    return;
  }
  own(sequence.name, sequence.owner, plan);
  if (has_values(situation, *sequence.owner)) {
    Planned planned = going_on(situation, sequence.name, sequence.options, *sequence.owner);
    planned.place = {Phase::own_sequence, to_string(sequence.name), 1};
    add(plan, planned);
  }
}

void drop(const Situation& situation, const Sequence& sequence, Plan& plan) {
  Footprint footprint = dropping(ties_of(sequence));
  if (situation.steps_aside(sequence.name)) {
    step_aside(situation, sequence.name, plan);
    footprint.removes = {aside_key(sequence.name)};
  }
  if (!situation.is_lost(sequence)) {
    add(plan, {.operation = {DropSequence{situation.name_aside(sequence.name)}},
               .place = {Phase::drop_sequence, to_string(sequence.name)},
               .footprint = std::move(footprint)});
  }
}

void alter(const Sequence& from, const Sequence& to, Plan& plan) {
  if (from.options == to.options) {
    return;
  }
  Planned planned{.operation = {AlterSequence{to.name, from.options, to.options}, hazards_of(from.options, to.options)},
                  .place = {Phase::create_sequence, to_string(to.name), 1}};
  if (needs_advance(from.options, to.options)) {
    planned.after = {add(plan, {.operation = {AdvanceSequence{to.name, to.options.minimum}, {kAdvances}},
                                .place = {Phase::create_sequence, to_string(to.name)}})};
  }
  add(plan, planned);
}

}  // namespace

Planned going_on(const Situation& situation, const ObjectName& sequence, const SequenceOptions& options, const ColumnName& column) {
  Planned planned{.operation = {}, .footprint = {.needs = {relation_key(sequence)}}};
  const std::optional<Situation::Counter> before = situation.counter_of(column);
  if (before && (before->options.increment > 0) == (options.increment > 0) && !needs_advance(before->options, options)) {
    planned.operation = {ContinueSequence{sequence, situation.name_aside(before->name)},
                         {"The sequence goes on where the one before it stands: it gives no number twice."}};
    planned.footprint.frees = {situation.steps_aside(before->name) ? aside_key(before->name) : relation_key(before->name)};
    return planned;
  }
  planned.operation = {AdvanceSequence{sequence, options.start, column, options.increment < 0},
                       {"The column has values already: the sequence goes on behind them."}};
  planned.footprint.needs.push_back(type_key(column.table, column.column));
  return planned;
}

std::size_t step_aside(const Situation& situation, const ObjectName& sequence, Plan& plan) {
  return add(plan, {.operation = {Rename{RenamedKind::sequence, sequence, "", situation.name_aside(sequence).name}},
                    .place = {Phase::drop_part, to_string(sequence)},
                    .footprint = {.removes = {relation_key(sequence)}}});
}

bool needs_advance(const SequenceOptions& from, const SequenceOptions& to) {
  return to.minimum > from.minimum && to.minimum <= from.maximum;
}

std::vector<std::string> hazards_of(const SequenceOptions& from, const SequenceOptions& to) {
  const bool narrower = to.maximum < from.maximum && to.maximum >= from.minimum;
  return narrower ? std::vector<std::string>{"Fails where the sequence has counted further."} : std::vector<std::string>{};
}

void plan_sequences(const Situation& situation, Plan& plan) {
  for (const Change<Sequence>& change : situation.changes.sequences) {
    if (!change.from) {
      create(situation, *change.to, plan);
    } else if (!change.to) {
      drop(situation, *change.from, plan);
    } else {
      alter(*change.from, *change.to, plan);
      if (change.from->owner != change.to->owner) {
        change_owner(situation, *change.from, *change.to, plan);
      }
    }
  }
}

}  // namespace deed::autogenerate
