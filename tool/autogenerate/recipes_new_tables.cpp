#include <algorithm>

#include "autogenerate/recipes.h"
#include "autogenerate/usual_names.h"
#include "domain/canonical_text.h"

namespace deed::autogenerate {

namespace {

// What CREATE TABLE says by itself: no foreign keys, whose tables may come later, and nothing that would be NOT VALID.
bool stands_in_create_table(const Constraint& constraint) { return constraint.kind != ConstraintKind::foreign_key && constraint.validated; }

// How a new table comes to its parents.
enum class Birth {
  alone,
  partition,  // PARTITION OF, which locks the parent against everybody
  attached,   // as a table of its own, then ATTACH PARTITION
  child,      // INHERITS
};

class NewTable {
 public:
  NewTable(const Situation& situation, const Table& table, Plan& plan)
      : situation_(situation), table_(table), subject_(to_string(table.name)), plan_(plan), birth_(birth()) {}

  void run();

 private:
  Birth birth() const;
  const Table* parent() const { return table_.parents.empty() ? nullptr : situation_.desired.find_table(table_.parents.front()); }
  bool parent_is_new() const { return situation_.creates_table(table_.parents.front()); }
  bool can_be_partition_of() const;

  // As the parents have it; nothing where it is the table's own.
  const Column* inherited(const Column& column) const;
  bool is_inherited(const Constraint& check) const;
  // Whether making the table, or a part of its parent, makes it.
  bool comes_by_itself(const Constraint& constraint) const;
  bool comes_by_itself(const Index& index) const { return !index.part_of.empty() && is_named_so(index, &Table::indexes); }
  // Whether making it as a part of its parent's gives it its name.
  template <typename Part>
  bool is_named_so(const Part& part, std::vector<Part> Table::*parts) const;

  void take_columns();
  void take_constraints();
  void add_indexes();
  void leave_to_parents(Column& column) const;
  void override_inherited();
  // What its partitions have of a part of it comes with that, or before it.
  template <typename Part>
  void pass_on(const ObjectName& table, const Part& part, std::vector<Part> Table::*parts, Footprint& footprint) const;

