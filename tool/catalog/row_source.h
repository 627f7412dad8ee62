#pragma once

#include <string_view>
#include <vector>

#include "postgres/connection.h"

namespace deed::catalog {

// Who answers the schema reader's queries: a database, or what is recorded of one.
class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual postgres::Result execute(std::string_view query, const std::vector<postgres::Value>& values = {}) = 0;
};

}  // namespace deed::catalog
