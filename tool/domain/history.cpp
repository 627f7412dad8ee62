#include "domain/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"

namespace deed {

namespace {

constexpr std::array<std::string_view, 6> kEvents{"started", "done", "upgraded", "downgraded", "stamped", "unstamped"};

void remember_checksum(RevisionState& state, const HistoryEvent& event) {
  const auto index = static_cast<std::size_t>(std::max(event.step, 1));
  state.checksums.resize(std::max(state.checksums.size(), index));
  state.checksums[index - 1] = event.checksum;
  state.step_positions.resize(state.checksums.size());
  state.step_positions[index - 1] = event.position;
}

void forget_steps(RevisionState& state) {
  state.checksums.clear();
  state.step_positions.clear();
}

// A row of work in progress: it goes up from absent and down from applied.
void begin_or_go_on(RevisionState& state) {
  if (state.progress == Progress::absent) {
    state.progress = Progress::upgrading;
    forget_steps(state);
    state.steps_done = 0;
  } else if (state.progress == Progress::applied) {
    state.progress = Progress::downgrading;
    state.steps_done = 0;
  }
}

void forget_statements(RevisionState& state) {
  state.statements_done = 0;
  state.started_statement.reset();
  state.statement_checksums.clear();
  state.statement_positions.clear();
}

void step_done(RevisionState& state, const HistoryEvent& event) {
  state.steps_done = event.step;
  forget_statements(state);
  if (state.progress == Progress::upgrading) {
    remember_checksum(state, event);
  }
}

void finish(RevisionState& state, Progress progress) {
  state.progress = progress;
  state.steps_done = 0;
  forget_statements(state);
}

void apply(RevisionState& state, const HistoryEvent& event) {
  switch (event.event) {
    case EventKind::started:
      begin_or_go_on(state);
      state.started_statement = event.statement;
      state.started_checksum = event.checksum;
      break;
    case EventKind::done:
      begin_or_go_on(state);
      if (event.statement) {
        state.statements_done = *event.statement;
        state.started_statement.reset();
        state.statement_checksums.push_back(event.checksum);
        state.statement_positions.push_back(event.position);
      } else {
        step_done(state, event);
      }
      break;
    case EventKind::upgraded:
    case EventKind::stamped:
      if (state.progress == Progress::absent) {
        forget_steps(state);
      }
      remember_checksum(state, event);
      finish(state, Progress::applied);
      break;
    case EventKind::downgraded:
    case EventKind::unstamped: finish(state, Progress::absent); break;
  }
}

// Without the fraction of the second and the offset, which is always zero.
std::string time_of(const HistoryEvent& event) { return event.at.substr(0, 19) + " UTC"; }

std::string who(const HistoryEvent& event) {
  const std::string actor = event.actor.empty() ? "role " + event.db_role : fmt::format("{} (role {})", event.actor, event.db_role);
  return event.host.empty() ? actor : fmt::format("{} on {}", actor, event.host);
}

}  // namespace

std::string_view word(EventKind event) { return kEvents[static_cast<std::size_t>(event)]; }

EventKind finishing_event(Direction direction, bool last) {
  if (!last) {
    return EventKind::done;
  }
  return direction == Direction::upgrade ? EventKind::upgraded : EventKind::downgraded;
}

std::optional<EventKind> parse_event(std::string_view word) {
  const auto* found = std::find(kEvents.begin(), kEvents.end(), word);
  return found == kEvents.end() ? std::nullopt : std::optional(static_cast<EventKind>(found - kEvents.begin()));
}

std::string when_and_who(const HistoryEvent& event) {
  std::string text = fmt::format("{} by {}", time_of(event), who(event));
  text += event.deed_version.empty() ? "" : " with deed " + event.deed_version;
  return one_line(text);
}

std::string event_text(const HistoryEvent& event) {
  std::string text = fmt::format("{} {} {}", time_of(event), word(event.event), event.revision);
  text += event.steps > 1 ? fmt::format(" step {} of {}", event.step, event.steps) : "";
  // Iterations have no checksum of their own.
  const bool iteration = event.event == EventKind::done && event.checksum.empty();
  text += event.statement ? fmt::format(" {} {}", iteration ? "iteration" : "statement", *event.statement) : "";
  text += event.duration_ms > 0 ? fmt::format(", {} ms", event.duration_ms) : "";
  text += event.rows > 0 ? fmt::format(", {} rows", event.rows) : "";
  return one_line(fmt::format("{}, by {}", text, who(event)));
}

History::History(const std::vector<HistoryEvent>& events) {
  for (const HistoryEvent& event : events) {
    RevisionState& state = states_[event.revision];
    state.id = event.revision;
    state.message = event.message;
    state.revises = event.revises;
    state.depends_on = event.depends_on;
    state.steps = event.steps;
    state.search_path = event.search_path;
    state.position = event.position;
    apply(state, event);
  }
}

const RevisionState* History::find(std::string_view id) const {
  const auto found = states_.find(id);
  return found == states_.end() ? nullptr : &found->second;
}

bool History::applied(std::string_view id) const {
  const RevisionState* state = find(id);
  return state != nullptr && state->applied();
}

std::vector<const RevisionState*> History::present() const {
  std::vector<const RevisionState*> result;
  for (const auto& [id, state] : states_) {
    if (state.progress != Progress::absent) {
      result.push_back(&state);
    }
  }
  return result;
}

std::vector<std::string> History::heads() const {
  std::set<std::string, std::less<>> followed;
  for (const auto& [id, state] : states_) {
    if (state.applied()) {
      followed.insert(state.revises.begin(), state.revises.end());
    }
  }
  std::vector<std::string> heads;
  for (const auto& [id, state] : states_) {
    if (state.applied() && !followed.contains(id)) {
      heads.push_back(id);
    }
  }
  return heads;
}

}  // namespace deed
