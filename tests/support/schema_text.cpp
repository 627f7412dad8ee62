#include "support/schema_text.h"

#include <fmt/format.h>

#include "base/text.h"

namespace deed::testing {

namespace {

std::string of(const std::vector<ObjectName>& names) {
  std::string text;
  for (const ObjectName& name : names) {
    text += " " + to_string(name);
  }
  return text;
}

std::string of(const SequenceOptions& options) {
  return fmt::format("{} {} {} {} {} {} {}", options.type, options.start, options.increment, options.minimum, options.maximum,
                     options.cache, options.cycle);
}

std::string of(const Column& column) {
  std::string text =
      fmt::format("column {} {} {} [{}] {} {} {} {} {} {} ({}){}, {} {}", column.name, column.type,
                  column.type_name ? to_string(*column.type_name) : "", column.collation, column.not_null, column.not_null_name,
                  column.not_null_local, column.not_null_named, static_cast<int>(column.generated), column.local, column.expression,
                  of(column.uses), join(column.base_columns, " "), column.identity.has_value());
  if (column.identity) {
    text += fmt::format(" {} {} {}", column.identity->always, column.identity->sequence, of(column.identity->options));
  }
  return text;
}

std::string of(const Constraint& constraint) {
  std::string text = fmt::format("constraint {} {} ({}) ({}) {} [{}] [{}] {} {}{} part of {}, {} {}", constraint.name,
                                 static_cast<int>(constraint.kind), join(constraint.columns, " "), join(constraint.included, " "),
                                 constraint.nulls_not_distinct, constraint.storage, constraint.check, static_cast<int>(constraint.deferral),
                                 constraint.validated, of(constraint.uses), constraint.part_of, constraint.local, constraint.has_old_names);
  if (const std::optional<Reference>& to = constraint.reference) {
    text += fmt::format(" to {} ({}) {} {} {} {} ({})", to_string(to->table), join(to->columns, " "), to->key, to->match, to->on_update,
                        to->on_delete, join(to->set_columns, " "));
  }
  return text;
}

std::string of(const Index& index) {
  return fmt::format("index {} {} {} ({}){} {} part of {} {}", index.name, index.unique, index.definition, join(index.columns, " "),
                     of(index.uses), index.valid, index.part_of, index.has_old_names);
}

void add_table(std::vector<std::string>& lines, const Table& table) {
  const std::string name = to_string(table.name);
  std::string head = fmt::format("table {} {} parents{} {}", name, table.unlogged, of(table.parents), table.has_unread_children);
  if (table.partitioning) {
    head += fmt::format(" by {} ({}){}", table.partitioning->key, join(table.partitioning->columns, " "), of(table.partitioning->uses));
  }
  if (table.bound) {
    head += fmt::format(" bound {} check {}", table.bound->values, table.bound->check);
  }
  lines.push_back(head);
  for (const Column& column : table.columns) {
    lines.push_back(name + ": " + of(column));
  }
  for (const Constraint& constraint : table.constraints) {
    lines.push_back(name + ": " + of(constraint));
  }
  for (const Index& index : table.indexes) {
    lines.push_back(name + ": " + of(index));
  }
}

std::string of(const Definition& definition) {
  std::string text = fmt::format("{} {}: {} / {} / {} / {} / {} / {} / {} uses", definition.kind, to_string(definition.address),
                                 definition.create, definition.drop, definition.alter, join(definition.mould, " "), definition.compared,
                                 definition.owner ? to_string(*definition.owner) : "", definition.made_with_owner);
  for (const Address& address : definition.uses) {
    text += " " + to_string(address);
  }
  return text;
}

}  // namespace

std::vector<std::string> schema_lines(const Schema& schema) {
  std::vector<std::string> lines;
  for (const std::string& name : schema.schemas) {
    lines.push_back("schema " + name);
  }
  for (const auto& [name, one] : schema.enums) {
    lines.push_back(fmt::format("enum {} {} {}", to_string(name), to_string(one.name), join(one.labels, " ")));
  }
  for (const auto& [name, one] : schema.sequences) {
    lines.push_back(fmt::format("sequence {} {} {} of {} {}", to_string(name), to_string(one.name), of(one.options),
                                one.owner ? to_string(one.owner->table) : "", one.owner ? one.owner->column : ""));
  }
  for (const auto& [name, table] : schema.tables) {
    add_table(lines, table);
  }
  for (const auto& [target, text] : schema.comments) {
    lines.push_back(fmt::format("comment {} {} {} {}", static_cast<int>(target.kind), to_string(target.object), target.part, text));
  }
  for (const auto& [address, definition] : schema.definitions) {
    lines.push_back(fmt::format("{} is {}", to_string(address), of(definition)));
  }
  for (const Uncovered& uncovered : schema.uncovered) {
    lines.push_back(fmt::format("{} {}", to_string(uncovered), static_cast<int>(uncovered.kind)));
  }
  return lines;
}

}  // namespace deed::testing
