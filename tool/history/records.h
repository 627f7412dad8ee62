#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/history.h"
#include "history/table_name.h"
#include "postgres/connection.h"

namespace deed::history {

// What the version table tells people: who did what, when, from where. All of it reads only, and needs a version table that is there.

// The newest rows, newest first, without their SQL; of a repeat step's iterations only the first.
std::vector<HistoryEvent> newest_events(postgres::Connection& connection, const TableName& table, int count);

// The newest row of each of these revisions, without its SQL: who touched it last.
std::map<std::string, HistoryEvent> newest_rows(postgres::Connection& connection, const TableName& table,
                                                const std::vector<std::string>& revisions);

// The rows at these positions, without their SQL.
std::map<std::int64_t, HistoryEvent> rows_at(postgres::Connection& connection, const TableName& table,
                                             const std::vector<std::int64_t>& positions);

// All about one revision since it was last taken away, oldest first, with the SQL; of a repeat step's iterations only the first.
std::vector<HistoryEvent> read_record(postgres::Connection& connection, const TableName& table, const std::string& revision);

// How many rows the step at which the revision stands has changed so far.
std::int64_t rows_so_far(postgres::Connection& connection, const TableName& table, const std::string& revision);

}  // namespace deed::history
