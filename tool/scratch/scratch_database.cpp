#include "scratch/scratch_database.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <thread>
#include <utility>

#include "base/identifier.h"
#include "base/lexer.h"
#include "base/sha256.h"
#include "base/text.h"
#include "scratch/leakproof.h"
#include "scratch/player.h"
#include "scratch/queries.h"

namespace deed::scratch {

namespace {

// The first half of the advisory lock that says a scratch database is in use; the other half is its name's hash.
constexpr const char* kLockClass = "1684366692";

postgres::Parameters with(postgres::Parameters parameters, const std::string& keyword, const std::string& value) {
  std::erase_if(parameters, [&](const auto& parameter) { return parameter.first == keyword; });
  parameters.emplace_back(keyword, value);
  return parameters;
}

// Advisory locks belong to one database: those of makers that are connected to another one cannot be seen from this one.
std::string prefix_for(const postgres::Connection& maintenance) {
  return fmt::format("deed_scratch_{}_", sha256(maintenance.endpoint().database).substr(0, 6));
}

void drop(postgres::Connection& maintenance, const std::string& name) {
  maintenance.execute_uninterrupted(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", quote_identifier(name)));
}

void drop_left_behind(postgres::Connection& maintenance) {
  const postgres::Result left = maintenance.execute(queries::left_behind, {prefix_for(maintenance), kLockClass});
  for (std::size_t row = 0; row < left.size(); ++row) {
    drop(maintenance, std::string(left.text(row, 0)));
  }
}

// The end of CREATE DATABASE for this server. template0 has nothing that somebody added, and lets the collation be chosen.
std::string creation_options(postgres::Connection& maintenance) {
  const postgres::Result ability = maintenance.execute(queries::server_ability);
  if (!ability.boolean(0, 0)) {
    throw Error(ErrorKind::denied, {.what = "The role of `[scratch] url` may not create databases.",
                                    .where = to_string(maintenance.endpoint()),
                                    .hint = "Ask a DBA to run it, or leave `[scratch] url` out: deed then starts a server of its own.",
                                    .details = {fmt::format("ALTER ROLE {} CREATEDB;", quote_identifier(ability.text(0, 2)))}});
  }
  // Copying files takes half the time, but makes a checkpoint: only for a server that is deed's own. Before 15 it is the only way.
  const bool copy_files = ability.boolean(0, 1) && maintenance.server_version() >= 150000;
  return fmt::format("TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'{}", copy_files ? " STRATEGY file_copy" : "");
}

std::string create(postgres::Connection& maintenance, IdSource& ids, const std::string& owner) {
  drop_left_behind(maintenance);
  const std::string options = creation_options(maintenance);
  std::string name = prefix_for(maintenance) + ids.revision_id();
  // Before the database is there, so that nobody ever sees it without.
  maintenance.execute("SELECT pg_catalog.pg_advisory_lock($1::int4, pg_catalog.hashtext($2))", {kLockClass, name});
  maintenance.execute(
      fmt::format("CREATE DATABASE {}{} {}", quote_identifier(name), owner.empty() ? "" : " OWNER " + quote_identifier(owner), options));
  return name;
}

// WHERE (...) of a publication.
bool has_expression(std::string_view statement) {
  Lexer lexer(statement);
  Token token = lexer.next();
  while (token.kind != TokenKind::end && to_lower(token.text) != "where") {
    token = lexer.next();
  }
  return token.kind != TokenKind::end;
}

// The session ends a moment after its socket, and DROP DATABASE sleeps for 0.1 s when it still meets it.
void await_no_sessions(postgres::Connection& maintenance, const std::string& name) {
  constexpr int tries = 50;
  for (int i = 0; i < tries; ++i) {
    if (maintenance.execute_uninterrupted("SELECT 1 FROM pg_catalog.pg_stat_activity WHERE datname = $1", {name}).empty()) {
      return;
    }
    std::this_thread::sleep_for(Duration(1));
  }
}

}  // namespace

ScratchDatabase::ScratchDatabase(postgres::Connection maintenance, IdSource& ids, const std::string& owner)
    : maintenance_(std::move(maintenance)), name_(create(maintenance_, ids, owner)) {}

ScratchDatabase::ScratchDatabase(const postgres::Parameters& server, IdSource& ids, const Cancellation& cancellation,
                                 const std::string& owner)
    : ScratchDatabase(postgres::Connection::open(server, cancellation), ids, owner) {
  cancellation_ = &cancellation;
  owner_ = owner;
  maker_ = with(server, "dbname", name_);
  parameters_ = owner.empty() ? maker_ : with(maker_, "user", owner);
  // From 15 on it belongs to whom the database does.
  if (!owner.empty() && maintenance_.server_version() < 150000) {
    open_as_maker().execute("ALTER SCHEMA public OWNER TO " + quote_identifier(owner));
  }
  connection_.emplace(postgres::Connection::open(parameters_, cancellation));
}

ScratchDatabase::~ScratchDatabase() {
  connection_.reset();
  try {
    await_no_sessions(maintenance_, name_);
    drop(maintenance_, name_);
  } catch (const Error&) {
    // The server is gone, and the database with it, or the next deed drops it.
  }
}

void ScratchDatabase::play(const std::vector<PlayedStatement>& statements) { play_statements(*connection_, statements); }

postgres::Connection ScratchDatabase::open_as_maker() const { return postgres::Connection::open(maker_, *cancellation_); }

void ScratchDatabase::play_privileged(const PlayedStatement& statement) {
  try {
    connection_->execute(statement.text);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::denied || has_expression(statement.text)) {
      // Once more, for an error with its place.
      play({statement});
      return;
    }
    // An extension that PostgreSQL does not call trusted, a publication of all tables or of schemas.
    postgres::Connection maker = open_as_maker();
    const postgres::Result path = connection_->execute("SELECT pg_catalog.current_setting('search_path')");
    maker.execute("SELECT pg_catalog.set_config('search_path', $1, false)", {std::string(path.text(0, 0))});
    play_statements(maker, {statement});
  }
}

void ScratchDatabase::play_leakproof(const PlayedStatement& statement) {
  // Who connects may say it or not.
  if (owner_.empty()) {
    play({statement});
    return;
  }
  PlayedStatement rest = statement;
  rest.text = not_leakproof(statement.text).value_or(statement.text);
  play({rest});
  open_as_maker().execute(queries::last_written_function_is_leakproof);
}

void ScratchDatabase::create_role(const std::string& name) {
  // ALTER DEFAULT PRIVILEGES FOR ROLE is for its members.
  const std::string member = owner_.empty() ? "" : " ROLE " + quote_identifier(owner_);
  maintenance_.execute(fmt::format("CREATE ROLE {}{}", quote_identifier(name), member));
}

std::vector<std::string> ScratchDatabase::create_extensions(const std::vector<WantedExtension>& extensions) {
  const postgres::Result available = connection_->execute("SELECT name FROM pg_catalog.pg_available_extensions");
  std::set<std::string, std::less<>> names;
  for (std::size_t row = 0; row < available.size(); ++row) {
    names.emplace(available.text(row, 0));
  }
  std::vector<std::string> missing;
  for (const WantedExtension& extension : extensions) {
    if (!names.contains(extension.name)) {
      missing.push_back(extension.name);
      continue;
    }
    const Location place{fmt::format("extension {}", quote_identifier(extension.name))};
    // System schemas are there, and PostgreSQL refuses even to create one that exists.
    if (!extension.schema.empty() && !extension.schema.starts_with("pg_")) {
      play({{"CREATE SCHEMA IF NOT EXISTS " + quote_identifier(extension.schema), place}});
    }
    const std::string schema = extension.schema.empty() ? "" : " SCHEMA " + quote_identifier(extension.schema);
    const std::string create = fmt::format("CREATE EXTENSION IF NOT EXISTS {}{} CASCADE", quote_identifier(extension.name), schema);
    play_privileged({create, place});
  }
  return missing;
}

}  // namespace deed::scratch
