#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "postgres/connection.h"

namespace deed::catalog {

// How many rows of each catalogue a session has inserted, updated and deleted so far; a catalogue is missing where the server does not
// count.
using RowCounts = std::map<std::uint32_t, std::array<std::int64_t, 3>>;

// How many blocks of each relation a session has read so far.
using ReadCounts = std::map<std::uint32_t, std::int64_t>;

// What a transaction was when it began.
struct TransactionStart {
  std::string id{};
  // The server's process.
  std::string process{};
  RowCounts written_rows{};
  // Without what stands at 0.
  ReadCounts read_blocks{};
  // Prepared statements, cursors or temporary objects that earlier statements of revisions left in the session.
  bool has_leftovers = false;
};

// The transaction at hand, which is given an id by this.
postgres::Request asking_transaction_start();
TransactionStart transaction_start(const postgres::Result& answer);

// What the session's counters stand at.
ReadCounts read_counts(postgres::Connection& connection);

// Outside of any transaction: the same after the counters were made to begin anew, where the server can; before PostgreSQL 15 it reports
// them when it likes, between transactions.
ReadCounts fresh_read_counts(postgres::Connection& connection);

// Takes away what statements of revisions may have left in a session, outside of any transaction.
void discard_leftovers(postgres::Connection& connection);

}  // namespace deed::catalog
