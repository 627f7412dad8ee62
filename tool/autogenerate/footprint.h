#pragma once

#include <string>
#include <vector>

#include "domain/schema.h"

namespace deed::autogenerate {

// What an object consists of and what it relies on, as keys: "r:public.t" is a relation or type, "c:" a column, "t:" a column's type,
// "n:" a column's NOT NULL, "s:" the source of a column's values, "k:" a constraint, "u:" columns that a foreign key may refer to,
// "p:" a table's primary key, "v:" the labels of an enum, "d:" a trigger or another piece, "S:" a schema. Of a table as a whole: "b:" its
// columns, constraints and indexes are as they will be, "l:" it has lost the parents and children that it is to lose, "o:" its
// partitions make room for others, "a:" it has all its partitions, "x:" it still has those that it loses, "w:" it is
// there under another name while it is made anew, "g:" whether it is logged is as it will be. "i:" is what columns hold of a
// domain inside of arrays.
struct Ties {
  std::vector<std::string> is{};
  std::vector<std::string> uses{};

  void add(const Ties& other);
};

// What an operation does to keys. The order of operations follows from this alone: what makes a key comes before what needs it, what
// frees a key before what removes it, what removes a key before what makes it again.
struct Footprint {
  std::vector<std::string> makes{};
  std::vector<std::string> removes{};
  std::vector<std::string> needs{};
  std::vector<std::string> frees{};

  void add(const Footprint& other);
};

// The same for the columns of another table: what a parent's statement does to a partition or child.
Footprint passed_on(const Footprint& footprint, const ObjectName& parent, const ObjectName& table);

Footprint making(const Ties& ties);
Footprint dropping(const Ties& ties);

std::string relation_key(const ObjectName& name);
std::string column_key(const ObjectName& table, const std::string& column);
std::string type_key(const ObjectName& table, const std::string& column);
std::string not_null_key(const ObjectName& table, const std::string& column);
std::string source_key(const ObjectName& table, const std::string& column);
std::string constraint_key(const ObjectName& table, const std::string& name);
std::string built_key(const ObjectName& table);
std::string loose_key(const ObjectName& table);
std::string room_key(const ObjectName& table);
std::string complete_key(const ObjectName& table);
std::string aside_key(const ObjectName& table);
std::string attached_key(const ObjectName& table);
std::string inside_key(const ObjectName& domain);
std::string logged_key(const ObjectName& table);
std::string labels_key(const ObjectName& type);
std::string schema_key(const std::string& name);

// The labels of the enums that these types are, or are domains over.
std::vector<std::string> labels_behind(const std::vector<ObjectName>& types, const Schema& schema);
// What the values in the bounds of the table's partitions, and in those of the tables above it, are of.
std::vector<std::string> bound_keys(const ObjectName& table, const Schema& schema);

// Of what an expression refers to: the object, and of an enum its labels.
std::vector<std::string> use_keys(const std::vector<ObjectName>& uses);

std::vector<std::string> use_keys(const std::vector<Address>& uses);
std::string key_of(const Address& address);

Ties ties_of(const Enum& type);
Ties ties_of(const Sequence& sequence);
Ties ties_of(const ObjectName& table, const Column& column);
Ties ties_of(const ObjectName& table, const Constraint& constraint);
Ties ties_of(const ObjectName& table, const Index& index);
Ties ties_of(const Definition& definition);
// With everything that is dropped with the table.
Ties ties_of(const Table& table);

}  // namespace deed::autogenerate
