#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "catalog/made_names.h"
#include "command/statement_groups.h"
#include "domain/schema.h"

namespace deed::command {

// What one scratch database has, as objects of groups of statements. Pure.
class SchemaPart {
 public:
  // As read of a scratch database, or recalled of one that may have had groups which are no more.
  SchemaPart(Schema schema, std::vector<catalog::MadeName> names, const StatementGroups& groups);

  // Whether each object is of exactly one group, or of none as schemas are.
  bool is_sorted() const;
  // Forgets all but what these groups make.
  void keep_only(const std::set<std::string>& hashes);

  const Schema& schema() const { return schema_; }

 private:
  friend std::optional<Schema> unite(std::vector<SchemaPart> parts);

  // The hash of the group that makes it; nullptr where none does.
  const std::string* group_of(const ObjectName& object) const;
  template <typename Visit>
  void visit_objects(Visit&& visit) const;

  Schema schema_;
  std::vector<catalog::MadeName> names_;
  const StatementGroups* groups_;
  // Tables of indexes, sequences and extended statistics.
  std::map<ObjectName, std::string> owner_;
};

// All of them together: what a database would have in which all groups are played. Nothing where that is not sure: where two parts have an
// object of one name, where PostgreSQL could have chosen one name in two groups, and without any part.
std::optional<Schema> unite(std::vector<SchemaPart> parts);

}  // namespace deed::command
