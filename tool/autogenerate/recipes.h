#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "autogenerate/changes.h"
#include "autogenerate/family.h"
#include "autogenerate/planned.h"
#include "autogenerate/types_anew.h"

// How each kind of change is done, safely where the table is in use. Within autogenerate/ only.
namespace deed::autogenerate {

// What the recipes of one kind have to know of the others.
class Situation {
 public:
  Situation(const Changes& changes, const Schema& desired, const Schema& actual, bool online);

  const Changes& changes;
  const Schema& desired;
  const Schema& actual;
  bool online;
  Family family;

  bool creates_table(const ObjectName& table) const { return created_tables_.contains(table); }
  bool drops_table(const ObjectName& table) const { return dropped_tables_.contains(table); }
  bool makes_anew(const ObjectName& table) const { return creates_table(table) && drops_table(table); }
  bool is_partitioned(const ObjectName& table) const;
  // Whether the partition can leave without anybody waiting: PostgreSQL refuses that beside a default partition.
  bool detaches_concurrently(const Table& partition) const;
  bool drops_column(const ColumnName& column) const { return lost_with_.contains(column); }
  // A column that is dropped takes these along: the names of constraints, indexes and sequences, and what they are to others.
  struct Lost {
    std::vector<std::string> names{};
    Footprint footprint{};
  };
  const Lost& lost_with(const ColumnName& column) const { return lost_with_.find(column)->second; }
  // Whether a dropped column takes this along, so that no statement need do so.
  bool is_lost(const ObjectName& table, const Constraint& constraint) const;
  bool is_lost(const ObjectName& table, const Index& index) const { return any_dropped(table, index.columns); }
  bool is_lost(const Sequence& sequence) const;
  // Whether what is at the address goes or comes in this plan; what is made anew does both.
  bool drops(const Address& address) const;
  bool makes(const Address& address) const;
  // Whether any of these is made anew, so that what refers to it cannot stand meanwhile.
  bool any_made_anew(const std::vector<ObjectName>& uses) const;
  // What pieces that go with their owner are to others.
  Footprint dropped_with(const ObjectName& owner) const;
  // Whether making the column as `serial` makes the sequence.
  bool is_made_with_column(const ObjectName& sequence) const { return serial_sequences_.contains(sequence); }
  // What making the column makes.
  Footprint making_column(const ObjectName& table, const Column& column) const;
  // The column as CREATE TABLE and ADD COLUMN write it: with a serial type where that says all of it.
  Column as_written(const ObjectName& table, const Column& column) const;
  // Whether the type is made anew while columns have it, so that the old one is called otherwise until they have the new one.
  bool replaces_type(const ObjectName& type) const { return types_aside_.contains(type); }
  std::vector<ObjectName> replaced_types(const Column& column) const { return types_behind(column, replaced_types_); }
  const ObjectName& type_aside(const ObjectName& type) const { return types_aside_.find(type)->second; }
  // Whether the column's type is one of these before and after.
  bool is_converted(const Column& from, const Column& to) const;
  // How such a column's values become the new type's: as those of a domain do below it, others by way of their texts.
  std::string converting(const Column& from, const Column& to) const;
  // Whether the table can take its time: what is to be part of a table that is made anew is done in that transaction, so that its rows are
  // never away from it.
  bool is_online(const ObjectName& table) const;
  // What keeps another type from going: of a type that is called otherwise meanwhile, that.
  std::vector<std::string> with_asides(std::vector<std::string> keys) const;
  // Whether the index cannot stay as it is while the changes are made: a column gets another type, an enum is made anew.
  bool disturbs(const ObjectName& table, const Index& index) const;
  // The sequence that has given a column's values so far.
  struct Counter {
    ObjectName name;
    SequenceOptions options;
  };
  std::optional<Counter> counter_of(const ColumnName& column) const;
  // Whether the sequence makes way for an identity's that takes its name, or the other way round; and what it is called then: itself
  // where it does not.
  bool steps_aside(const ObjectName& sequence) const { return asides_.contains(sequence); }
  ObjectName name_aside(const ObjectName& sequence) const;
  // A name for what stands only while the changes are made, or aside: nobody's on either side, and given once.
  std::string spare_name(const std::string& name, const std::string& suffix) const;

