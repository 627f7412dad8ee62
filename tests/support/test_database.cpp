#include "support/test_database.h"

#include <fmt/format.h>

#include <stdexcept>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"
#include "support/process.h"
#include "support/test_server.h"

namespace deed::testing {

namespace {

std::string create_database() {
  static int count = 0;
  std::string name = fmt::format("test_{}", ++count);
  postgres::Connection connection = TestServer::get().connect("postgres");
  connection.execute(fmt::format("CREATE DATABASE {}{}", quote_identifier(name), copying_files(connection)));
  return name;
}

const scratch::ServerAddress& address() { return TestServer::get().server().address(); }

}  // namespace

const char* copying_files(const postgres::Connection& connection) {
  return connection.server_version() >= 150000 ? " STRATEGY file_copy" : "";
}

TestDatabase::TestDatabase() : name_(create_database()), connection_(connect()) {}

TestDatabase::~TestDatabase() {
  // First, and before the other session takes its time to begin: DROP DATABASE sleeps 0.1 s when it meets anybody.
  connection_.reset();
  try {
    TestServer::get().connect("postgres").execute(fmt::format("DROP DATABASE {} WITH (FORCE)", quote_identifier(name_)));
  } catch (const Error&) {
    // A test that stops the server has nothing to drop.
  }
}

std::string TestDatabase::url() const { return address().url(name_); }

std::string TestDatabase::url_as(const std::string& role) const {
  std::string text;
  for (const auto& [keyword, value] : parameters()) {
    text += keyword + "='" + (keyword == "user" ? role : value) + "' ";
  }
  return text;
}

postgres::Parameters TestDatabase::parameters() const { return address().parameters(name_); }

postgres::Connection TestDatabase::connect() const { return TestServer::get().connect(name_); }

void TestDatabase::sql(std::string_view statements) {
  for (const StatementSpan& span : split_statements(statements)) {
    connection_->execute(statements.substr(span.begin, span.end - span.begin));
  }
}

std::string TestDatabase::value(std::string_view query) {
  const postgres::Result result = connection_->execute(query);
  return result.empty() ? "" : std::string(result.text(0, 0));
}

Rows TestDatabase::rows(std::string_view query) {
  const postgres::Result result = connection_->execute(query);
  Rows rows(result.size());
  for (std::size_t row = 0; row < result.size(); ++row) {
    for (int column = 0; column < result.columns(); ++column) {
      rows[row].emplace_back(result.text(row, column));
    }
  }
  return rows;
}

bool TestDatabase::becomes(const std::string& query, const std::string& value) const {
  postgres::Connection connection = connect();
  for (const Deadline deadline(Duration(30'000)); !deadline.passed(); no_cancellation().sleep(Duration(10))) {
    if (connection.texts(query).at(0).at(0) == value) {
      return true;
    }
  }
  return false;
}

std::string TestDatabase::dump() const {
  const ProcessResult result = run({client_program("pg_dump"), "-s", "-d", url()});
  if (result.exit_code != 0) {
    throw std::runtime_error("pg_dump: " + result.err);
  }
  return normalised_dump(result.out);
}

void TestDatabase::log_statements() {
  connection_->execute(fmt::format("ALTER DATABASE {} SET log_statement = 'all'", quote_identifier(name_)));
}

std::string TestDatabase::log() const {
  const std::string all = TestServer::get().log();
  // As in log_line_prefix; the further lines of a statement begin with a tab.
  const std::string mark = fmt::format("] {} (", name_);
  std::string own;
  bool inside = false;
  for (const std::string_view line : split_lines(all)) {
    inside = line.starts_with('\t') ? inside : line.find(mark) != std::string_view::npos;
    if (inside) {
      own.append(line).append("\n");
    }
  }
  return own;
}

std::string normalised_dump(std::string_view dump) {
  std::string plain;
  for (const std::string_view line : split_lines(dump)) {
    if (!line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict ")) {
      plain.append(line).append("\n");
    }
  }
  std::string result;
  Lexer lexer(plain);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    const std::size_t newline = token.text.rfind('\n');
    if (token.is_comment()) {
      continue;
    }
    if (token.kind == TokenKind::white_space && newline != std::string_view::npos) {
      // One line end for many, and the indentation of the line that follows.
      result.erase(result.find_last_not_of(" \n") + 1);
      result += result.empty() ? "" : "\n";
      token.text.remove_prefix(newline + 1);
    }
    result += token.text;
  }
  return result;
}

}  // namespace deed::testing
