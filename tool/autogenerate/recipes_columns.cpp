#include <fmt/format.h>

#include <algorithm>

#include "autogenerate/column_type.h"
#include "autogenerate/recipes.h"
#include "base/identifier.h"
#include "base/text.h"
#include "domain/canonical_text.h"

namespace deed::autogenerate {

namespace {

constexpr std::string_view kRewrites = "Rewrites the table under an ACCESS EXCLUSIVE lock.";

std::string subject_of(const ObjectName& table, const std::string& column) { return to_string(table) + ' ' + column; }

void add_column(const Situation& situation, const ObjectName& table, const Column& column, Plan& plan) {
  const Column written = situation.as_written(table, column);
  const bool filled = column.identity || column.generated != Generation::none || !column.expression.empty();
  const bool computed =
      column.identity || column.generated == Generation::stored || (column.generated == Generation::none && is_volatile(column.expression));
  Planned planned{.operation = {AddColumn{table, written}}, .place = {Phase::add_column, to_string(table)}};
  if (computed) {
    planned.operation.hazards.push_back(fmt::format("{} Each row gets a value of its own.", kRewrites));
  } else if (column.not_null && !filled) {
    planned.operation.hazards.push_back(
        "Fails where the table has rows: give a DEFAULT, or add the column without NOT NULL, fill it, then SET NOT NULL.");
  }
  planned.footprint = situation.making_column(table, column);
  planned.footprint.needs.push_back(relation_key(table));
  planned.gives = {column.name};
  add(plan, planned);
}

bool changes_rows(const Action& action) {
  return std::holds_alternative<AddColumn>(action) || std::holds_alternative<DropColumn>(action) ||
         std::holds_alternative<MoveColumn>(action) || std::holds_alternative<SetColumnType>(action);
}

// With what partitions and children lose of it.
Situation::Lost all_lost(const Situation& situation, const ObjectName& table, const std::string& column) {
  Situation::Lost lost = situation.lost_with({table, column});
  for (const ObjectName& below : situation.family.descendants(table)) {
    if (situation.drops_column({below, column})) {
      const Situation::Lost& more = situation.lost_with({below, column});
      lost.names.insert(lost.names.end(), more.names.begin(), more.names.end());
      lost.footprint.add(more.footprint);
    }
  }
  return lost;
}

// The column steps aside until its parents' is there, and gives that its values. What stands on it goes with it and comes again.
void make_way(const Situation& situation, const ObjectName& table, const Column& column, Plan& plan) {
  const std::string aside = situation.spare_name(column.name, "_own");
  const std::size_t renamed = add(
      plan, {.operation = {Rename{RenamedKind::column, table, column.name, aside},
                           {"A column is its parents' alone only where they gave it: this one makes way, and its values go into theirs."}},
             .place = {Phase::drop_part, to_string(table)},
             .footprint = {.removes = ties_of(table, column).is}});
  Planned moved{.operation = {MoveColumn{table, aside, column.name}, {"Writes every row of the table."}},
                .place = {Phase::alter_column, subject_of(table, column.name)},
                .footprint = situation.lost_with({table, column.name}).footprint};
  moved.footprint.needs.push_back(column_key(table, column.name));
  moved.after = {renamed};
  add(plan, moved);
}

void drop_column(const Situation& situation, const ObjectName& table, const Column& column, Plan& plan) {
  const bool only = situation.family.is_kept_below(table, column.name);
  const Situation::Lost lost = only ? situation.lost_with({table, column.name}) : all_lost(situation, table, column.name);
  Planned planned{.operation = {DropColumn{{table, column.name}, only}}, .place = {Phase::drop_column, to_string(table)}};
  if (column.generated == Generation::none) {
    planned.operation.hazards.push_back("Deletes the values of the column.");
  }
  if (!lost.names.empty()) {
    planned.operation.hazards.push_back(fmt::format("Drops with it: {}.", join(lost.names, ", ")));
  }
  planned.footprint = dropping(ties_of(table, column));
  planned.footprint.add(lost.footprint);
  add(plan, planned);
}

// The changes of one column, each a statement, in the order in which they stand here.
class ColumnRecipe {
 public:
  ColumnRecipe(const Situation& situation, const PartChange<Column>& change, Plan& plan)
      : situation_(situation), table_(change.table), from_(*change.from), to_(*change.to), name_{table_, to_.name}, plan_(plan) {}

