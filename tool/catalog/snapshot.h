#pragma once

#include "domain/object_name.h"
#include "postgres/connection.h"

namespace deed::catalog {

// A read-only transaction that sees one state of the catalogue and writes every value one way, whatever role and database have set.
class Snapshot {
 public:
  Snapshot(postgres::Connection& connection, const SearchPath& schemas);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  postgres::Connection& connection_;
};

}  // namespace deed::catalog
