#include "history/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"
#include "domain/advisory_lock.h"
#include "history/own_table.h"
#include "history/queries.h"
#include "history/state.h"

namespace deed::history {

namespace {

bool somebody_was_faster(const Error& error) {
  // The last: it is so new that this session does not find it yet (are_there() in state.cpp).
  constexpr std::array codes = std::to_array<std::string_view>({"23505", "42P06", "42P07", "42710", "42P01"});
  return std::find(codes.begin(), codes.end(), error.sqlstate()) != codes.end();
}

void run_script(postgres::Connection& connection, const std::string& script) {
  for (const StatementSpan& span : split_statements(script)) {
    connection.texts(script.substr(span.begin, span.end - span.begin));
  }
}

void make_version_table(postgres::Connection& connection, const TableName& table) {
  const std::string creating = fmt::format("CREATE SCHEMA {};", quote_identifier(table.schema));
  try {
    at_own_table(table.quoted(), [&] { run_script(connection, for_table(queries::create_version_table, table)); });
  } catch (const postgres::SqlError& error) {
    if (error.sqlstate() != "3F000") {
      throw;
    }
    throw Error(ErrorKind::config,
                {.what = fmt::format("There is no schema '{}'.", one_line(table.schema)),
                 .where = table.quoted(),
                 .hint = table.tenants.empty() ? "Create it (" + creating + "), or correct `version_table` in deed.toml."
                                               : "A tenant begins with an empty schema: " + creating +
                                                     " Where somebody has dropped or renamed it during this run, run the "
                                                     "same command again: the tenants are listed anew."});
  }
}

void create_missing(postgres::Connection& connection, const TableName& table, const State& state) {
  if (!state.schema_exists) {
    run_script(connection, std::string(queries::create_schema));
  }
  if (!state.ownership_table_exists) {
    run_script(connection, std::string(queries::create_ownership));
  }
  if (!state.version_table_exists) {
    make_version_table(connection, table);
  }
}

// What led here is the failure to tell.
void roll_back(postgres::Connection& connection) noexcept {
  try {
    if (connection.usable()) {
      connection.execute_uninterrupted("ROLLBACK");
    }
  } catch (const Error&) {
  }
}

// What a crash left of it is all or nothing.
void create_version_table(postgres::Connection& connection, const TableName& table) {
  connection.texts("BEGIN");
  try {
    make_version_table(connection, table);
    connection.texts("COMMIT");
  } catch (const Error&) {
    roll_back(connection);
    throw;
  }
}

// The service row, and of a service with tenants the pattern row for all of them.
std::vector<OwnershipRow> registration(const TableName& table, const std::string& service) {
  return to_rows(service, base_holdings(table.registered()));
}

void enrol(postgres::Connection& connection, const TableName& table, const Enrolment& enrolment) {
  if (enrolment.admit) {
    change_rows(connection, enrolment.service, {});
    enrolment.admit(read_ownership(connection));
  }
  for (const OwnershipRow& row : registration(table, enrolment.service)) {
    connection.texts(std::string(queries::register_service), {row.service, std::string(word(row.kind)), row.object});
  }
}

// Creates what is missing; false where somebody else is at it. Throws what the server says: that something is there now is no failure at
// first.
bool try_create(postgres::Connection& connection, const TableName& table, const Enrolment& enrolment) {
  constexpr const char* try_lock = "SELECT pg_catalog.pg_try_advisory_xact_lock($1::int4, $2::int4)::int4::text";
  connection.texts("BEGIN");
  try {
    if (connection.texts(try_lock, {std::to_string(kLockClass), std::to_string(kBootstrapLock)}).at(0).at(0) == "0") {
      connection.execute_uninterrupted("ROLLBACK");
      return false;
    }
    create_missing(connection, table, read_state_to_run(connection, table, enrolment.service));
    enrol(connection, table, enrolment);
    connection.texts("COMMIT");
    return true;
  } catch (const Error&) {
    roll_back(connection);
    throw;
  }
}

// A trigger or rule of somebody's takes away what was written.
Error not_kept(const std::string& service) {
  return Error(ErrorKind::contradiction,
               {.what = fmt::format("The row that registers service '{}' was written, and is not there.", service),
                .where = "deed.ownership",
                .hint = "Look for a trigger or a rule on the table, and drop it: the table is deed's alone."});
}

Error kept_waiting(postgres::Connection& connection, Duration patience) {
  const auto holders =
      connection.texts(std::string(queries::bootstrap_holders), {std::to_string(kLockClass), std::to_string(kBootstrapLock)});
  return Error(ErrorKind::lock_busy,
               {.what = fmt::format("Another session has been at deed's own tables for longer than {} (`runner_wait` in deed.toml).",
                                    to_string(patience)),
                .where = holders.empty() ? "" : holders.at(0).at(0),
                .hint = "Run the same command again, or end that session: SELECT pg_terminate_backend(PID)."});
}

std::string joined(const std::set<Access>& accesses) {
  std::vector<std::string> words;
  for (const Access access : accesses) {
    words.emplace_back(word(access));
  }
  return postgres::format_array(words);
}

std::vector<postgres::Value> values_of(const HistoryEvent& event) {
  return {event.revision,
          postgres::format_array(event.revises),
          postgres::format_array(event.depends_on),
          std::to_string(event.step),
          std::to_string(event.steps),
          event.statement ? postgres::Value(std::to_string(*event.statement)) : std::nullopt,
          std::string(word(event.event)),
          event.checksum,
          event.sql,
          event.search_path,
          event.run_id,
          event.actor,
          event.host,
          std::to_string(event.duration_ms),
          std::to_string(event.rows),
          event.deed_version,
          event.message,
          event.tag};
}

postgres::Request removing(const OwnershipRow& row) {
  return {std::string(queries::remove_ownership), {row.service, std::string(word(row.kind)), row.object, row.with_service}};
}

postgres::Request adding(const OwnershipRow& row) {
  return {std::string(queries::add_ownership),
          {row.service, std::string(word(row.kind)), row.object, row.with_service, joined(row.accesses), row.revision}};
}

constexpr const char* kLock = "LOCK TABLE deed.ownership IN SHARE ROW EXCLUSIVE MODE";

// The query, which fails where `holds` is false of its one row.
std::string insisting(std::string_view with, std::string_view columns, std::string_view holds, std::string_view from) {
  return fmt::format("{}SELECT {}1 OPERATOR(pg_catalog./) ({})::pg_catalog.int4{}", with, columns, holds, from);
}

}  // namespace

std::string for_table(std::string_view sql, const TableName& table) {
  return replace_all(std::string(sql), "deed.version_example", table.quoted());
}

void ensure_tables(postgres::Connection& connection, const TableName& table, const Enrolment& enrolment, Duration patience,
                   const Cancellation& cancellation) {
  // Whoever was faster has committed by the next look; what fails so time and again is something else.
  constexpr int kMostCollisions = 5;
  const Deadline deadline(patience);
  Backoff backoff(Duration(25), Duration(500));
  int created = 0;
  for (int collisions = 0;;) {
    const State state = read_state_to_run(connection, table, enrolment.service);
    if (!state.missing_grants.empty()) {
      throw denied(connection, state.missing_grants);
    }
    if (state.is_ready(enrolment.service)) {
      return;
    }
    // Of a further tenant only its own table is missing, which the runner lock keeps others from making.
    if (version_tables(state.ownership).contains(enrolment.service) && !table.tenants.empty()) {
      create_version_table(connection, table);
      return;
    }
    try {
      if (at_own_table("deed.ownership", [&] { return try_create(connection, table, enrolment); })) {
        if (++created == kMostCollisions) {
          throw not_kept(enrolment.service);
        }
        continue;
      }
    } catch (const Error& error) {
      if (!somebody_was_faster(error) || ++collisions == kMostCollisions) {
        throw;
      }
    }
    if (deadline.passed()) {
      throw kept_waiting(connection, patience);
    }
    cancellation.sleep(backoff.next());
  }
}

void ensure_tables_inside(postgres::Connection& connection, const TableName& table, const std::string& service) {
  if (const State state = read_state_to_run(connection, table, service); !state.missing_grants.empty()) {
    throw denied(connection, state.missing_grants);
  }
  connection.execute("DO " + quote_literal(ensure_tables_script(table, service)));
}

std::string ensure_tables_script(const TableName& table, const std::string& service) {
  const auto when_missing = [](const std::string& lookup, const std::string& name, std::string_view script) {
    return fmt::format("  IF pg_catalog.{}({}) IS NULL THEN\n{};\n  END IF;\n", lookup, quote_literal(name), trim(script));
  };
  std::string registered;
  for (const OwnershipRow& row : registration(table, service)) {
    const std::string values =
        fmt::format("{}, {}, {}", quote_literal(row.service), quote_literal(word(row.kind)), quote_literal(row.object));
    registered += "  " + replace_all(std::string(trim(queries::register_service)), "$1, $2, $3", values) + ";\n";
  }
  return fmt::format("\nBEGIN\n  PERFORM pg_catalog.pg_advisory_xact_lock({}, {});\n", kLockClass, kBootstrapLock) +
         "  PERFORM pg_catalog.set_config('row_security', 'on', true);\n" +
         when_missing("to_regnamespace", "deed", queries::create_schema) +
         when_missing("to_regclass", "deed.ownership", queries::create_ownership) +
         when_missing("to_regclass", table.quoted(), for_table(queries::create_version_table, table)) + registered + "END ";
}

std::string create_ownership_script() { return std::string(trim(queries::create_ownership)); }

std::string append_sql(const TableName& table) { return for_table(trim(queries::append_event), table); }

std::string_view add_row_sql() { return trim(queries::add_ownership); }

std::string_view remove_row_sql() { return trim(queries::remove_ownership); }

void refuse_collision(const TableName& table, const postgres::SqlError& error) {
  if (error.sqlstate() == "23505") {
    throw Error(ErrorKind::contention,
                {.what = "Somebody else has written to the history while this run was writing.",
                 .where = table.quoted(),
                 .hint = "Run the same command again: it reads the history anew. Only deed may write there, one runner at a time.",
                 .details = {error.text().what}});
  }
}

std::int64_t append(postgres::Connection& connection, const TableName& table, const HistoryEvent& event) {
  const std::vector<postgres::Value> values = values_of(event);
  return at_own_table(table.quoted(), [&] {
    try {
      return connection.execute_uninterrupted(for_table(queries::append_event, table), values).number(0, 0);
    } catch (const postgres::SqlError& error) {
      refuse_collision(table, error);
      throw;
    }
  });
}

std::vector<postgres::Request> writing_rows(const TableName& table, const std::string& service, const RowChange& change,
                                            const std::string& others_version, const HistoryEvent& event) {
  std::vector<postgres::Request> requests{{"SET LOCAL row_security = on"}};
  if (!change.remove.empty() || !change.add.empty()) {
    requests.push_back({kLock});
  }
  requests.push_back(
      {insisting("", "", fmt::format("({}) OPERATOR(pg_catalog.=) $2", trim(queries::others_version)), ""), {service, others_version}});
  for (const OwnershipRow& row : change.remove) {
    postgres::Request request = removing(row);
    request.sql = insisting(fmt::format("WITH gone AS ({} RETURNING 1) ", trim(request.sql)), "",
                            "pg_catalog.count(*) OPERATOR(pg_catalog.=) 1", " FROM gone");
    requests.push_back(std::move(request));
  }
  std::ranges::transform(change.add, std::back_inserter(requests), adding);
  requests.push_back({insisting(fmt::format("WITH written (position) AS ({}) ", trim(append_sql(table))), "pg_catalog.max(position), ",
                                "pg_catalog.count(*) OPERATOR(pg_catalog.=) 1", " FROM written"),
                      values_of(event)});
  return requests;
}

std::string change_rows(postgres::Connection& connection, const std::string& service, const RowChange& change) {
  // A step runs with row_security off, and PostgreSQL then refuses a table whose policies would have a say.
  std::vector<postgres::Request> requests{{"SET LOCAL row_security = on"}, {kLock}, {std::string(queries::others_version), {service}}};
  const std::size_t version = requests.size() - 1;
  std::ranges::transform(change.remove, std::back_inserter(requests), removing);
  std::ranges::transform(change.add, std::back_inserter(requests), adding);
  const std::vector<postgres::Result> answers = at_own_table("deed.ownership", [&] { return connection.execute_together(requests); });
  for (std::size_t i = 0; i < change.remove.size(); ++i) {
    if (answers[version + 1 + i].affected_rows() != 1) {
      throw Error(ErrorKind::contradiction,
                  {.what = fmt::format("The ownership table changed under this run: '{}' is gone.", to_string(change.remove[i])),
                   .where = "deed.ownership",
                   .hint = "Run the same command again."});
    }
  }
  return std::string(answers[version].text(0, 0));
}

}  // namespace deed::history