 private:
  void note_names(const Schema& schema);
  void note_definitions();
  bool any_dropped(const ObjectName& table, const std::vector<std::string>& columns) const;
  void note_lost_parts();
  void note_lost_part(const ObjectName& table, const std::vector<std::string>& columns, const std::string& name, const Ties& ties);
  void note_serial(const ObjectName& table, const Column& column);
  void note_replaced_types();
  void note_replaced_sequences();

  std::set<ObjectName> created_tables_;
  std::set<ObjectName> dropped_tables_;
  std::map<ColumnName, Lost> lost_with_;
  std::map<ColumnName, ObjectName> serials_;
  std::set<ObjectName> serial_sequences_;
  std::set<ObjectName> replaced_types_;
  std::map<ObjectName, ObjectName> types_aside_;
  std::map<ObjectName, ObjectName> asides_;
  // Keys of definitions, tables, columns and indexes.
  std::set<std::string> dropped_;
  std::set<std::string> made_;
  // Sequences and enums.
  std::set<ObjectName> dropped_objects_;
  // Of relations, types and constraints, wherever they are.
  mutable std::set<std::string> taken_names_;
};

inline constexpr std::string_view kDetachesConcurrently =
    "CONCURRENTLY does not block queries of the other partitions, but cannot run in a transaction.";

inline constexpr std::string_view kLocksParent = "Takes an ACCESS EXCLUSIVE lock on the table that it is a partition of.";

// What changes the columns of a table gives, and a function that may take or return its rows mentions: PostgreSQL compares what the
// function's last query returns with the columns that are there.
std::string rows_of(const ObjectName& table);

// All columns that a constraint stands on, INCLUDE columns too.
std::vector<std::string> all_columns(const Constraint& constraint);

// Whether the sequence has to be set to its new minimum first: PostgreSQL refuses limits that its present value is outside of.
bool needs_advance(const SequenceOptions& from, const SequenceOptions& to);
inline constexpr const char* kAdvances = "PostgreSQL refuses a minimum above the sequence's present value.";
// Lets a new sequence of a column that has values go on where the one before it stands, or behind the values.
Planned going_on(const Situation& situation, const ObjectName& sequence, const SequenceOptions& options, const ColumnName& column);
// Gives a sequence that makes way for another the name that it has meanwhile.
std::size_t step_aside(const Situation& situation, const ObjectName& sequence, Plan& plan);
std::vector<std::string> hazards_of(const SequenceOptions& from, const SequenceOptions& to);

// Calls a type that is made anew otherwise until its columns have the new one, and drops it then. `pieces` goes with it.
void plan_type_aside(const Situation& situation, const ObjectName& type, const Ties& ties, const Footprint& pieces,
                     std::vector<std::string> hazards, Plan& plan);
void plan_renames(const std::vector<Rename>& renames, Plan& plan);
void plan_schemas(const Situation& situation, Plan& plan);
void plan_enums(const Situation& situation, Plan& plan);
void plan_sequences(const Situation& situation, Plan& plan);
void plan_tables(const Situation& situation, Plan& plan);
void plan_new_table(const Situation& situation, const Table& table, Plan& plan);
// For a table that is dropped and made: from the old one, which is called otherwise meanwhile, its rows go to the new one.
void plan_making_anew(const Situation& situation, const Table& from, const Table& to, Plan& plan);
// A table whose rows are still to go to another keeps its indexes until then. Those whose names tables that stay get are called otherwise
// first, as these tables may have to be ready before the rows go; `footprint` removes them no longer. What comes before the table's end.
std::vector<std::size_t> yield_index_names(const Situation& situation, const Table& table, Footprint& footprint, Plan& plan);
void plan_links(const Situation& situation, Plan& plan);
// Makes a table, that is there or is made in this plan, a partition or child. `after`: what comes before.
std::size_t plan_attaching(const Situation& situation, const LinkChange& link, std::vector<std::size_t> after, Plan& plan);
// The operations from `begin` on build the table, and with it its partitions and children.
void note_building(const Situation& situation, const ObjectName& table, std::size_t begin, Plan& plan);
void plan_columns(const Situation& situation, Plan& plan);
void plan_constraints(const Situation& situation, Plan& plan);
void plan_indexes(const Situation& situation, Plan& plan);
// Calls an index otherwise, so that another one can get its name: a Rename.
Planned index_aside(const Situation& situation, const ObjectName& index, Place place);
void plan_comments(const Situation& situation, Plan& plan);
void plan_definitions(const Situation& situation, Plan& plan);

}  // namespace deed::autogenerate
