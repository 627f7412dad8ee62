#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace deed::postgres {

// What a server tells of a failure that its kind follows from.
struct ServerFailure {
  std::string_view sqlstate;
  // The primary message.
  std::string_view message{};
  // Of the table that the failure is about; empty where the server names none.
  std::string_view schema{};
  std::string_view table{};
};

// What kind of failure it is (docs/exit-codes.md; classes from PostgreSQL's errcodes appendix). Two sessions that change one row of a
// catalogue at once, or make an object of one name, are contention: the server tells the slower one of an internal error or of a duplicate
// key.
ErrorKind kind_of(const ServerFailure& failure);

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
