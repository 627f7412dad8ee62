#include "history/records.h"

#include "history/queries.h"
#include "history/row_values.h"
#include "history/writer.h"

namespace deed::history {

namespace {

using Row = std::vector<std::string>;

// The columns that all queries here have.
HistoryEvent event_of(const Row& row, const TableName& table) {
  HistoryEvent event{.position = number(row[0]),
                     .revision = row[1],
                     .revises = postgres::parse_array(row[2]),
                     .depends_on = postgres::parse_array(row[3]),
                     .step = static_cast<int>(number(row[4])),
                     .steps = static_cast<int>(number(row[5])),
                     .event = event_kind(row[7], table),
                     .checksum = row[8],
                     .sql = row[20],
                     .search_path = row[9],
                     .run_id = row[10],
                     .at = row[12],
                     .db_role = row[13],
                     .actor = row[14],
                     .host = row[15],
                     .duration_ms = number(row[16]),
                     .rows = number(row[17]),
                     .deed_version = row[18],
                     .message = row[11],
                     .tag = row[19]};
  if (!row[6].empty()) {
    event.statement = static_cast<int>(number(row[6]));
  }
  return event;
}

std::vector<HistoryEvent> events_of(const std::vector<Row>& rows, const TableName& table) {
  std::vector<HistoryEvent> events;
  for (const Row& row : rows) {
    events.push_back(event_of(row, table));
  }
  return events;
}

}  // namespace

std::vector<HistoryEvent> newest_events(postgres::Connection& connection, const TableName& table, int count) {
  return events_of(connection.texts(for_table(queries::read_newest_events, table), {std::to_string(count)}), table);
}

std::map<std::string, HistoryEvent> newest_rows(postgres::Connection& connection, const TableName& table,
                                                const std::vector<std::string>& revisions) {
  std::map<std::string, HistoryEvent> newest;
  for (HistoryEvent& event :
       events_of(connection.texts(for_table(queries::read_newest_of_each, table), {postgres::format_array(revisions)}), table)) {
    newest[event.revision] = std::move(event);
  }
  return newest;
}

std::map<std::int64_t, HistoryEvent> rows_at(postgres::Connection& connection, const TableName& table,
                                             const std::vector<std::int64_t>& positions) {
  std::vector<std::string> texts;
  for (const std::int64_t position : positions) {
    texts.push_back(std::to_string(position));
  }
  std::map<std::int64_t, HistoryEvent> rows;
  for (HistoryEvent& event : events_of(connection.texts(for_table(queries::read_rows, table), {postgres::format_array(texts)}), table)) {
    rows[event.position] = std::move(event);
  }
  return rows;
}

std::vector<HistoryEvent> read_record(postgres::Connection& connection, const TableName& table, const std::string& revision) {
  return events_of(connection.texts(for_table(queries::read_record, table), {revision}), table);
}

std::int64_t rows_so_far(postgres::Connection& connection, const TableName& table, const std::string& revision) {
  return number(connection.texts(for_table(queries::sum_iterations, table), {revision}).at(0).at(0));
}

}  // namespace deed::history
