#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace deed::postgres {

// What kind of failure a SQLSTATE is (docs/exit-codes.md; classes from PostgreSQL's errcodes appendix).
ErrorKind kind_of_sqlstate(std::string_view sqlstate);
// The same with what else the server says: two sessions that write the same row of its own catalogue (CREATE EXTENSION IF NOT EXISTS, GRANT
// on one object) meet as a duplicate key or an internal error, which another try does not.
ErrorKind kind_of_failure(std::string_view sqlstate, std::string_view table, std::string_view message);

// The server refused a statement. `what` is its primary message on one line; DETAIL, HINT and CONTEXT are details.
class SqlError : public Error {
 public:
  SqlError(ErrorKind kind, ErrorText text, const std::string& sqlstate, std::size_t position);

  // Where in the statement the error is, in characters from 1; 0 where the server does not say.
  std::size_t position() const { return position_; }

 private:
  std::size_t position_;
};

}  // namespace deed::postgres
