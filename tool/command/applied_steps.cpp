#include "command/applied_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace deed::command {

namespace {

// How many upgrade steps of a revision are in force.
std::size_t steps_in_force(const RevisionState& state, std::size_t all) {
  if (state.applied()) {
    return all;
  }
  return std::min(all, static_cast<std::size_t>(state.steps_done));
}

SearchPath path_of(const RevisionState& state, const Service& service) {
  SearchPath path = parse_search_path(state.search_path);
  if (path.empty()) {
    return service.config->database.schemas;
  }
  // The schema of a tenant may have been called otherwise at the time.
  if (!service.config->tenant.empty()) {
    path.front() = service.config->tenant;
  }
  return path;
}

}  // namespace

std::vector<std::string> in_canonical_order(const History& history, const std::function<bool(const std::string&)>& wanted) {
  std::map<std::string, std::set<std::string>> waiting;
  for (const RevisionState* state : history.present()) {
    if (wanted(state->id)) {
      std::set<std::string>& needs = waiting[state->id];
      needs.insert(state->revises.begin(), state->revises.end());
      needs.insert(state->depends_on.begin(), state->depends_on.end());
    }
  }
  std::vector<std::string> ordered;
  while (!waiting.empty()) {
    const auto is_next = [&](const auto& entry) {
      return std::none_of(entry.second.begin(), entry.second.end(), [&](const std::string& need) { return waiting.contains(need); });
    };
    auto next = std::find_if(waiting.begin(), waiting.end(), is_next);
    // A cycle can only have been written by hand; it ends somewhere all the same.
    next = next == waiting.end() ? waiting.begin() : next;
    ordered.push_back(next->first);
    waiting.erase(next);
  }
  return ordered;
}

AppliedSteps::AppliedSteps(const Service& service, const History& history, StepLibrary& library) : service_(&service) {
  for (const Revision& revision : service.graph.revisions()) {
    const RevisionState* state = history.find(revision.id);
    if (state == nullptr || state->progress == Progress::absent) {
      continue;
    }
    const std::vector<ParsedStep>& steps = library.steps(revision, Direction::upgrade);
    for (std::size_t i = 0; i < steps_in_force(*state, steps.size()); ++i) {
      steps_.push_back({{service.name(), revision.id, path_of(*state, service)}, &steps[i]});
    }
  }
}

AppliedSteps::AppliedSteps(const Service& service, const History& history, StepLibrary& library, postgres::Connection& connection)
    : AppliedSteps(service, history, library) {
  // Revisions without a file follow those that have one: a newer release was here.
  const std::vector<std::string> unknown =
      in_canonical_order(history, [&](const std::string& id) { return service.graph.find(id) == nullptr; });
  if (unknown.empty()) {
    return;
  }
  const auto rows = history::read_applied_steps(connection, version_table(*service.config), unknown);
  for (const std::string& id : unknown) {
    const SearchPath path = path_of(*history.find(id), service);
    std::vector<std::string> texts;
    if (const auto found = rows.find(id); found != rows.end()) {
      for (const HistoryEvent& row : found->second) {
        texts.push_back(row.sql);
      }
    }
    for (const ParsedStep& step : library.recorded(id, texts, service.name(), path.front())) {
      steps_.push_back({{service.name(), id, path}, &step});
    }
  }
}

Holdings AppliedSteps::fold() const { return ownership::fold(holdings_at_base(*service_->config), steps_); }

Holdings AppliedSteps::fold_without(const std::string& revision) const {
  std::vector<ownership::AppliedStep> others = steps_;
  std::erase_if(others, [&](const ownership::AppliedStep& applied) { return applied.origin.revision == revision; });
  return ownership::fold(holdings_at_base(*service_->config), others);
}

std::vector<ownership::AppliedStep>::const_iterator AppliedSteps::place_of(const Revision& revision) const {
  const std::size_t rank = service_->graph.rank(revision.id);
  // From the end: a step that is about to run is nearly always the last.
  auto place = steps_.end();
  while (place != steps_.begin()) {
    const Revision* known = service_->graph.find(std::prev(place)->origin.revision);
    if (known != nullptr && service_->graph.rank(known->id) <= rank) {
      break;
    }
    --place;
  }
  return place;
}

void AppliedSteps::fold_in(Holdings& now, const Revision& revision, const ParsedStep& step) const {
  const ownership::AppliedStep added{{service_->name(), revision.id, service_->config->database.schemas}, &step};
  const auto place = place_of(revision);
  if (place == steps_.end()) {
    ownership::fold_step(now, step, added.origin);
    return;
  }
  std::vector<ownership::AppliedStep> steps(steps_.begin(), place);
  steps.push_back(added);
  steps.insert(steps.end(), place, steps_.end());
  now = ownership::fold(holdings_at_base(*service_->config), steps);
}

void AppliedSteps::add(const Revision& revision, const ParsedStep& step) {
  steps_.insert(place_of(revision), {{service_->name(), revision.id, service_->config->database.schemas}, &step});
}

void AppliedSteps::remove(const std::string& revision) {
  std::erase_if(steps_, [&](const ownership::AppliedStep& applied) { return applied.origin.revision == revision; });
}

OwnershipMap database_map(const Service& service, const history::State& state, const Holdings& own) {
  std::vector<OwnershipRow> stored;
  std::copy_if(state.ownership.begin(), state.ownership.end(), std::back_inserter(stored),
               [&](const OwnershipRow& row) { return row.service == service.name(); });
  const ownership::RowDelta delta = ownership::difference(stored, rows_to_store(*service.config, own));
  // A service that has not run yet has neither rows nor a history.
  if ((!stored.empty() || !state.events.empty()) && !delta.empty()) {
    ErrorText text{
        .what = fmt::format("The ownership table does not say of {} what its history does.", service.name()),
        .where = "deed.ownership",
        .hint = "Somebody edited it, or a restore brought only part of it: restore the rows that are missing, and remove the others."};
    for (const OwnershipRow& row : delta.remove) {
      text.details.push_back("too much: " + to_string(row));
    }
    for (const OwnershipRow& row : delta.add) {
      text.details.push_back("missing:  " + to_string(row));
    }
    throw Error(ErrorKind::contradiction, std::move(text));
  }
  OwnershipMap map = OwnershipMap::from_rows(state.ownership);
  map.of(service.name()) = own;
  return map;
}

void warn_of_malformed_rows(const history::State& state, Log& log) {
  constexpr std::size_t most = 5;
  for (std::size_t i = 0; i < std::min(most, state.malformed.size()); ++i) {
    const ErrorText& text = state.malformed[i].error.text();
    log.warning({.source = "deed.ownership",
                 .event = Event::ownership,
                 .message = fmt::format("{}: {} Nothing can be upgraded until it is put right.", text.where, text.what)});
  }
  if (state.malformed.size() > most) {
    log.warning({.source = "deed.ownership",
                 .event = Event::ownership,
                 .message = fmt::format("deed.ownership has {} more such rows", state.malformed.size() - most)});
  }
}

}  // namespace deed::command
