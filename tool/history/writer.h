#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/history.h"
#include "domain/ownership.h"
#include "history/table_name.h"
#include "postgres/connection.h"

namespace deed::history {

// deed's own SQL for a version table; deed.version_example in it stands for the table.
std::string for_table(std::string_view sql, const TableName& table);

// A service that comes to be known in a database.
struct Enrolment {
  std::string service;
  // A service with tenants gets the pattern row of their schemas with it: before that this hears all rows, under the lock that orders
  // writers, and may throw.
  std::function<void(const std::vector<OwnershipRow>& rows)> admit{};
};

// Creates schema `deed`, the ownership table and the version table where they are missing, and the service's row in the ownership table,
// in transactions of their own. Safe when several services start at once: somebody who was faster is no failure. To be called with
// the runner lock held and outside a transaction. Throws Error(denied) with the SQL for a DBA, Error(contradiction) where the ownership
// table knows another version table for the service, or another service for the version table.
// Waits for others who are at it no longer than `patience`: Error(lock_busy).
void ensure_tables(postgres::Connection& connection, const TableName& table, const Enrolment& enrolment, Duration patience,
                   const Cancellation& cancellation);

// The same as the body of a DO block, for a session that holds the runner lock.
std::string ensure_tables_script(const TableName& table, const std::string& service);
// The same in the transaction at hand.
void ensure_tables_inside(postgres::Connection& connection, const TableName& table, const std::string& service);
// CREATE TABLE deed.ownership and its comment.
std::string create_ownership_script();
// The statements behind append(), add_rows() and remove_rows(), with their parameters.
std::string append_sql(const TableName& table);
std::string_view add_row_sql();
std::string_view remove_row_sql();

// Rows of one service that leave and enter the ownership table.
struct RowChange {
  std::vector<OwnershipRow> remove{};
  std::vector<OwnershipRow> add{};
};

// What append() and change_rows() do, for one exchange with COMMIT behind it: each fails where they would, and where others_version() is
// not what it is said to be. The answer to the last one is the history row's position.
std::vector<postgres::Request> writing_rows(const TableName& table, const std::string& service, const RowChange& change,
                                            const std::string& others_version, const HistoryEvent& event);

// Throws where the failure of a history row is that another writer was faster: no attempt is made again in this run, as what it knows of
// the history is not the whole any more.
void refuse_collision(const TableName& table, const postgres::SqlError& error);

// Adds a row at the next position, in the transaction at hand; two writers collide on the position.
std::int64_t append(postgres::Connection& connection, const TableName& table, const HistoryEvent& event);

// Takes the lock that orders writers of the ownership table until COMMIT, and removes and adds rows in the transaction at hand; each must
// be there, or not be there, as it says. Returns others_version() as it is under the lock.
std::string change_rows(postgres::Connection& connection, const std::string& service, const RowChange& change);

}  // namespace deed::history
