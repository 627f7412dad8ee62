#include "history/tenant_histories.h"

#include <algorithm>
#include <array>

#include "base/clock.h"
#include "base/lexer.h"
#include "base/text.h"
#include "history/own_table.h"
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

// Of the tables of one statement for that long; then of each for this long.
constexpr Duration kPatienceWithAll(2000);
constexpr const char* kPatienceWithOne = "100ms";

// What one tenant's table may meet, and not the others'.
bool concerns_one_table(const postgres::SqlError& error) {
  constexpr std::array codes = std::to_array<std::string_view>({"55P03", "42P01", "3F000", "42501"});
  return std::find(codes.begin(), codes.end(), error.sqlstate()) != codes.end();
}

class Reader {
 public:
  Reader(postgres::Connection& connection, const std::string& version_table) : connection_(connection), version_table_(version_table) {}

  void read(const std::vector<std::string>& schemas) {
    try {
      read_together(schemas);
    } catch (const postgres::SqlError& error) {
      if (!concerns_one_table(error)) {
        throw;
      }
      set_lock_timeout(kPatienceWithOne);
      for (const std::string& schema : schemas) {
        read_alone(schema);
      }
      set_lock_timeout(patience_);
    }
  }

  // Returns what lock_timeout was, in milliseconds; the session may have less patience than this.
  std::string begin() {
    const std::vector<std::string> row =
        connection_
            .texts(
                "SELECT setting, pg_catalog.set_config('lock_timeout', least(nullif(setting::int4, 0), $1::int4)::text, false) "
                "FROM pg_catalog.pg_settings WHERE name = 'lock_timeout'",
                {std::to_string(kPatienceWithAll.count())})
            .at(0);
    patience_ = row[1];
    return row[0];
  }

  void set_lock_timeout(const std::string& timeout) {
    connection_.texts("SELECT pg_catalog.set_config('lock_timeout', $1, false)", {timeout});
  }

  TenantHistories take() { return std::move(histories_); }

 private:
  void read_together(const std::vector<std::string>& schemas) {
    std::string sql;
    for (const std::string& schema : schemas) {
      sql += (sql.empty() ? "" : "\nUNION ALL\n") + events_of({schema, version_table_});
    }
    std::map<std::string, std::vector<HistoryEvent>> events;
    for (const std::vector<std::string>& row : connection_.texts(sql)) {
      events[row[0]].push_back(narrow_event(row, {row[0], version_table_}));
    }
    for (const std::string& schema : schemas) {
      std::vector<HistoryEvent>& rows = events[schema];
      std::sort(rows.begin(), rows.end(), [](const HistoryEvent& a, const HistoryEvent& b) { return a.position < b.position; });
      histories_.read.emplace(schema, History(rows));
    }
  }

  void read_alone(const std::string& schema) {
    try {
      at_own_table(TableName{schema, version_table_}.quoted(), [&] { read_together({schema}); });
    } catch (const Error& error) {
      if (!connection_.usable()) {
        throw;
      }
      histories_.failed.emplace(schema, error);
    }
  }

  postgres::Connection& connection_;
  const std::string& version_table_;
  std::string patience_{};
  TenantHistories histories_{};
};

}  // namespace

TenantHistories read_histories(postgres::Connection& connection, const std::vector<std::string>& schemas,
                               const std::string& version_table) {
  Reader reader(connection, version_table);
  const std::vector<std::vector<std::string>> readable =
      connection.texts(std::string(queries::find_readable_histories), {postgres::format_array(schemas), version_table});
  if (readable.empty()) {
    return {};
  }
  const std::string before = reader.begin();
  std::vector<std::string> part;
  for (const std::vector<std::string>& row : readable) {
    part.push_back(row[0]);
    if (part.size() == kTablesAtOnce || &row == &readable.back()) {
      reader.read(part);
      part.clear();
    }
  }
  reader.set_lock_timeout(before);
  return reader.take();
}

}  // namespace deed::history
