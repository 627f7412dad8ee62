#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct pg_result;

namespace deed::postgres {

// The rows of a statement, as text. Values live as long as the result.
class Result {
 public:
  explicit Result(pg_result* result);
  // Rows that a server gave before, all of as many columns; nothing is NULL.
  static Result made_of(const std::vector<std::vector<std::optional<std::string>>>& rows);

  std::size_t size() const { return rows_; }
  bool empty() const { return rows_ == 0; }
  int columns() const;
  bool is_null(std::size_t row, int column) const;
  // The text of a value; "" for NULL.
  std::string_view text(std::size_t row, int column) const;
  std::int64_t number(std::size_t row, int column) const;
  std::uint32_t oid(std::size_t row, int column) const;
  // All values of a row.
  std::vector<std::string> texts(std::size_t row) const;
  // PostgreSQL's t and f.
  bool boolean(std::size_t row, int column) const;
  // The elements of a one-dimensional text array.
  std::vector<std::string> array(std::size_t row, int column) const;

  // "CREATE TABLE", "INSERT 0 1": what the server says it did.
  std::string_view command_tag() const;
  // Rows inserted, updated, deleted or selected; 0 for other statements.
  std::int64_t affected_rows() const;

 private:
  struct Deleter {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Deleter> result_;
  std::size_t rows_;
};

// {a,"b c",NULL}: the elements of an array in PostgreSQL's text form; NULL becomes "".
std::vector<std::string> parse_array(std::string_view text);
// The reverse: every element in double quotes.
std::string format_array(const std::vector<std::string>& elements);

}  // namespace deed::postgres
