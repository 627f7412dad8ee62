#include "base/text.h"

#include <fmt/format.h>

#include "manual/manual.h"

namespace deed::manual {

std::vector<std::string> between_backquotes(std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(text, '`')) {
    parts.emplace_back(part);
  }
  return parts;
}

std::vector<std::vector<std::string>> table_rows(std::string_view markdown, std::string_view first_column) {
  std::vector<std::vector<std::string>> rows;
  bool inside = false;
  for (const std::string_view line : split_lines(markdown)) {
    inside = line.starts_with(fmt::format("| {} |", first_column)) || (inside && line.starts_with('|'));
    if (!inside) {
      continue;
    }
    std::vector<std::string> cells;
    for (const std::string_view cell : split(line.substr(1), '|')) {
      cells.emplace_back(trim(cell));
    }
    cells.pop_back();
    rows.push_back(cells);
  }
  if (rows.size() > 2) {
    // The heading, and the line below it.
    rows.erase(rows.begin(), rows.begin() + 2);
  }
  return rows;
}

}  // namespace deed::manual
