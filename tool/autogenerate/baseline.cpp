#include "autogenerate/baseline.h"

#include <algorithm>
#include <iterator>
#include <variant>

#include "autogenerate/other_tools.h"
#include "autogenerate/privileges.h"

namespace deed::autogenerate {

namespace {

class Split {
 public:
  Split(const Schema& desired, const Schema& actual, const std::set<ObjectName>& adopted)
      : desired_(desired), actual_(actual), adopted_(adopted) {
    add_needed();
    add_parts(desired);
    add_parts(actual);
  }

  bool is_adopted(const ObjectName& name) const { return adopted_.contains(name); }

  // The part of the model that is adopted.
  Schema baseline() const {
    Schema part = part_of(desired_);
    for (auto& [name, table] : part.tables) {
      std::erase_if(table.constraints,
                    [&](const Constraint& constraint) { return constraint.reference && made_later(constraint.reference->table); });
    }
    std::erase_if(part.definitions, [&](const auto& entry) {
      const std::vector<Address>& uses = entry.second.uses;
      return std::any_of(uses.begin(), uses.end(), [&](const Address& used) { return made_later(used); });
    });
    return part;
  }

  // What of it stands there, as it stands there.
  Schema standing() const { return part_of(actual_); }

  // What there is when the baseline is: the rest of the database as it is, and the baseline as the model has it.
  Schema after() const {
    Schema schema = actual_;
    std::erase_if(schema.tables, [&](const auto& entry) { return is_adopted(entry.first); });
    std::erase_if(schema.sequences, [&](const auto& entry) { return holds(entry.second); });
    std::erase_if(schema.enums, [&](const auto& entry) { return is_adopted(entry.first); });
    std::erase_if(schema.comments, [&](const auto& entry) { return holds(entry.first); });
    std::erase_if(schema.definitions, [&](const auto& entry) { return holds(entry.second); });
    Schema part = baseline();
    schema.tables.merge(part.tables);
    schema.sequences.merge(part.sequences);
    schema.enums.merge(part.enums);
    schema.schemas.merge(part.schemas);
    schema.comments.merge(part.comments);
    schema.definitions.merge(part.definitions);
    return schema;
  }

 private:
  // Enums and sequences that an adopted table consists of. Where they are nowhere, the adopt step says so.
  void add_needed() {
    for (const auto& [name, table] : desired_.tables) {
      if (!adopted_.contains(name)) {
        continue;
      }
      for (const Column& column : table.columns) {
        if (column.type_name) {
          add(*column.type_name);
        }
        std::for_each(column.uses.begin(), column.uses.end(), [&](const ObjectName& used) { add(used); });
      }
      for (const Constraint& constraint : table.constraints) {
        std::for_each(constraint.uses.begin(), constraint.uses.end(), [&](const ObjectName& used) { add(used); });
      }
      for (const Index& index : table.indexes) {
        std::for_each(index.uses.begin(), index.uses.end(), [&](const ObjectName& used) { add(used); });
      }
    }
  }

  void add(const ObjectName& used) {
    const auto is_in = [&](const Schema& schema) {
      return schema.enums.contains(used) || schema.sequences.contains(used) || schema.definitions.contains(Address{used});
    };
    if (is_in(desired_) && !is_in(actual_)) {
      adopted_.insert(without_arguments(used));
    }
  }

  bool made_later(const ObjectName& table) const {
    return !adopted_.contains(table) && desired_.tables.contains(table) && !actual_.tables.contains(table);
  }

  bool made_later(const Address& used) const {
    const auto is_in = [&](const Schema& schema) { return schema.definitions.contains(used) || schema.find_table(used.object) != nullptr; };
    return !adopted_.contains(without_arguments(used.object)) && is_in(desired_) && !is_in(actual_);
  }

