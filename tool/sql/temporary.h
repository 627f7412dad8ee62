#pragma once

#include <set>
#include <string>

#include "domain/statement.h"

namespace deed::sql {

// Which names stand for temporary relations, statement by statement through a step. Only what surely runs makes one: not a branch of a
// DO block, not EXPLAIN. Sequences are left out: what setval() does to one that turns out to be permanent no rollback takes back.
class TemporaryNames {
 public:
  // Marks the statement's uses and changes of temporary relations, and takes in what it makes, renames and drops.
  void mark(Statement& statement);

 private:
  bool holds(const WrittenName& name) const;
  void take_in(const Statement& statement, NameChange& change);

  std::set<std::string> names_;
};

}  // namespace deed::sql
