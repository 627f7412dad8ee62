#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/revision.h"
#include "domain/schema.h"

namespace deed {

// What one generated statement does (a few of them need several statements in a row). autogenerate/ makes them, sql/ writes them.

struct CreateSchema {
  std::string name;
};
struct DropSchema {
  std::string name;
};

struct CreateEnum {
  Enum type;
};
// An enum or another type.
struct DropType {
  ObjectName name;
};
// While the new one of its name is made.
struct RenameType {
  ObjectName type;
  std::string to;
};
// A new label; at the end where `neighbour` is empty.
struct AddEnumLabel {
  ObjectName type;
  std::string label;
  bool before = false;
  std::string neighbour{};
};
struct CreateSequence {
  Sequence sequence;
};
struct AlterSequence {
  ObjectName name;
  SequenceOptions from;
  SequenceOptions to;
};
struct DropSequence {
  ObjectName name;
};
// OWNED BY a column, or NONE.
struct OwnSequence {
  ObjectName sequence;
  std::optional<ColumnName> owner;
};
// Sets a sequence to give no less than `least` next, and nothing that the column already has. One that counts down: no more than that.
struct AdvanceSequence {
  ObjectName sequence;
  std::int64_t least = 1;
  std::optional<ColumnName> column{};
  bool counts_down = false;
};
// Sets a sequence to go on where another one stands.
struct ContinueSequence {
  ObjectName sequence;
  ObjectName from;
};

// With its columns and those constraints that `table` lists; never with indexes. A partition lists of its columns what differs from
// the parent's, without types; a table that inherits those of its own.
struct CreateTable {
  Table table;
};
struct DropTable {
  ObjectName name;
};
// Makes a table a partition of its parent, or where there is no bound a child that inherits.
struct AttachTable {
  ObjectName table;
  ObjectName parent;
  std::string bound{};
};
struct DetachTable {
  ObjectName table;
  ObjectName parent;
  bool is_partition = false;
  bool concurrently = false;
};
struct MovedColumn {
  std::string name;
  // What it is made of there.
  std::string expression;
};
// Writes all rows of a table into another one.
struct MoveRows {
  ObjectName from;
  ObjectName to;
  std::vector<MovedColumn> columns;
  // Locks the partitions of `from` too: somebody may write into one of them directly.
  bool locks = false;
};

struct AddColumn {
  ObjectName table;
  Column column;
};
struct DropColumn {
  ColumnName name;
  // Children that inherit it keep it.
  bool only = false;
  bool if_exists = false;
};
// Writes the values of a column into another one of the table, and drops it.
struct MoveColumn {
  ObjectName table;
  std::string from;
  std::string to;
};
struct SetColumnType {
  ColumnName name;
  std::string type;
  std::string collation{};
  // Empty where PostgreSQL converts by itself.
  std::string using_expression{};
};
// Empty: DROP DEFAULT.
struct SetDefault {
  ColumnName name;
  std::string expression;
};
struct SetNotNull {
  ColumnName name;
  bool not_null = true;
};
struct AddIdentity {
  ColumnName name;
  Identity identity;
};
struct AlterIdentity {
  ColumnName name;
  Identity from;
  Identity to;
};
struct DropIdentity {
  ColumnName name;
};
// Makes a generated column an ordinary one that keeps its values.
struct DropExpression {
  ColumnName name;
};

struct AddConstraint {
  ObjectName table;
  Constraint constraint;
  // A key takes this existing unique index instead of building one.
  std::string using_index{};
};
// The deferral of a foreign key.
struct AlterConstraint {
  ObjectName table;
  Constraint constraint;
};
struct ValidateConstraint {
  ObjectName table;
  std::string name;
};
struct DropConstraint {
  ObjectName table;
  std::string name;
  bool if_exists = false;
};

struct CreateIndex {
  ObjectName table;
  Index index;
  bool concurrently = false;
};
struct DropIndex {
  ObjectName index;
  bool concurrently = false;
};

enum class RenamedKind { table, column, constraint, index, sequence, enum_value };

struct Rename {
  RenamedKind kind = RenamedKind::table;
  // The table of a column or a constraint, the enum of a value, otherwise the object itself, under its old name.
  ObjectName object;
  // The old name of a column, a constraint or a value.
  std::string part{};
  std::string to{};

  bool operator==(const Rename&) const = default;
};

// A table, a column or an enum's value that had another name before: declared in a model, given on the command line, or found likely.
struct DeclaredRename {
  // As the model has it: the table, or the enum.
  ObjectName table;
  // The column or the value. Empty: the table itself.
  std::string column{};
  std::string from;

  bool operator==(const DeclaredRename&) const = default;
};

// A dropped and a made one so alike that they may be one.
struct PossibleRename {
  RenamedKind kind = RenamedKind::table;
  DeclaredRename rename;

  bool operator==(const PossibleRename&) const = default;
};

// An empty text removes the comment.
struct SetComment {
  CommentTarget target;
  std::string text;
};

// Makes, alters or drops what has a definition.
struct Define {
  Address address;
  std::string statement;
  bool drops = false;
};

using Action =
    std::variant<CreateSchema, DropSchema, CreateEnum, DropType, RenameType, AddEnumLabel, CreateSequence, AlterSequence, DropSequence,
                 OwnSequence, AdvanceSequence, ContinueSequence, CreateTable, DropTable, AttachTable, DetachTable, MoveRows, AddColumn,
                 DropColumn, MoveColumn, SetColumnType, SetDefault, SetNotNull, AddIdentity, AlterIdentity, DropIdentity, DropExpression,
                 AddConstraint, AlterConstraint, ValidateConstraint, DropConstraint, CreateIndex, DropIndex, Rename, SetComment, Define>;

// An action, and what a reviewer has to know about it: locks, rewrites, scans, lost data. One sentence or two each.
struct Operation {
  Action action;
  std::vector<std::string> hazards{};
};

// What commits at once: a section of a revision to be.
struct OperationStep {
  StepKind kind = StepKind::transactional;
  std::vector<Operation> operations{};
};

}  // namespace deed
