#include "history/state.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "history/own_table.h"
#include "history/queries.h"
#include "history/row_values.h"
#include "history/writer.h"

namespace deed::history {

namespace {

using Row = std::vector<std::string>;

// One row goes to one of the two.
struct OwnershipRows {
  std::vector<OwnershipRow> rows{};
  std::vector<MalformedRow> malformed{};

  void add(const Row& row) {
    const std::optional<OwnershipRowKind> kind = parse_ownership_row_kind(row[3]);
    OwnershipRow result{
        .service = row[2], .kind = kind.value_or(OwnershipRowKind::object), .object = row[4], .with_service = row[5], .revision = row[7]};
    for (const std::string& name : postgres::parse_array(row[6])) {
      if (const std::optional<Access> access = parse_access(name)) {
        result.accesses.insert(*access);
      }
    }
    const std::string why = kind ? malformation(result) : "its kind is unknown.";
    if (why.empty()) {
      rows.push_back(std::move(result));
    } else {
      malformed.push_back({result.service, malformed_row(row[2], row[3], row[4], why)});
    }
  }
};

// A map that lacks a row would let one service touch what is another's.
void require_well_formed(const std::vector<MalformedRow>& malformed) {
  if (malformed.empty()) {
    return;
  }
  ErrorText text = malformed.front().error.text();
  for (std::size_t i = 1; i < std::min<std::size_t>(malformed.size(), 10); ++i) {
    text.details.push_back("and " + malformed[i].error.text().where);
  }
  throw Error(ErrorKind::contradiction, std::move(text));
}

// A view of that name, or a table with other columns.
void require_own_shape(bool own, const TableName& table) {
  if (!own) {
    throw Error(ErrorKind::contradiction, {.what = fmt::format("{} is not a version table of deed: it has other columns.", table.quoted()),
                                           .where = table.quoted(),
                                           .hint = "Choose another `version_table` in deed.toml, or restore the table."});
  }
}

// A neighbour whose claims a policy hides would be a neighbour whose objects anybody may take.
void require_all_rows(bool hidden, const postgres::Connection& connection) {
  if (hidden) {
    throw Error(ErrorKind::denied, {.what = "A row-level security policy hides rows of deed.ownership from this role.",
                                    .where = to_string(connection.endpoint()),
                                    .hint = "`deed ownership roles` prints the policies that it needs; a DBA runs that."});
  }
}

// Of another service's table, which the role may not be allowed to read.
std::vector<HistoryEvent> narrow_events(postgres::Connection& connection, const TableName& table, const std::string& condition,
                                        const std::string& value) {
  std::vector<HistoryEvent> events;
  try {
    for (const Row& row :
         connection.texts(for_table(queries::read_events_narrow, table) + " AND " + condition + " ORDER BY entry.position", {value})) {
      events.push_back(narrow_event(row, table));
    }
  } catch (const postgres::SqlError& error) {
    if (error.kind() != ErrorKind::denied) {
      throw;
    }
    const std::string role = connection.texts("SELECT pg_catalog.quote_ident(current_user)").at(0).at(0);
    throw denied(connection, fmt::format("GRANT SELECT ON {} TO {};", table.quoted(), role));
  }
  return events;
}

// A history in another table than deed.toml says is never an empty history.
void require_same_table(const State& state, const TableName& table, const std::string& service) {
  for (const auto& [other, name] : version_tables(state.ownership)) {
    if (other == service && name != table.registered()) {
      throw Error(ErrorKind::contradiction,
                  {.what = fmt::format("The history of {} is in {}, but deed.toml names {}.", service, name, table.registered()),
                   .where = "deed.ownership",
                   .hint = table.tenants.empty() ? fmt::format("Set version_table = \"{}\" again.", name)
                                                 : "Set `tenants.pattern` and `version_table` to what they were."});
    }
    if (other != service && (name == table.registered() || name == table.quoted())) {
      throw Error(ErrorKind::contradiction, {.what = fmt::format("{} already is the version table of {}.", name, other),
                                             .where = "deed.ownership",
                                             .hint = "Give each service a version_table of its own."});
    }
  }
}

enum class OwnershipTable { required_to_run, required, where_visible, left_out };

// Which of the tables are there, and what this role may not do with them; nothing is read yet.
State find_tables(postgres::Connection& connection, const TableName& table, OwnershipTable ownership) {
  State state;
  const Row found = connection.texts(std::string(queries::find_tables), {table.schema, table.name}).at(0);
  state.schema_exists = found[0] == "1";
  state.version_table_exists = found[1] == "1";
  state.ownership_table_exists = found[2] == "1";
  require_own_shape(found[3] == "1", table);
  const bool is_required = ownership == OwnershipTable::required || ownership == OwnershipTable::required_to_run;
  const std::string required = is_required ? found[5] : "";
  if (!found[4].empty() || !required.empty()) {
    // A DBA is asked once: who may not even read is told all that a run needs.
    if (ownership == OwnershipTable::required_to_run) {
      throw denied(connection, found[6]);
    }
    throw denied(connection, join({found[4], required}, found[4].empty() || required.empty() ? "" : "\n"));
  }
  state.ownership_grant = found[5];
  state.missing_grants = found[6];
  require_all_rows(is_required && found[7] == "1", connection);
  return state;
}

// Whether the tables that somebody has just made are there all the same: a session that has looked for them by name before (the quick
// look) goes on to find none for a moment. PostgreSQL lets others see what a transaction has made (ProcArrayEndTransaction) before it tells
// them to forget what they remember (AtEOXact_Inval, in CommitTransaction of its xact.c).
bool are_there(postgres::Connection& connection, const TableName& table, OwnershipTable ownership, const State& state) {
  const State now = find_tables(connection, table, ownership);
  return now.version_table_exists >= state.version_table_exists && now.ownership_table_exists >= state.ownership_table_exists;
}

// Throws Error(contradiction) for what the quick look does not see: a column that is gone.
std::vector<Row> read_rows(postgres::Connection& connection, const TableName& table, OwnershipTable ownership, const State& state,
                           const std::string& sql) {
  constexpr int most_looks = 10;
  for (int look = 1;; ++look) {
    try {
      return connection.texts(sql);
    } catch (const postgres::SqlError& error) {
      const bool alone = connection.transaction_status() == postgres::TransactionStatus::idle;
      if (alone && error.sqlstate() == "42703") {
        find_tables(connection, table, ownership);
      }
      if (!alone || error.sqlstate() != "42P01" || look == most_looks || !are_there(connection, table, ownership, state)) {
        throw;
      }
    }
    connection.execute("SELECT pg_catalog.pg_sleep(0.02)");
  }
}

State read(postgres::Connection& connection, const TableName& table, OwnershipTable ownership, bool ready = false) {
  State state = ready ? State{.schema_exists = true, .version_table_exists = true, .ownership_table_exists = true}
                      : find_tables(connection, table, ownership);
  std::string sql = state.version_table_exists ? for_table(queries::read_events_narrow, table) : "";
  if (ownership != OwnershipTable::left_out && state.ownership_table_exists && state.ownership_grant.empty()) {
    sql += (sql.empty() ? "" : "\nUNION ALL\n") + std::string(queries::read_ownership);
  }
  if (sql.empty()) {
    return state;
  }
  std::vector<Row> rows = at_own_table(state.version_table_exists ? table.quoted() : "deed.ownership",
                                       [&] { return read_rows(connection, table, ownership, state, sql); });
  OwnershipRows owned;
  for (const Row& row : rows) {
    if (row[0] == "event") {
      state.events.push_back(narrow_event(row, table));
    } else {
      owned.add(row);
    }
  }
  // A table that was only appended to comes in its order, nearly always.
  const auto earlier = [](const HistoryEvent& a, const HistoryEvent& b) { return a.position < b.position; };
  if (!std::is_sorted(state.events.begin(), state.events.end(), earlier)) {
    std::sort(state.events.begin(), state.events.end(), earlier);
  }
  state.ownership = std::move(owned.rows);
  state.malformed = std::move(owned.malformed);
  return state;
}

State read_checked(postgres::Connection& connection, const TableName& table, const std::string& service, OwnershipTable ownership,
                   bool ready = false) {
  State state = read(connection, table, ownership, ready);
  require_well_formed(state.malformed);
  require_same_table(state, table, service);
  return state;
}

}  // namespace

std::string for_dba(const std::string& sql) {
  std::string hint = "Let a DBA run this once, then run the same command again:";
  for (const std::string_view line : split_lines(sql)) {
    hint += fmt::format("\n       {}", line);
  }
  return hint;
}

Denied denied(const postgres::Connection& connection, const std::string& sql) {
  return {{.what = "The role may not use deed's own tables.", .where = to_string(connection.endpoint()), .hint = for_dba(sql)}, sql};
}

State read_version_table(postgres::Connection& connection, const TableName& table) {
  return read(connection, table, OwnershipTable::left_out);
}

State read_state(postgres::Connection& connection, const TableName& table, const std::string& service) {
  return read_checked(connection, table, service, OwnershipTable::required);
}

postgres::Request ask_whether_ready(const TableName& table) { return {std::string(queries::tables_are_ready), {table.schema, table.name}}; }

bool are_ready(const postgres::Result& answer) { return answer.text(0, 0) == "1"; }

State read_state_to_run(postgres::Connection& connection, const TableName& table, const std::string& service, std::optional<bool> ready) {
  // Who only looks is often allowed less: for those the quick look would be one more.
  if (!ready) {
    const postgres::Request request = ask_whether_ready(table);
    ready = are_ready(connection.execute(request.sql, request.values));
  }
  return read_checked(connection, table, service, OwnershipTable::required_to_run, *ready);
}

State read_visible_state(postgres::Connection& connection, const TableName& table, const std::string& service) {
  State state = read(connection, table, OwnershipTable::where_visible);
  require_same_table(state, table, service);
  return state;
}

bool State::is_ready(const std::string& service) const {
  return version_table_exists && missing_grants.empty() && version_tables(ownership).contains(service);
}

std::vector<OwnershipRow> read_ownership(postgres::Connection& connection) {
  const postgres::Result answer = connection.execute(queries::read_ownership);
  OwnershipRows owned;
  for (std::size_t row = 0; row < answer.size(); ++row) {
    owned.add(answer.texts(row));
  }
  require_well_formed(owned.malformed);
  return std::move(owned.rows);
}

std::string others_version(postgres::Connection& connection, const std::string& service) {
  return connection.texts(std::string(queries::others_version), {service}).at(0).at(0);
}

std::vector<StoredRow> read_written_rows(postgres::Connection& connection) {
  const Row found = connection.texts(std::string(queries::find_tables), {"deed", "ownership"}).at(0);
  if (found[2] != "1") {
    return {};
  }
  if (!found[4].empty() || !found[5].empty()) {
    throw denied(connection, found[4].empty() ? found[5] : found[4]);
  }
  require_all_rows(found[7] == "1", connection);
  std::vector<StoredRow> result;
  OwnershipRows owned;
  for (const Row& row : connection.texts(std::string(queries::read_written_rows))) {
    const std::size_t known = owned.rows.size();
    owned.add(row);
    if (owned.rows.size() > known) {
      result.push_back({owned.rows.back(), row[8], row[9]});
    }
  }
  require_well_formed(owned.malformed);
  return result;
}

bool ownership_is_guarded(postgres::Connection& connection) {
  const std::vector<Row> rows = connection.texts(
      "SELECT relrowsecurity::int::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE nspname = "
      "'deed' AND relname = 'ownership'");
  return rows.empty() || rows[0][0] == "1";
}

std::vector<HistoryEvent> read_revisions(postgres::Connection& connection, const TableName& table,
                                         const std::vector<std::string>& revisions) {
  return narrow_events(connection, table, "revision = ANY ($1::text[])", postgres::format_array(revisions));
}

std::vector<HistoryEvent> read_dependents(postgres::Connection& connection, const TableName& table, const std::string& service) {
  return narrow_events(connection, table,
                       "EXISTS (SELECT FROM pg_catalog.unnest(depends_on) AS d (ref) WHERE pg_catalog.starts_with(ref, $1))",
                       service + ':');
}

std::map<std::string, std::vector<HistoryEvent>> read_applied_steps(postgres::Connection& connection, const TableName& table,
                                                                    const std::vector<std::string>& revisions) {
  std::map<std::string, std::vector<HistoryEvent>> steps;
  for (const Row& row : connection.texts(for_table(queries::read_applied_steps, table), {postgres::format_array(revisions)})) {
    steps[row[0]].push_back({.revision = row[0], .step = static_cast<int>(number(row[1])), .sql = row[2], .search_path = row[3]});
  }
  return steps;
}

std::vector<TableName> histories_of(postgres::Connection& connection, const std::string& registered) {
  const TableName table = TableName::parse(registered);
  if (table.tenants.empty()) {
    return {table};
  }
  const NamePart pattern{table.tenants, true};
  std::vector<TableName> tables;
  for (const Row& row : connection.texts(std::string(queries::find_histories), {table.name})) {
    if (pattern.matches(row[0])) {
      tables.push_back({row[0], table.name, table.tenants});
    }
  }
  return tables;
}

std::map<std::string, std::string> version_tables(const std::vector<OwnershipRow>& ownership) {
  std::map<std::string, std::string> tables;
  for (const OwnershipRow& row : ownership) {
    if (row.kind == OwnershipRowKind::service) {
      tables[row.service] = row.object;
    }
  }
  return tables;
}

}  // namespace deed::history
