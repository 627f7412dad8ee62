#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/connection.h"

namespace deed::testing {

using Rows = std::vector<std::vector<std::string>>;

// The end of CREATE DATABASE that takes half the time, without write-ahead log; before 15 there was no other way.
const char* copying_files(const postgres::Connection& connection);

// A fresh, empty database on the test server, for one test: dropped at the end, whoever is still connected.
class TestDatabase {
 public:
  TestDatabase();
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  const std::string& name() const { return name_; }
  // As a user would put it into DATABASE_URL.
  std::string url() const;
  // The same for another role of the test server.
  std::string url_as(const std::string& role) const;
  postgres::Parameters parameters() const;
  // A session of its own.
  postgres::Connection connect() const;

  // Runs statements one by one, each its own transaction unless the text has BEGIN and COMMIT, all in the session that value() and
  // rows() use. Throws SqlError.
  void sql(std::string_view statements);
  // The first column of the first row as text; "" for NULL and for no row.
  std::string value(std::string_view query);
  Rows rows(std::string_view query);
  // Whether the query's value becomes this one within half a minute. Asked in a session of its own, as inside a transaction
  // pg_stat_activity stays what it was.
  bool becomes(const std::string& query, const std::string& value) const;

  // What pg_dump -s says of it, without comments and blank lines: equal text means equal schemas.
  std::string dump() const;

  // From now on the server logs each statement that a new session of this database sends.
  void log_statements();
  // The lines of the server's log that are about this database.
  std::string log() const;

 private:
  std::string name_;
  std::optional<postgres::Connection> connection_;
};

// A dump without its comments, blank lines and the \restrict lines, whose token differs each time. Text inside literals stays.
std::string normalised_dump(std::string_view dump);

}  // namespace deed::testing
