#include "scratch/player.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "base/text.h"

namespace deed::scratch {

namespace {

// A thousand tables took 1.83 s so, 2.02 s in transactions of 3 statements, and 2.37 s in a single one.
constexpr std::size_t kStatementsPerTransaction = 150;

std::string excerpt(const std::string& text) {
  constexpr std::size_t longest = 100;
  const std::string line = one_line(trim(split_lines(trim(text)).front()));
  return line.size() <= longest ? line : fmt::format("{} ...", one_line(line.substr(0, longest)));
}

// What is missing in an empty database is missing in the model.
std::string hint_for(const postgres::SqlError& error, int server_version) {
  const bool missing =
      error.sqlstate() == "42704" || error.sqlstate() == "42P01" || error.sqlstate() == "42883" || error.sqlstate() == "3F000";
  return fmt::format("It is played into an empty database of PostgreSQL {}, {}", server_version / 10000,
                     missing ? "so what it refers to has to be in the model too, above it (pg_dump -t leaves types and sequences out)."
                             : "where it has to run as it stands.");
}

Error failure(const postgres::SqlError& error, const Location& where, std::vector<std::string> details, int server_version) {
  // A scratch server without room is not the statement's fault.
  const ErrorKind kind = error.kind() == ErrorKind::server_resource ? error.kind() : ErrorKind::config;
  details.insert(details.begin(), error.text().details.begin(), error.text().details.end());
  Error failed(kind, {.what = fmt::format("PostgreSQL refuses a statement: {}", error.text().what),
                      .where = to_string(where),
                      .hint = hint_for(error, server_version),
                      .details = std::move(details)});
  failed.with_sqlstate(error.sqlstate());
  return failed;
}

void run(postgres::Connection& connection, const PlayedStatement& statement) {
  try {
    connection.execute(statement.text);
  } catch (const postgres::SqlError& error) {
    throw failure(error, place_of(statement, error.position()), {"statement: " + excerpt(statement.text)}, connection.server_version());
  }
}

void run_group(postgres::Connection& connection, std::span<const PlayedStatement> group) {
  connection.execute("BEGIN");
  for (const PlayedStatement& statement : group) {
    run(connection, statement);
  }
  try {
    connection.execute("COMMIT");
  } catch (const postgres::SqlError& error) {
    // Deferred constraints speak here, and do not say which statement it was.
    throw failure(error, group.back().location,
                  {fmt::format("raised by the COMMIT after the statements from {} on", to_string(group.front().location))},
                  connection.server_version());
  }
}

}  // namespace

void play_statements(postgres::Connection& connection, const std::vector<PlayedStatement>& statements) {
  const std::span<const PlayedStatement> all(statements);
  std::size_t begin = 0;
  while (begin < all.size()) {
    if (all[begin].outside_transaction) {
      run(connection, all[begin++]);
      continue;
    }
    std::size_t end = begin;
    while (end < all.size() && !all[end].outside_transaction && end - begin < kStatementsPerTransaction) {
      ++end;
    }
    run_group(connection, all.subspan(begin, end - begin));
    begin = end;
  }
}

Location place_of(const PlayedStatement& statement, std::size_t character) {
  if (character == 0 || statement.location.line == 0) {
    return statement.location;
  }
  std::size_t offset = 0;
  for (std::size_t seen = 0; offset < statement.text.size(); ++offset) {
    // Bytes that continue a character do not count.
    const bool continues = (static_cast<unsigned char>(statement.text[offset]) & 0xC0U) == 0x80U;
    if (!continues && ++seen == character) {
      break;
    }
  }
  if (!statement.pieces.empty()) {
    const auto after = std::find_if(statement.pieces.begin(), statement.pieces.end(), [&](const TextPiece& p) { return p.begin > offset; });
    return after == statement.pieces.begin() ? statement.location : std::prev(after)->location;
  }
  const Position inside = position_at(statement.text, offset);
  Location place = statement.location;
  place.column = inside.line == 1 ? place.column + inside.column - 1 : inside.column;
  place.line += inside.line - 1;
  return place;
}

}  // namespace deed::scratch