  const Situation& situation_;
  const Table& table_;
  std::string subject_;
  Plan& plan_;
  Birth birth_;
  Table written_;
  Footprint footprint_;
  // Of what it has from its parent.
  Footprint given_;
  std::vector<std::size_t> made_;
};

Birth NewTable::birth() const {
  if (table_.parents.empty()) {
    return Birth::alone;
  }
  if (!table_.bound) {
    return Birth::child;
  }
  return can_be_partition_of() ? Birth::partition : Birth::attached;
}

bool NewTable::can_be_partition_of() const {
  if (parent() == nullptr || (situation_.online && !parent_is_new())) {
    return false;
  }
  const auto says_all = [&](const Column& column) {
    const Column* given = inherited(column);
    const bool same_values = given != nullptr && given->generated == column.generated &&
                             (column.generated == Generation::none || same_text(given->expression, column.expression));
    return same_values && (given->expression.empty() || !column.expression.empty());
  };
  const auto fits = [&](const auto& part, auto parts) { return part.part_of.empty() || is_named_so(part, parts); };
  const auto constraint_fits = [&](const Constraint& constraint) { return fits(constraint, &Table::constraints); };
  const auto index_fits = [&](const Index& index) { return fits(index, &Table::indexes); };
  const bool indexes_come_later = parent_is_new();
  return std::all_of(table_.columns.begin(), table_.columns.end(), says_all) &&
         std::all_of(table_.constraints.begin(), table_.constraints.end(), constraint_fits) &&
         (indexes_come_later || std::all_of(table_.indexes.begin(), table_.indexes.end(), index_fits));
}

template <typename Part>
bool NewTable::is_named_so(const Part& part, std::vector<Part> Table::*parts) const {
  const Table* parent = situation_.actual.find_table(table_.parents.front());
  return is_named_as_usual(table_.name, part, parent == nullptr ? nullptr : find_part(parent->*parts, part.part_of));
}

const Column* NewTable::inherited(const Column& column) const {
  for (const ObjectName& name : table_.parents) {
    const Table* parent = situation_.desired.find_table(name);
    const Column* found = parent == nullptr ? nullptr : find_part(parent->columns, column.name);
    if (found != nullptr) {
      return found;
    }
  }
  return nullptr;
}

bool NewTable::is_inherited(const Constraint& check) const {
  return check.kind == ConstraintKind::check && std::any_of(table_.parents.begin(), table_.parents.end(), [&](const ObjectName& name) {
           const Table* parent = situation_.desired.find_table(name);
           const Constraint* found = parent == nullptr ? nullptr : find_part(parent->constraints, check.name);
           return found != nullptr && same_demand(*found, check);
         });
}

bool NewTable::comes_by_itself(const Constraint& constraint) const {
  if (!constraint.part_of.empty()) {
    return is_named_so(constraint, &Table::constraints);
  }
  return is_inherited(constraint) && (birth_ == Birth::partition || (birth_ == Birth::child && !constraint.local));
}

// NOT NULL that a child's own column has from its parents alone.
void NewTable::leave_to_parents(Column& column) const {
  const Column* given = birth_ == Birth::child ? inherited(column) : nullptr;
  if (given != nullptr && given->not_null && !column.not_null_local) {
    column.not_null = false;
  }
}

void NewTable::take_columns() {
  for (const Column& column : table_.columns) {
    footprint_.add(situation_.making_column(table_.name, column));
    const Column* given = birth_ == Birth::partition || (birth_ == Birth::child && !column.local) ? inherited(column) : nullptr;
    if (given == nullptr) {
      written_.columns.push_back(situation_.as_written(table_.name, column));
      leave_to_parents(written_.columns.back());
      continue;
    }
    const bool other_value = column.generated == Generation::none && !same_text(given->expression, column.expression);
    const bool other_null = given->not_null != column.not_null;
    if (birth_ == Birth::partition && (other_value || other_null)) {
      written_.columns.push_back(
          {.name = column.name, .type = "", .not_null = other_null, .expression = other_value ? column.expression : ""});
    }
  }
}

void NewTable::take_constraints() {
  for (const Constraint& constraint : table_.constraints) {
    const bool by_itself = comes_by_itself(constraint);
    if (by_itself && !constraint.part_of.empty()) {
      // A foreign key of a new parent comes later, to all of them.
      given_.add(constraint.reference && parent_is_new() ? Footprint{} : making(ties_of(table_.name, constraint)));
      continue;
    }
    if (by_itself || stands_in_create_table(constraint)) {
      footprint_.add(making(ties_of(table_.name, constraint)));
      if (!by_itself) {
        written_.constraints.push_back(constraint);
      }
      continue;
    }
    const Phase phase = constraint.reference ? Phase::add_foreign_key : Phase::create_table;
    Planned planned{.operation = {AddConstraint{table_.name, constraint, ""}},
                    .place = {phase, subject_, 1},
                    .footprint = making(ties_of(table_.name, constraint))};
    pass_on(table_.name, constraint, &Table::constraints, planned.footprint);
    made_.push_back(add(plan_, planned));
  }
  // Keys first, then checks, as people write them.
  std::stable_sort(written_.constraints.begin(), written_.constraints.end(), [](const auto& a, const auto& b) { return a.kind < b.kind; });
}

template <typename Part>
void NewTable::pass_on(const ObjectName& table, const Part& part, std::vector<Part> Table::*parts, Footprint& footprint) const {
  for (const auto& [name, child] : situation_.desired.tables) {
    if (!child.bound || child.parents.front() != table) {
      continue;
    }
    footprint.needs.push_back(relation_key(name));
    footprint.needs.push_back(attached_key(table));
    for (const Part& own : child.*parts) {
      if (own.part_of == part.name) {
        const Footprint made = making(ties_of(name, own));
        const bool stands = !is_named_as_usual(name, own) || situation_.family.is_kept(name);
        footprint.add(stands ? Footprint{.needs = made.makes} : made);
        pass_on(name, own, parts, footprint);
      }
    }
  }
}

void NewTable::add_indexes() {
  for (const Index& index : table_.indexes) {
    if (comes_by_itself(index)) {
      // Those of a new parent come later, to all of them.
      given_.add(parent_is_new() ? Footprint{} : making(ties_of(table_.name, index)));
      continue;
    }
    Planned planned{.operation = {CreateIndex{table_.name, index}},
                    .place = {Phase::create_table, subject_, 3},
                    .footprint = making(ties_of(table_.name, index))};
    pass_on(table_.name, index, &Table::indexes, planned.footprint);
    made_.push_back(add(plan_, planned));
  }
}

// What a child says of a column that it has from its parents alone.
void NewTable::override_inherited() {
  int turn = 1;
  const auto say = [&](Action action) {
    Planned planned{.operation = {std::move(action)}, .place = {Phase::create_table, subject_, turn++}};
    planned.footprint.needs = {relation_key(table_.name)};
    add(plan_, planned);
  };
  for (const Column& column : table_.columns) {
    const Column* given = column.local ? nullptr : inherited(column);
    if (given != nullptr && column.generated == Generation::none && !same_text(given->expression, column.expression)) {
      say(SetDefault{{table_.name, column.name}, column.expression});
    }
    if (given != nullptr && (given->not_null != column.not_null || column.not_null_local)) {
      say(SetNotNull{{table_.name, column.name}, column.not_null});
    }
  }
}

void NewTable::run() {
  written_ = {.name = table_.name, .unlogged = table_.unlogged, .partitioning = table_.partitioning};
  footprint_ = {.makes = {relation_key(table_.name)}, .needs = {schema_key(table_.name.schema)}};
  if (table_.partitioning) {
    for (const std::string& key : use_keys(table_.partitioning->uses)) {
      footprint_.needs.push_back(key);
    }
  }
  take_columns();
  take_constraints();
  if (birth_ == Birth::partition || birth_ == Birth::child) {
    written_.parents = table_.parents;
    written_.bound = table_.bound;
    for (const ObjectName& name : table_.parents) {
      footprint_.needs.insert(footprint_.needs.end(), {relation_key(name), built_key(name), room_key(name)});
      footprint_.makes.push_back(attached_key(name));
      footprint_.add({.needs = bound_keys(name, situation_.desired)});
    }
  }
  Planned planned{.operation = {CreateTable{written_}},
                  .place = {Phase::create_table, subject_, 0},
                  .footprint = footprint_,
                  .gives = {table_.name.name}};
  if (birth_ == Birth::partition && !parent_is_new()) {
    planned.operation.hazards = {std::string(kLocksParent)};
  } else if (birth_ == Birth::attached && situation_.online && !parent_is_new()) {
    planned.operation.hazards = {"PARTITION OF would lock the table that it is a partition of against everybody; ATTACH does not."};
  }
  std::size_t last = add(plan_, planned);
  add_indexes();
  if (birth_ == Birth::child) {
    override_inherited();
  } else if (birth_ == Birth::attached) {
    last = plan_attaching(situation_, {table_.name, table_.parents.front(), LinkKind::attach, table_.bound}, made_, plan_);
  }
  plan_[last].footprint.add(given_);
}

}  // namespace

void plan_new_table(const Situation& situation, const Table& table, Plan& plan) { NewTable(situation, table, plan).run(); }

}  // namespace deed::autogenerate