  void stand_aside();

  void run() {
    if (from_.generated != Generation::none && to_.generated == Generation::none) {
      Footprint footprint = dropping({.is = {source()}, .uses = use_keys(from_.uses)});
      for (const std::string& column : from_.base_columns) {
        footprint.frees.push_back(column_key(table_, column));
        footprint.frees.push_back(type_key(table_, column));
      }
      step(DropExpression{name_}, std::move(footprint));
      from_.expression.clear();
    }
    if (from_.identity && !to_.identity) {
      drop_identity();
    }
    change_type();
    change_default();
    change_not_null();
    change_identity();
  }

 private:
  std::string source() const { return source_key(table_, to_.name); }
  std::string not_null() const { return not_null_key(table_, to_.name); }
  std::string type() const { return type_key(table_, to_.name); }
  std::string sequence(const Identity& identity) const { return relation_key({table_.kind, table_.schema, identity.sequence}); }

  // Appends a statement that comes after the one before; `apart` ones stand in a lane of their own.
  std::size_t step(Action action, Footprint footprint, std::vector<std::string> hazards = {}, Lane lane = Lane::transaction) {
    return add(plan_, {.operation = {std::move(action), std::move(hazards)},
                       .place = {Phase::alter_column, subject_of(table_, to_.name), turn_++},
                       .footprint = std::move(footprint),
                       .lane = lane});
  }

  void drop_identity();
  void change_type();
  bool is_overwritten() const;
  void change_default();
  void change_not_null();
  void set_not_null_online();
  void change_identity();
  void alter_identity();

