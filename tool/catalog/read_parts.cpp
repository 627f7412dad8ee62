#include "catalog/read_parts.h"

#include <algorithm>
#include <set>
#include <utility>

#include "catalog/queries.h"

namespace deed::catalog {

namespace {

using postgres::Result;

// An oid[] as a parameter.
std::string oid_array(const std::vector<std::string>& oids) { return postgres::format_array(oids); }

ObjectName relation(std::string_view schema, std::string_view name) {
  return {ObjectKind::relation, std::string(schema), std::string(name)};
}

template <typename Part>
Part* part_of(std::vector<Part>& parts, std::string_view name) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.name == name; });
  return found == parts.end() ? nullptr : &*found;
}

Column column_of(const Result& rows, std::size_t row) {
  Column column{.name = std::string(rows.text(row, 1)), .type = std::string(rows.text(row, 2))};
  if (!rows.text(row, 4).empty()) {
    column.type_name = relation(rows.text(row, 3), rows.text(row, 4));
  }
  column.collation = rows.text(row, 5);
  column.not_null = rows.boolean(row, 6);
  if (!rows.text(row, 7).empty()) {
    // read_sequences() completes it.
    column.identity = Identity{.always = rows.text(row, 7) == "a", .sequence = {}};
  }
  if (!rows.text(row, 8).empty()) {
    column.generated = rows.text(row, 8) == "s" ? Generation::stored : Generation::on_read;
  }
  column.expression = rows.text(row, 9);
  column.local = rows.boolean(row, 10);
  column.not_null_name = rows.text(row, 11);
  column.not_null_local = rows.boolean(row, 12);
  return column;
}

SequenceOptions options_of(const Result& rows, std::size_t row) {
  return {.type = std::string(rows.text(row, 2)),
          .start = rows.number(row, 3),
          .increment = rows.number(row, 4),
          .minimum = rows.number(row, 5),
          .maximum = rows.number(row, 6),
          .cache = rows.number(row, 7),
          .cycle = rows.boolean(row, 8)};
}

CommentedKind commented_kind(std::string_view word) {
  constexpr std::pair<std::string_view, CommentedKind> words[] = {
      {"schema", CommentedKind::schema}, {"type", CommentedKind::type},     {"sequence", CommentedKind::sequence},
      {"table", CommentedKind::table},   {"column", CommentedKind::column}, {"constraint", CommentedKind::constraint},
      {"index", CommentedKind::index}};
  return std::find_if(std::begin(words), std::end(words), [&](const auto& entry) { return entry.first == word; })->second;
}

UncoveredKind uncovered_kind(std::string_view word) {
  return word == "administrative" ? UncoveredKind::administrative : word == "structure" ? UncoveredKind::structure : UncoveredKind::part;
}

}  // namespace

PartReader::PartReader(RowSource& source, const Selection& selection) : source_(source), selection_(selection) {
  std::vector<std::string> oids;
  for (const ListedObject& object : selection.tables) {
    tables_[object.oid].name = object.name;
    oids.push_back(object.oid);
  }
  table_oids_ = oid_array(oids);
}

Table* PartReader::table(std::string_view oid) {
  const auto found = tables_.find(oid);
  return found == tables_.end() ? nullptr : &found->second;
}

void PartReader::read_tables() {
  const Result rows = source_.execute(queries::read_tables, {table_oids_});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Table& one = *table(rows.text(row, 0));
    one.unlogged = rows.boolean(row, 1);
    if (!rows.text(row, 2).empty()) {
      one.partitioning = Partitioning{.key = std::string(rows.text(row, 2)), .columns = rows.array(row, 3)};
    }
    if (!rows.is_null(row, 4)) {
      one.bound = Bound{std::string(rows.text(row, 4)), std::string(rows.text(row, 5))};
    }
    one.has_unread_children = rows.boolean(row, 6);
  }
}

void PartReader::read_parents() {
  const Result rows = source_.execute(queries::read_parents, {table_oids_});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    table(rows.text(row, 0))->parents.push_back(relation(rows.text(row, 1), rows.text(row, 2)));
  }
}

void PartReader::read_columns() {
  const Result rows = source_.execute(queries::read_columns, {table_oids_});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    table(rows.text(row, 0))->columns.push_back(column_of(rows, row));
  }
}

void PartReader::read_indexes() {
  const Result rows = source_.execute(queries::read_indexes, {table_oids_});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    table(rows.text(row, 0))
        ->indexes.push_back({.name = std::string(rows.text(row, 1)),
                             .unique = rows.boolean(row, 2),
                             .definition = std::string(rows.text(row, 3)),
                             .valid = rows.boolean(row, 4),
                             .part_of = std::string(rows.text(row, 5)),
                             .has_old_names = rows.boolean(row, 6)});
  }
}

