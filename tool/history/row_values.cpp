#include "history/row_values.h"

#include <fmt/format.h>

#include <charconv>

#include "base/error.h"
#include "base/text.h"

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

}  // namespace deed::history
