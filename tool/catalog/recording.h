#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/connection.h"

namespace deed::catalog {

// What a database answered to the schema reader's queries, by query and parameters: as long as the database would be the same, a reader
// that asks the same need not ask it again.
class Recording {
 public:
  void add(std::string_view query, const std::vector<postgres::Value>& values, const postgres::Result& rows);
  // Nothing for a query that was not asked, or not with these parameters.
  std::optional<postgres::Result> answer(std::string_view query, const std::vector<postgres::Value>& values) const;

  // For a file on this machine.
  std::string bytes() const;
  // Nothing for what bytes() did not write.
  static std::optional<Recording> from_bytes(std::string_view bytes);

 private:
  // By the SHA-256 of query and parameters: rows as bytes.
  std::map<std::string, std::string, std::less<>> answers_;
};

}  // namespace deed::catalog
