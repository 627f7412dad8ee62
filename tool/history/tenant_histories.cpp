#include "history/tenant_histories.h"

#include <algorithm>

#include "base/lexer.h"
#include "base/text.h"
#include "history/queries.h"
#include "history/row_values.h"
#include "history/writer.h"

namespace deed::history {

namespace {

// Of one statement: the server locks each table it reads, and has room for some thousands of locks in all.
constexpr std::size_t kTablesAtOnce = 50;

// read_events_narrow.sql for one tenant, with its schema for the kind of row.
std::string events_of(const TableName& table) {
  return replace_all(for_table(queries::read_events_narrow, table), "'event'::text AS kind",
                     quote_literal(table.schema) + "::text AS kind");
}

}  // namespace

std::map<std::string, History> read_histories(postgres::Connection& connection, const std::vector<std::string>& schemas,
                                              const std::string& version_table) {
  std::map<std::string, std::vector<HistoryEvent>> events;
  std::string sql;
  std::size_t tables = 0;
  const auto read = [&] {
    for (const std::vector<std::string>& row : connection.texts(sql)) {
      events[row[0]].push_back(narrow_event(row, {row[0], version_table}));
    }
    sql.clear();
  };
  for (const std::vector<std::string>& row :
       connection.texts(std::string(queries::find_readable_histories), {postgres::format_array(schemas), version_table})) {
    events[row[0]];
    sql += (sql.empty() ? "" : "\nUNION ALL\n") + events_of({row[0], version_table});
    if (++tables % kTablesAtOnce == 0) {
      read();
    }
  }
  if (!sql.empty()) {
    read();
  }
  std::map<std::string, History> histories;
  for (auto& [schema, rows] : events) {
    std::sort(rows.begin(), rows.end(), [](const HistoryEvent& a, const HistoryEvent& b) { return a.position < b.position; });
    histories.emplace(schema, History(rows));
  }
  return histories;
}

}  // namespace deed::history