void PartReader::read_dependencies(Schema& schema) {
  const Result rows = source_.execute(queries::read_dependencies,
                                      {table_oids_, postgres::format_array(definition_classes_), postgres::format_array(definition_oids_)});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::string_view kind = rows.text(row, 1);
    const std::string_view name = rows.text(row, 2);
    const std::string column(rows.text(row, 6));
    const ObjectName object{*object_kind(rows.text(row, 3)), std::string(rows.text(row, 4)), std::string(rows.text(row, 5))};
    if (kind == "definition") {
      Definition& definition = schema.definitions[by_oid_.find(name)->second];
      definition.uses.push_back(column.empty() ? Address{object} : column_address(object, column));
      continue;
    }
    Table& owner = *table(rows.text(row, 0));
    if (Column* part = kind == "column" ? part_of(owner.columns, name) : nullptr) {
      column.empty() ? part->uses.push_back(object) : part->base_columns.push_back(column);
    } else if (Index* index = kind == "index" ? part_of(owner.indexes, name) : nullptr) {
      column.empty() ? index->uses.push_back(object) : index->columns.push_back(column);
    } else if (kind == "partitioning") {
      owner.partitioning->uses.push_back(object);
    } else if (Constraint* constraint = kind == "constraint" ? part_of(owner.constraints, name) : nullptr; constraint && column.empty()) {
      constraint->uses.push_back(object);
    }
  }
}

void PartReader::read_sequences(Schema& schema) {
  const Result rows = source_.execute(queries::read_sequences, {oid_array(selection_.sequences), table_oids_});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const ObjectName name = relation(rows.text(row, 0), rows.text(row, 1));
    if (rows.text(row, 9) == "0") {
      schema.sequences[name] = {name, options_of(rows, row)};
      continue;
    }
    // A sequence belongs to its column, whoever else its name would seem to belong to.
    Table* owner = table(rows.text(row, 9));
    Column* column = owner == nullptr ? nullptr : part_of(owner->columns, rows.text(row, 10));
    if (column == nullptr) {
      others_sequences_.insert(name);
    } else if (rows.boolean(row, 11)) {
      column->identity->sequence = name.name;
      column->identity->options = options_of(rows, row);
    } else {
      schema.sequences[name] = {name, options_of(rows, row), ColumnName{owner->name, column->name}};
    }
  }
}

void PartReader::read_enums(Schema& schema, bool with_column_enums) {
  const Result rows = source_.execute(queries::read_enums, {oid_array(selection_.enums), with_column_enums ? table_oids_ : "{}"});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const ObjectName name = relation(rows.text(row, 0), rows.text(row, 1));
    schema.enums[name] = {name, rows.array(row, 2)};
  }
}

void PartReader::read_comments(Schema& schema) {
  const Result rows = source_.execute(
      queries::read_comments, {table_oids_, oid_array(selection_.enums), oid_array(selection_.schemas), oid_array(selection_.sequences)});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const CommentedKind kind = commented_kind(rows.text(row, 0));
    ObjectName object = relation(rows.text(row, 1), rows.text(row, 2));
    object.kind = kind == CommentedKind::schema ? ObjectKind::schema : ObjectKind::relation;
    if (!others_sequences_.contains(object)) {
      schema.comments[{kind, object, std::string(rows.text(row, 3))}] = rows.text(row, 4);
    }
  }
  // PostgreSQL chooses no name that another table of the schema has for a constraint, as after LIKE.
  std::multiset<std::pair<std::string, std::string>> local_names;
  for (const auto& [oid, table] : tables_) {
    for (const Column& column : table.columns) {
      if (column.not_null_local) {
        local_names.emplace(table.name.schema, column.not_null_name);
      }
    }
  }
  for (auto& [oid, table] : tables_) {
    for (Column& column : table.columns) {
      column.not_null_named =
          column.not_null_local && (column.not_null_name != default_not_null_name(table.name.name, column.name) ||
                                    schema.comments.contains({CommentedKind::constraint, table.name, column.not_null_name}) ||
                                    local_names.count({table.name.schema, column.not_null_name}) > 1);
    }
  }
}

void PartReader::read_uncovered(Schema& schema) {
  schema.uncovered = selection_.uncovered;
  schema.uncovered.insert(schema.uncovered.end(), uncovered_.begin(), uncovered_.end());
  const Result rows = source_.execute(queries::read_uncovered, {table_oids_, oid_array(selection_.sequences)});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const ObjectName object{*object_kind(rows.text(row, 0)), std::string(rows.text(row, 1)), std::string(rows.text(row, 2))};
    if (!others_sequences_.contains(object)) {
      schema.uncovered.push_back({object, std::string(rows.text(row, 3)), uncovered_kind(rows.text(row, 4))});
    }
  }
}

void PartReader::move_tables_to(Schema& schema) {
  for (auto& [oid, table] : tables_) {
    ObjectName name = table.name;
    schema.tables.emplace(std::move(name), std::move(table));
  }
}

}  // namespace deed::catalog
