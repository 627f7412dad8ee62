#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/schema.h"

namespace deed::autogenerate {

// Whether nothing leads from one table to the other but making it anew: no statement changes PARTITION BY, nor the type of a column in it.
bool needs_making_anew(const Table& from, const Table& to);

// The links between tables and their parents that stand before and after: along these PostgreSQL carries what is done to a parent down
// to its partitions and children. What is to be attached or was detached is changed by itself, apart from its parent. Pure.
class Family {
 public:
  Family(const Schema& desired, const Schema& actual);

  // The tables that are there before and after, parents first.
  const std::vector<ObjectName>& tables() const { return tables_; }
  bool is_kept(const ObjectName& table) const { return parents_.contains(table); }
  // One of these on either side.
  const Table& before(const ObjectName& table) const { return *actual_.find_table(table); }
  const Table& after(const ObjectName& table) const { return *desired_.find_table(table); }

  const std::vector<ObjectName>& parents(const ObjectName& table) const;
  const std::vector<ObjectName>& children(const ObjectName& table) const;
  // Of whatever depth.
  std::vector<ObjectName> ancestors(const ObjectName& table) const;
  std::vector<ObjectName> descendants(const ObjectName& table) const;
  // Whether a link that is on both sides cannot stand meanwhile: the parent is made anew.
  bool breaks(const ObjectName& table, const ObjectName& parent) const;

  // The parent by whose statements the part of the table changes, if there is one.
  std::optional<ObjectName> giver(const ObjectName& table, const Column& column) const;
  std::optional<ObjectName> giver(const ObjectName& table, const Constraint& constraint) const;
  std::optional<ObjectName> giver(const ObjectName& table, const Index& index) const;

  // Whether somebody below keeps the column though the table drops it: DROP COLUMN ONLY makes it theirs.
  bool is_kept_below(const ObjectName& table, const std::string& column) const;

  // Whether a child has the column by itself before, and afterwards from parents alone, which get it now. PostgreSQL would merge the two,
  // and the child would keep its own: it has to make way. Only where the parents' can be added to a table with rows.
  bool is_taken_over(const ObjectName& table, const std::string& column) const;

  // What the statements that make the parent's columns, constraints and indexes what they will be leave of the table.
  Table after_changes_of(const ObjectName& parent, const Table& table) const;

 private:
  // Whether another parent still gives the column or check.
  template <typename Part>
  bool is_given_by_another(const ObjectName& table, const ObjectName& parent, const Part& part) const;
  void take_columns(const Table& from, const Table& to, Table& table) const;
  void take_constraints(const Table& from, const Table& to, Table& table) const;
  void take_check(const Table& parent, const Constraint* from, const Constraint* to, Table& table) const;

  const Schema& desired_;
  const Schema& actual_;
  std::vector<ObjectName> tables_;
  std::map<ObjectName, std::vector<ObjectName>> parents_;
  std::map<ObjectName, std::vector<ObjectName>> children_;
};

}  // namespace deed::autogenerate
