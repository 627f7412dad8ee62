#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/read_scope.h"
#include "catalog/row_source.h"
#include "domain/schema.h"

namespace deed::catalog {

// Reads what a selection has, one query for each kind of part, all tables at once.
class PartReader {
 public:
  PartReader(RowSource& source, const Selection& selection);

  void read_tables();
  void read_parents();
  void read_columns();
  void read_constraints();
  void read_indexes();
  // After sequences: what has a definition, in scope by itself or as a piece of a table.
  void read_definitions(Schema& schema);
  // After columns, constraints, indexes and definitions: what they refer to.
  void read_dependencies(Schema& schema);
  // Those in scope, and those of columns; an identity's becomes part of its column.
  void read_sequences(Schema& schema);
  void read_enums(Schema& schema, bool with_column_enums);
  // After sequences.
  void read_comments(Schema& schema);
  void read_uncovered(Schema& schema);
  void move_tables_to(Schema& schema);

 private:
  // Nothing where the table is not in scope.
  Table* table(std::string_view oid);
  // Of these kinds of objects that have definitions.
  std::vector<std::string> oids_of(const std::vector<std::string_view>& kinds) const;
  void take_definitions(const postgres::Result& rows, Schema& schema);
  void read_definition_comments(Schema& schema);

  RowSource& source_;
  const Selection& selection_;
  std::map<std::string, Table, std::less<>> tables_;
  std::string table_oids_;
  std::vector<Uncovered> uncovered_;
  // In scope by their names, but owned by columns of tables that are not.
  std::set<ObjectName> others_sequences_;
  // Of what has a definition and a row of its own, catalogue and oid.
  std::vector<std::string> definition_classes_;
  std::vector<std::string> definition_oids_;
  // By "catalogue:oid".
  std::map<std::string, Address, std::less<>> by_oid_;
};

}  // namespace deed::catalog
