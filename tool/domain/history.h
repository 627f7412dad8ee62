#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/revision.h"

namespace deed {

enum class EventKind {
  started,     // an autocommit statement is about to run
  done,        // a statement, an iteration or a step that is not the revision's last
  upgraded,    // the last step
  downgraded,  // the last step down
  stamped,
  unstamped,
};

std::string_view word(EventKind event);
std::optional<EventKind> parse_event(std::string_view word);
// The kind that finishes a step: upgraded or downgraded for the revision's last, done for others.
EventKind finishing_event(Direction direction, bool last);

// A row of the version table: what happened to a revision, in words that need no file to be understood.
struct HistoryEvent {
  std::int64_t position = 0;
  std::string revision{};
  std::vector<std::string> revises{};
  std::vector<std::string> depends_on{};
  int step = 0;   // from 1
  int steps = 0;  // of this direction
  // Of an autocommit or repeat step: which statement or iteration; a row without one is about the step as a whole.
  std::optional<int> statement{};
  EventKind event = EventKind::done;
  std::string checksum{};
  std::string sql{};
  std::string search_path{};
  std::string run_id{};
  std::string at{};  // the server's clock
  std::string db_role{};
  std::string actor{};
  std::string host{};
  std::int64_t duration_ms = 0;
  std::int64_t rows = 0;
  std::string deed_version{};
  std::string message{};
  std::string tag{};
};

// "2026-11-21 10:12:00 UTC by alice (role api_owner) on host-1 with deed 0.1.0": when a row was written, and who wrote it.
std::string when_and_who(const HistoryEvent& event);

// "2026-11-21 10:12:00 UTC upgraded ae1027a6acf0 step 3 of 3, 120 ms, 25 rows, by alice (role api_owner) on host-1"
std::string event_text(const HistoryEvent& event);

enum class Progress { absent, upgrading, applied, downgrading };

// What the events of one revision add up to.
struct RevisionState {
  std::string id;
  std::string message{};
  std::vector<std::string> revises{};
  std::vector<std::string> depends_on{};
  Progress progress = Progress::absent;
  // Of the direction in progress: steps that are done, and how many there are.
  int steps_done = 0;
  int steps = 0;
  // Of the autocommit or repeat step in progress: statements that are done, and one that was started without being done.
  int statements_done = 0;
  std::optional<int> started_statement{};
  std::string started_checksum{};
  // Of the statements that are done of an autocommit step in progress, and the positions of their rows; of an iteration the checksum is
  // empty.
  std::vector<std::string> statement_checksums{};
  std::vector<std::int64_t> statement_positions{};
  // Of the upgrade steps that are done, in order; and the positions of the rows that say so.
  std::vector<std::string> checksums{};
  std::vector<std::int64_t> step_positions{};
  // Of the newest row.
  std::int64_t position = 0;
  std::string search_path{};

  // "A half-done downgrade still counts as applied".
  bool applied() const { return progress == Progress::applied || progress == Progress::downgrading; }
};

// The history of one service in one database: a fold over the version table's rows, in the order of their positions.
class History {
 public:
  History() = default;
  explicit History(const std::vector<HistoryEvent>& events);

  // Nothing for a revision that no row speaks of.
  const RevisionState* find(std::string_view id) const;
  bool applied(std::string_view id) const;
  // Applied or half-done, by id.
  std::vector<const RevisionState*> present() const;
  // Applied revisions that no other applied revision follows, by id.
  std::vector<std::string> heads() const;
  bool empty() const { return states_.empty(); }

 private:
  std::map<std::string, RevisionState, std::less<>> states_;
};

}  // namespace deed
