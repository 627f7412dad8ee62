#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/cancellation.h"
#include "base/ids.h"
#include "base/source.h"
#include "postgres/connection.h"

namespace deed::scratch {

// A statement to play, and where somebody wrote it.
struct PlayedStatement {
  std::string text;
  Location location{};
  // Where its pieces come from, if it was put together from several places.
  std::vector<TextPiece> pieces{};
  // It cannot run inside a transaction: CREATE INDEX CONCURRENTLY and the like.
  bool outside_transaction = false;
};

// An extension that the live database has. In the schema named here; in PostgreSQL's choice where it is empty.
struct WantedExtension {
  std::string name;
  std::string schema{};
};

// A throwaway database, empty at first, in which models and revisions are played so that PostgreSQL itself gives the canonical form.
// Dropped at the end, also after a request to stop. What a killed deed left on a server that stays is dropped by the next one.
class ScratchDatabase {
 public:
  // On the server of these parameters; their database is where CREATE DATABASE is sent from. The database belongs to `owner`, a role
  // without further rights, and what is played there is played by it: neither a model nor a revision can reach the machine. Empty: to
  // the role that connects.
  // Throws Error(denied), with the SQL for a DBA, where the role may not create databases.
  ScratchDatabase(const postgres::Parameters& server, IdSource& ids, const Cancellation& cancellation, const std::string& owner = "");
  ~ScratchDatabase();
  ScratchDatabase(const ScratchDatabase&) = delete;
  ScratchDatabase& operator=(const ScratchDatabase&) = delete;

  const std::string& name() const { return name_; }
  postgres::Connection& connection() { return *connection_; }
  // For further connections.
  const postgres::Parameters& parameters() const { return parameters_; }

  // Runs the statements in order, many in a transaction. The first one that fails is an Error(config), or (server_resource), with its
  // place and the server's message; the database is of no further use then.
  void play(const std::vector<PlayedStatement>& statements);

  // A statement about an extension or a publication, by who made the database where its owner may not run it. Not where it has an
  // expression: that could call a function of the model.
  void play_privileged(const PlayedStatement& statement);

  // A CREATE FUNCTION or ALTER FUNCTION that says LEAKPROOF: all else by the owner, as a superuser could be led to run what the statement
  // has in its defaults or to alter PostgreSQL's own functions, then this one word by who made the database.
  void play_leakproof(const PlayedStatement& statement);

  // A role without any right, for GRANT; the owner is a member of it.
  void create_role(const std::string& name);

  // Creates those extensions, and their schemas, that the server has, by who made the database where its owner may not. Returns the
  // names of the others.
  // Throws Error(config) if one that it has cannot be created.
  std::vector<std::string> create_extensions(const std::vector<WantedExtension>& extensions);

 private:
  ScratchDatabase(postgres::Connection maintenance, IdSource& ids, const std::string& owner);
  postgres::Connection open_as_maker() const;

  const Cancellation* cancellation_ = nullptr;
  std::string owner_;
  // The maker's, who may do more than the owner.
  postgres::Parameters maker_;
  // Kept for the whole life, because a new connection could not be opened after a request to stop.
  postgres::Connection maintenance_;
  std::string name_;
  postgres::Parameters parameters_;
  std::optional<postgres::Connection> connection_;
};

}  // namespace deed::scratch
