#include "catalog/made_names.h"

#include "catalog/queries.h"

namespace deed::catalog {

namespace {

std::vector<MadeName> names_of(const postgres::Result& rows) {
  std::vector<MadeName> names;
  names.reserve(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    names.push_back(
        {std::string(rows.text(row, 0)), std::string(rows.text(row, 1)), std::string(rows.text(row, 2)), std::string(rows.text(row, 3))});
  }
  return names;
}

}  // namespace

std::vector<MadeName> read_made_names(postgres::Connection& connection, Recording& recording) {
  const postgres::Result rows = connection.execute(queries::read_made_names);
  recording.add(queries::read_made_names, {}, rows);
  return names_of(rows);
}

std::optional<std::vector<MadeName>> recorded_made_names(const Recording& recording) {
  const std::optional<postgres::Result> rows = recording.answer(queries::read_made_names, {});
  return rows ? std::optional(names_of(*rows)) : std::nullopt;
}

}  // namespace deed::catalog
