#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/database_map.h"
#include "domain/history.h"
#include "domain/ownership.h"
#include "history/table_name.h"
#include "postgres/connection.h"

namespace deed::history {

// What a database says of one service and of everybody's ownership.
struct State {
  bool schema_exists = false;
  bool version_table_exists = false;
  bool ownership_table_exists = false;
  // The GRANT without which this role does not see the ownership table; empty where it may read it.
  std::string ownership_grant{};
  // What a DBA has to run before this role may run revisions here; empty where nothing is missing.
  std::string missing_grants{};
  // The narrow columns only: what plans and checks need.
  std::vector<HistoryEvent> events{};
  // Of all services.
  std::vector<OwnershipRow> ownership{};
  // Rows that are not among them; only what looks and changes nothing goes on without them.
  std::vector<MalformedRow> malformed{};

  History history() const { return History(events); }
  // Whether deed's tables are there for the service to run, and this role may write them.
  bool is_ready(const std::string& service) const;
};

// Looks which of deed's tables are there and reads them in one statement, so in one snapshot, read-only and without any lock. A table
// that is not there is empty. Throws Error(contradiction) where a table of that name is not deed's or, by the ownership table, not this
// service's, or where a row of the ownership table cannot be deed's; Error(denied) with the SQL for a DBA where the role may not read them.
State read_state(postgres::Connection& connection, const TableName& table, const std::string& service);

// The quick look: whether all of deed's tables are there and this role may read and write them. It can go out with other statements.
postgres::Request ask_whether_ready(const TableName& table);
bool are_ready(const postgres::Result& answer);

// The same for those who are going to write: what is denied is told with all that a run needs. `ready` is what the quick look said, where
// it was taken already.
State read_state_to_run(postgres::Connection& connection, const TableName& table, const std::string& service,
                        std::optional<bool> ready = {});

// The same for those who only look: where the role may not read the ownership table, `ownership_grant` says so and `ownership` is empty;
// and what is wrong with rows of it stands in `malformed`.
State read_visible_state(postgres::Connection& connection, const TableName& table, const std::string& service);

// The events alone: all that SELECT on one version table allows.
State read_version_table(postgres::Connection& connection, const TableName& table);

// Error(denied) with the SQL for a DBA.
class Denied : public Error {
 public:
  Denied(ErrorText text, std::string sql) : Error(ErrorKind::denied, std::move(text)), sql_(std::move(sql)) {}

  // Statements, one on each line.
  const std::string& sql() const { return sql_; }

 private:
  std::string sql_;
};
// What to try where that is missing.
std::string for_dba(const std::string& sql);
Denied denied(const postgres::Connection& connection, const std::string& sql);

// The ownership table alone, which must be there.
std::vector<OwnershipRow> read_ownership(postgres::Connection& connection);

// Changes with every row of the ownership table that another service's is, was or becomes: by it one look at them is told from the next.
std::string others_version(postgres::Connection& connection, const std::string& service);

// The same with when and by which role each row was written; nothing where deed has not run in this database yet. Throws Error(denied)
// where the role may not read it.
std::vector<StoredRow> read_written_rows(postgres::Connection& connection);

// Whether row-level security says who writes which rows of the ownership table. True where there is none yet.
bool ownership_is_guarded(postgres::Connection& connection);

// The text of the upgrade steps that were applied last, in order: what revisions without a file here did.
std::map<std::string, std::vector<HistoryEvent>> read_applied_steps(postgres::Connection& connection, const TableName& table,
                                                                    const std::vector<std::string>& revisions);

// What the history of another service says of some revisions: the rows of these alone.
std::vector<HistoryEvent> read_revisions(postgres::Connection& connection, const TableName& table,
                                         const std::vector<std::string>& revisions);

// The same of the revisions that depend on some revision of this service.
std::vector<HistoryEvent> read_dependents(postgres::Connection& connection, const TableName& table, const std::string& service);

// The version tables of a service that are there, by the name that is registered: one, or those of its tenants.
std::vector<TableName> histories_of(postgres::Connection& connection, const std::string& registered);

// The version tables of all services as they are registered, by service.
std::map<std::string, std::string> version_tables(const std::vector<OwnershipRow>& ownership);

}  // namespace deed::history
