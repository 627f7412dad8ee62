#include "postgres/result.h"

#include <libpq-fe.h>

#include <charconv>
#include <new>

namespace deed::postgres {

void Result::Deleter::operator()(pg_result* result) const { PQclear(result); }

Result::Result(pg_result* result) : result_(result), rows_(static_cast<std::size_t>(PQntuples(result))) {}

Result Result::made_of(const std::vector<std::vector<std::optional<std::string>>>& rows) {
  std::unique_ptr<PGresult, Deleter> made(PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK));
  const std::size_t columns = rows.empty() ? 0 : rows.front().size();
  // libpq copies them, and changes none.
  std::string name;
  std::vector<PGresAttDesc> described(
      columns, PGresAttDesc{.name = name.data(), .tableid = 0, .columnid = 0, .format = 0, .typid = 0, .typlen = -1, .atttypmod = -1});
  bool good = made && (columns == 0 || PQsetResultAttrs(made.get(), static_cast<int>(columns), described.data()) != 0);
  for (std::size_t row = 0; good && row < rows.size(); ++row) {
    for (std::size_t column = 0; good && column < columns; ++column) {
      const std::optional<std::string>& value = rows[row][column];
      good = PQsetvalue(made.get(), static_cast<int>(row), static_cast<int>(column), value ? const_cast<char*>(value->data()) : nullptr,
                        value ? static_cast<int>(value->size()) : -1) != 0;
    }
  }
  if (!good) {
    throw std::bad_alloc();
  }
  return Result(made.release());
}

int Result::columns() const { return PQnfields(result_.get()); }

bool Result::is_null(std::size_t row, int column) const { return PQgetisnull(result_.get(), static_cast<int>(row), column) != 0; }

std::string_view Result::text(std::size_t row, int column) const {
  const auto length = static_cast<std::size_t>(PQgetlength(result_.get(), static_cast<int>(row), column));
  return {PQgetvalue(result_.get(), static_cast<int>(row), column), length};
}

std::int64_t Result::number(std::size_t row, int column) const {
  const std::string_view digits = text(row, column);
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::uint32_t Result::oid(std::size_t row, int column) const { return static_cast<std::uint32_t>(number(row, column)); }

std::vector<std::string> Result::texts(std::size_t row) const {
  std::vector<std::string> values;
  for (int column = 0; column < columns(); ++column) {
    values.emplace_back(text(row, column));
  }
  return values;
}

bool Result::boolean(std::size_t row, int column) const { return text(row, column) == "t"; }

std::vector<std::string> Result::array(std::size_t row, int column) const { return parse_array(text(row, column)); }

std::string_view Result::command_tag() const { return PQcmdStatus(result_.get()); }

std::int64_t Result::affected_rows() const {
  const std::string_view digits = PQcmdTuples(result_.get());
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::vector<std::string> parse_array(std::string_view text) {
  std::vector<std::string> elements;
  if (text.size() < 2 || text == "{}") {
    return elements;
  }
  std::string current;
  bool quoted = false;
  bool was_quoted = false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      current += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
      was_quoted = true;
    } else if (!quoted && (c == ',' || c == '}')) {
      elements.push_back(!was_quoted && current == "NULL" ? "" : current);
      current.clear();
      was_quoted = false;
    } else {
      current += c;
    }
  }
  return elements;
}

std::string format_array(const std::vector<std::string>& elements) {
  std::string text = "{";
  for (const std::string& element : elements) {
    text += text.size() == 1 ? "\"" : ",\"";
    for (const char c : element) {
      if (c == '"' || c == '\\') {
        text += '\\';
      }
      text += c;
    }
    text += '"';
  }
  return text + '}';
}

}  // namespace deed::postgres