  // Pieces go with their table, as do extended statistics.
  bool holds(const Definition& definition) const {
    const auto adopted = [&](const Address& address) { return is_adopted(without_arguments(address.object)); };
    return adopted(definition.address) || (definition.owner && adopted(*definition.owner)) ||
           (definition.kind == "statistics object" && std::any_of(definition.uses.begin(), definition.uses.end(), adopted));
  }

  // A sequence of a column is its table's.
  bool holds(const Sequence& sequence) const { return is_adopted(sequence.owner ? sequence.owner->table : sequence.name); }

  bool holds(const CommentTarget& target) const { return is_adopted(target.object) || parts_.contains(target.object); }

  // Names that belong to adopted tables and have comments of their own.
  void add_parts(const Schema& schema) {
    for (const auto& entry : schema.tables) {
      const ObjectName& name = entry.first;
      const Table& table = entry.second;
      if (!is_adopted(name)) {
        continue;
      }
      const auto add_part = [&](const std::string& part) { parts_.insert({name.kind, name.schema, part}); };
      for (const Column& column : table.columns) {
        if (column.identity) {
          add_part(column.identity->sequence);
        }
      }
      std::for_each(table.constraints.begin(), table.constraints.end(), [&](const Constraint& part) { add_part(part.name); });
      std::for_each(table.indexes.begin(), table.indexes.end(), [&](const Index& part) { add_part(part.name); });
    }
    for (const auto& [name, sequence] : schema.sequences) {
      if (holds(sequence)) {
        parts_.insert(name);
      }
    }
  }

  Schema part_of(const Schema& whole) const {
    Schema part = whole;
    std::erase_if(part.tables, [&](const auto& entry) { return !is_adopted(entry.first); });
    std::erase_if(part.sequences, [&](const auto& entry) { return !holds(entry.second); });
    std::erase_if(part.enums, [&](const auto& entry) { return !is_adopted(entry.first); });
    std::erase_if(part.schemas, [&](const std::string& name) { return !is_adopted({ObjectKind::schema, "", name}); });
    std::erase_if(part.comments, [&](const auto& entry) { return !holds(entry.first); });
    std::erase_if(part.definitions, [&](const auto& entry) { return !holds(entry.second); });
    part.uncovered.clear();
    return part;
  }

  const Schema& desired_;
  const Schema& actual_;
  std::set<ObjectName> adopted_;
  std::set<ObjectName> parts_;
};

bool makes_whole_object(const Action& action) {
  const auto* define = std::get_if<Define>(&action);
  return define != nullptr && !define->drops && define->address.part.empty();
}

// The adopt step looks for the objects that its text makes, and at the columns of its tables.
bool is_refused(const Action& action) {
  return std::holds_alternative<AddColumn>(action) || std::holds_alternative<DropColumn>(action) ||
         std::holds_alternative<CreateEnum>(action) || std::holds_alternative<CreateSequence>(action) || makes_whole_object(action);
}

}  // namespace

Baseline generate_baseline(const Schema& model, const Schema& standing, const std::set<ObjectName>& adopted, const Options& options) {
  Schema actual = standing;
  forget_history_tables(actual, model);
  Schema desired = model;
  if (!options.privileges) {
    keep_privileges(desired, actual);
  }
  const Split split(desired, actual, adopted);
  Baseline baseline;
  Schema made = split.baseline();
  if (!options.privileges) {
    // Those that somebody granted here are no part of what a new database gets.
    keep_privileges(made, {});
  }
  for (OperationStep& step : create_all(made)) {
    std::move(step.operations.begin(), step.operations.end(), std::back_inserter(baseline.adopt));
  }
  baseline.rest = generate(desired, split.after(), options);
  for (const OperationStep& step :
       generate(split.baseline(), split.standing(), {.online = false, .privileges = options.privileges}).upgrade) {
    for (const Operation& operation : step.operations) {
      baseline.differences.push_back({operation, is_refused(operation.action)});
    }
  }
  return baseline;
}

}  // namespace deed::autogenerate
