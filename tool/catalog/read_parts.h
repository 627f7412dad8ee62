#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/read_scope.h"
#include "domain/schema.h"
#include "postgres/connection.h"

namespace deed::catalog {

// Reads what a selection has, one query for each kind of part, all tables at once.
class PartReader {
 public:
  PartReader(postgres::Connection& connection, const Selection& selection);

  void read_columns();
  void read_constraints();
  void read_indexes();
  // After columns, constraints and indexes: what their expressions refer to.
  void read_dependencies();
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

  postgres::Connection& connection_;
  const Selection& selection_;
  std::map<std::string, Table, std::less<>> tables_;
  std::string table_oids_;
  std::vector<Uncovered> uncovered_;
  // In scope by their names, but owned by columns of tables that are not.
  std::set<ObjectName> others_sequences_;
};

}  // namespace deed::catalog
