#pragma once

#include <string>
#include <string_view>

#include "domain/operation.h"

// The statement of each kind of action; render() dispatches over them. Within sql/ only.
namespace deed::sql {

std::string statement(const CreateSchema& action, std::string_view home);
std::string statement(const DropSchema& action, std::string_view home);

std::string statement(const CreateEnum& action, std::string_view home);
std::string statement(const DropType& action, std::string_view home);
std::string statement(const RenameType& action, std::string_view home);
std::string statement(const AddEnumLabel& action, std::string_view home);

std::string statement(const CreateSequence& action, std::string_view home);
std::string statement(const AlterSequence& action, std::string_view home);
std::string statement(const DropSequence& action, std::string_view home);
std::string statement(const OwnSequence& action, std::string_view home);
std::string statement(const AdvanceSequence& action, std::string_view home);
std::string statement(const ContinueSequence& action, std::string_view home);

std::string statement(const CreateTable& action, std::string_view home);
std::string statement(const DropTable& action, std::string_view home);
std::string statement(const AttachTable& action, std::string_view home);
std::string statement(const DetachTable& action, std::string_view home);
std::string statement(const MoveRows& action, std::string_view home);

std::string statement(const AddColumn& action, std::string_view home);
std::string statement(const DropColumn& action, std::string_view home);
std::string statement(const MoveColumn& action, std::string_view home);
std::string statement(const SetColumnType& action, std::string_view home);
std::string statement(const SetDefault& action, std::string_view home);
std::string statement(const SetNotNull& action, std::string_view home);
std::string statement(const AddIdentity& action, std::string_view home);
std::string statement(const AlterIdentity& action, std::string_view home);
std::string statement(const DropIdentity& action, std::string_view home);
std::string statement(const DropExpression& action, std::string_view home);

std::string statement(const AddConstraint& action, std::string_view home);
std::string statement(const AlterConstraint& action, std::string_view home);
std::string statement(const ValidateConstraint& action, std::string_view home);
std::string statement(const DropConstraint& action, std::string_view home);

std::string statement(const CreateIndex& action, std::string_view home);
std::string statement(const DropIndex& action, std::string_view home);

std::string statement(const Rename& action, std::string_view home);
std::string statement(const SetComment& action, std::string_view home);
std::string statement(const Define& action, std::string_view home);

// What stands behind ALTER TABLE name; several of them can stand there.
std::string subcommand(const AddColumn& action, std::string_view home);
std::string subcommand(const SetColumnType& action);
std::string subcommand(const SetDefault& action);

// A column as CREATE TABLE and ADD COLUMN have it, without a type as PARTITION OF has it. A key's column need not say NOT NULL.
std::string column_clause(const ObjectName& table, const Column& column, bool in_primary_key, std::string_view home);
// A constraint from CONSTRAINT on.
std::string constraint_clause(const Constraint& constraint, std::string_view home);
// "AS integer", "INCREMENT BY 2", ...: what makes `to` of `from`.
std::vector<std::string> sequence_clauses(const SequenceOptions& from, const SequenceOptions& to);
// The clauses of a new sequence, beyond what its type and direction give by themselves.
std::vector<std::string> new_sequence_clauses(const SequenceOptions& options, std::string_view default_type);

}  // namespace deed::sql