  const Situation& situation_;
  const ObjectName& table_;
  Column from_;
  const Column& to_;
  ColumnName name_;
  Plan& plan_;
  int turn_ = 0;
};

void ColumnRecipe::drop_identity() {
  const ObjectName name{table_.kind, table_.schema, from_.identity->sequence};
  const bool aside = situation_.steps_aside(name);
  if (aside) {
    step_aside(situation_, name, plan_);
  }
  step(DropIdentity{name_}, {.removes = {source(), aside ? aside_key(name) : relation_key(name)}, .frees = {not_null()}});
}

// A default that calls what is made anew meanwhile, or is of a type that is.
void ColumnRecipe::stand_aside() {
  const bool in_the_way = situation_.any_made_anew(from_.uses) || situation_.is_converted(from_, to_);
  if (from_.generated == Generation::none && !from_.expression.empty() && in_the_way) {
    Footprint footprint = dropping({.is = {source()}, .uses = use_keys(from_.uses)});
    footprint.frees.push_back(type());
    step(SetDefault{name_, ""}, std::move(footprint));
    from_.expression.clear();
    from_.uses.clear();
  }
}

void ColumnRecipe::change_type() {
  const bool converted = situation_.is_converted(from_, to_);
  const bool by_parent = converted && situation_.family.giver(table_, to_);
  if (by_parent || (!converted && from_.type == to_.type && from_.collation == to_.collation)) {
    return;
  }
  const TypeChange change =
      converted ? TypeChange{.may_fail = false, .using_expression = situation_.converting(from_, to_)} : type_change(from_, to_);
  Footprint footprint{.makes = {type()}, .removes = {type()}};
  if (from_.type_name) {
    footprint.frees = situation_.with_asides({relation_key(*from_.type_name)});
  }
  if (!converted && from_.type_name && from_.type.ends_with("[]")) {
    footprint.frees.push_back(inside_key(*from_.type_name));
  }
  if (!converted && to_.type_name && to_.type.ends_with("[]")) {
    footprint.needs.push_back(inside_key(*to_.type_name));
  }
  for (const ObjectName& name : situation_.replaced_types(from_)) {
    footprint.frees.push_back(aside_key(name));
  }
  for (const ObjectName& name : situation_.replaced_types(to_)) {
    footprint.needs.push_back(relation_key(name));
  }
  if (to_.type_name) {
    footprint.needs.push_back(relation_key(*to_.type_name));
  }
  for (const auto& [column, keys] :
       {std::pair<const Column*, std::vector<std::string>*>(&from_, &footprint.frees), {&to_, &footprint.needs}}) {
    const std::vector<ObjectName> replaced = situation_.replaced_types(*column);
    for (const ObjectName& used : column->uses) {
      if (used.kind == ObjectKind::collation && std::find(replaced.begin(), replaced.end(), used) == replaced.end()) {
        keys->push_back(relation_key(used));
      }
    }
  }
  std::vector<std::string> hazards;
  // Of a type made anew that stands where the old one steps aside.
  if (change.rewrites && !converted) {
    hazards.emplace_back(kRewrites);
  } else if (from_.collation != to_.collation) {
    hazards.emplace_back("Builds the indexes of the column anew under an ACCESS EXCLUSIVE lock.");
  }
  if (change.may_fail) {
    hazards.emplace_back("Fails, or changes values, where one does not fit the new type.");
  }
  // A default of the old type that cannot become one of the new type is in the way.
  if (!change.using_expression.empty() && !from_.expression.empty()) {
    Footprint dropped = dropping({.is = {source()}, .uses = use_keys(from_.uses)});
    dropped.frees.push_back(type());
    step(SetDefault{name_, ""}, std::move(dropped));
    from_.expression.clear();
    from_.uses.clear();
  }
  step(SetColumnType{name_, to_.type, to_.collation, change.using_expression}, std::move(footprint), std::move(hazards));
  if (from_.identity) {
    from_.identity->options = with_type(from_.identity->options, to_.type);
  }
}

// Whether the parent's default comes again, and takes the place of what a child says differently.
bool ColumnRecipe::is_overwritten() const {
  const std::optional<ObjectName> parent = situation_.family.giver(table_, to_);
  if (!parent) {
    return false;
  }
  const Column& from = *find_part(situation_.actual.find_table(*parent)->columns, to_.name);
  const Column& to = *find_part(situation_.desired.find_table(*parent)->columns, to_.name);
  return situation_.is_converted(from, to) || situation_.any_made_anew(from.uses);
}

void ColumnRecipe::change_default() {
  if (same_text(from_.expression, to_.expression) && !is_overwritten()) {
    return;
  }
  Footprint footprint{.frees = use_keys(from_.uses)};
  if (to_.expression.empty() && is_overwritten()) {
    // The parent's, that has come with the new type.
    footprint.needs = {type(), source()};
  } else if (to_.expression.empty()) {
    footprint.removes = {source()};
    footprint.frees.push_back(type());
  } else {
    footprint.makes = {source()};
    footprint.needs = use_keys(to_.uses);
    footprint.needs.push_back(type());
  }
  step(SetDefault{name_, to_.expression}, std::move(footprint));
}

void ColumnRecipe::change_not_null() {
  if (from_.not_null == to_.not_null) {
    return;
  }
  if (!to_.not_null) {
    step(SetNotNull{name_, false}, {.removes = {not_null()}});
    return;
  }
  if (situation_.is_online(table_)) {
    set_not_null_online();
  } else {
    step(SetNotNull{name_, true}, {.makes = {not_null(), constraint_key(table_, to_.not_null_name)}, .needs = {type()}},
         {"Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row has none."});
  }
  if (to_.not_null_named && to_.not_null_name != default_not_null_name(table_.name, to_.name)) {
    step(Rename{RenamedKind::constraint, table_, default_not_null_name(table_.name, to_.name), to_.not_null_name},
         {.makes = {constraint_key(table_, to_.not_null_name)}, .needs = {not_null()}});
  }
}

void ColumnRecipe::set_not_null_online() {
  Constraint check;
  check.name = situation_.spare_name(fmt::format("{}_{}", table_.name, to_.name), "_is_not_null");
  check.check = fmt::format("CHECK ({} IS NOT NULL)", quote_identifier(to_.name));
  check.validated = false;
  const std::size_t added =
      step(AddConstraint{table_, check, ""}, {.needs = {type()}},
           {"SET NOT NULL alone would read the table while nobody can use it; with this valid it need not. From here on a row "
            "with NULL is refused, and so is a change of one that is there."});
  const std::size_t validated = step(ValidateConstraint{table_, check.name}, {},
                                     {"Reads the table while others read and write; fails where a row has NULL."}, Lane::scan);
  const std::size_t set = step(SetNotNull{name_, true}, {.makes = {not_null(), constraint_key(table_, to_.not_null_name)}});
  const std::size_t dropped = step(DropConstraint{table_, check.name}, {});
  plan_[validated].after = {added};
  plan_[set].after = {validated};
  plan_[dropped].after = {set};
}

void ColumnRecipe::change_identity() {
  if (!to_.identity || from_.identity == to_.identity) {
    return;
  }
  if (from_.identity) {
    alter_identity();
    return;
  }
  const std::size_t added =
      step(AddIdentity{name_, *to_.identity}, {.makes = {source(), sequence(*to_.identity)}, .needs = {not_null(), type()}});
  const ObjectName name{table_.kind, table_.schema, to_.identity->sequence};
  const Planned next = going_on(situation_, name, to_.identity->options, name_);
  plan_[step(next.operation.action, next.footprint, next.operation.hazards)].after = {added};
}

void ColumnRecipe::alter_identity() {
  const SequenceOptions& from = from_.identity->options;
  const SequenceOptions& to = to_.identity->options;
  std::vector<std::size_t> after;
  if (needs_advance(from, to)) {
    const ObjectName name{table_.kind, table_.schema, to_.identity->sequence};
    after.push_back(step(AdvanceSequence{name, to.minimum}, {.needs = {type()}}, {kAdvances}));
  }
  const std::size_t altered = step(AlterIdentity{name_, *from_.identity, *to_.identity}, {.needs = {type()}}, hazards_of(from, to));
  plan_[altered].after = after;
}

// Whether a partition or child has the change after, and not before, that of the column above it.
bool goes_first(const PartChange<Column>& below, const PartChange<Column>& above) {
  // A column of its own is there when the parent's comes.
  return !below.from && !above.from;
}

// Operations on the same column of a table and of its parents have an order: the parent's overwrites.
class Lineage {
 public:
  void note(const PartChange<Column>& change, std::size_t begin, std::size_t end) {
    for (std::size_t node = begin; node < end; ++node) {
      nodes_[{change.table, change.to ? change.to->name : change.from->name}].push_back({&change, node});
    }
  }

