#include "history/row_values.h"

#include <fmt/format.h>

#include <charconv>

#include "base/error.h"
#include "base/text.h"
#include "postgres/connection.h"

namespace deed::history {

std::int64_t number(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

EventKind event_kind(const std::string& word, const TableName& table) {
  const std::optional<EventKind> kind = parse_event(word);
  if (!kind) {
    throw Error(ErrorKind::contradiction,
                {.what = fmt::format("The version table has an event '{}' that this deed does not know.", one_line(word, 80)),
                 .where = table.quoted(),
                 .hint = "A newer deed may have written it: use that one."});
  }
  return *kind;
}

HistoryEvent narrow_event(const std::vector<std::string>& row, const TableName& table) {
  HistoryEvent event{.position = number(row[1]),
                     .revision = row[2],
                     .revises = postgres::parse_array(row[3]),
                     .depends_on = postgres::parse_array(row[4])};
  event.step = static_cast<int>(number(row[5]));
  event.steps = static_cast<int>(number(row[6]));
  if (!row[7].empty()) {
    event.statement = static_cast<int>(number(row[7]));
  }
  event.event = event_kind(row[8], table);
  event.checksum = row[9];
  event.search_path = row[10];
  event.run_id = row[11];
  event.message = row[12];
  return event;
}

}  // namespace deed::history