  void put_in_order(const Situation& situation, Plan& plan) const {
    for (const auto& [name, below] : nodes_) {
      for (const ObjectName& ancestor : situation.family.ancestors(name.table)) {
        const auto above = nodes_.find({ancestor, name.column});
        for (const Entry& lower : below) {
          for (const Entry& upper : above == nodes_.end() ? std::vector<Entry>{} : above->second) {
            const bool first = goes_first(*lower.change, *upper.change);
            plan[first ? upper.node : lower.node].after.push_back(first ? lower.node : upper.node);
          }
        }
      }
    }
  }

 private:
  struct Entry {
    const PartChange<Column>* change;
    std::size_t node;
  };
  std::map<ColumnName, std::vector<Entry>> nodes_;
};

// What the operations from `begin` on do to the table, they do to its partitions and children.
void note_table_and_below(const Situation& situation, const ObjectName& table, std::size_t begin, Plan& plan) {
  for (std::size_t node = begin; node < plan.size(); ++node) {
    Planned& planned = plan[node];
    const bool rows = changes_rows(planned.operation.action);
    if (rows) {
      planned.gives.push_back(rows_of(table));
    }
    const Footprint own = planned.footprint;
    for (const ObjectName& below : situation.family.descendants(table)) {
      planned.footprint.add(passed_on(own, table, below));
      if (rows) {
        planned.gives.push_back(rows_of(below));
      }
    }
  }
}

}  // namespace

std::string rows_of(const ObjectName& table) { return "rows of " + to_string(table); }

void plan_columns(const Situation& situation, Plan& plan) {
  Lineage lineage;
  for (const PartChange<Column>& change : situation.changes.columns) {
    if (change.by) {
      continue;
    }
    const std::size_t begin = plan.size();
    std::size_t changing = begin;
    if (!change.from) {
      add_column(situation, change.table, *change.to, plan);
    } else if (!change.to && situation.family.is_taken_over(change.table, change.from->name)) {
      make_way(situation, change.table, *change.from, plan);
      continue;
    } else if (!change.to) {
      drop_column(situation, change.table, *change.from, plan);
    } else {
      ColumnRecipe recipe(situation, change, plan);
      recipe.stand_aside();
      changing = plan.size();
      recipe.run();
    }
    note_table_and_below(situation, change.table, begin, plan);
    lineage.note(change, changing, plan.size());
    note_building(situation, change.table, begin, plan);
  }
  lineage.put_in_order(situation, plan);
}

}  // namespace deed::autogenerate
