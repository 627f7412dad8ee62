#include "command/neighbour_revisions.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "history/state.h"
#include "revisions/reader.h"

namespace deed::command {

namespace {

bool is_word_character(char c) { return (std::isalnum(static_cast<unsigned char>(c)) != 0) || c == '_' || c == '$' || (c & 0x80) != 0; }

bool has_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_word_character(text[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end == text.size() || !is_word_character(text[end]))) {
      return true;
    }
  }
  return false;
}

// Whether the text of its body is PostgreSQL's own form, in which a rename is followed.
bool is_parsed_body(const std::string& text) { return to_lower(text).find("begin atomic") != std::string::npos; }

// A revision without a file, by the rows of its history.
Revision recorded_revision(const std::string& service, const RevisionState& state, const std::vector<HistoryEvent>& rows,
                           const std::string& schema) {
  Revision revision{.service = service, .id = state.id, .revises = state.revises, .path = "history of " + service};
  for (const std::string& needed : state.depends_on) {
    revision.depends_on.push_back(parse_revision_ref(needed));
  }
  for (const HistoryEvent& row : rows) {
    revision.upgrade.push_back(revisions::parse_step(row.sql, 1, revision.path, {service, schema}));
  }
  return revision;
}

// Applied in all histories of the service: with tenants, it has one for each.
std::set<std::string> applied_everywhere(const std::vector<History>& histories) {
  std::set<std::string> applied;
  for (const RevisionState* state : histories.empty() ? std::vector<const RevisionState*>{} : histories.front().present()) {
    if (std::all_of(histories.begin(), histories.end(), [&](const History& history) { return history.applied(state->id); })) {
      applied.insert(state->id);
    }
  }
  return applied;
}

}  // namespace

NeighbourRevisions::NeighbourRevisions(const config::Workspace& workspace, postgres::Connection& live, std::string service,
                                       const std::string& registered, OwnershipMap names)
    : service_(std::move(service)), schemas_{"public"} {
  const std::vector<history::TableName> tables =
      registered.empty() ? std::vector<history::TableName>{} : history::histories_of(live, registered);
  std::vector<History> histories;
  for (const history::TableName& table : tables) {
    histories.push_back(history::read_version_table(live, table).history());
  }
  read_files(workspace);
  std::map<std::string, SearchPath> paths;
  from_files_ = !graph_.empty();
  if (!from_files_ && !histories.empty()) {
    read_history(live, tables.front(), histories.front());
    for (const RevisionState* state : histories.front().present()) {
      paths[state->id] = parse_search_path(state->search_path);
    }
  }
  read_steps(std::move(names), paths, applied_everywhere(histories));
}

void NeighbourRevisions::read_files(const config::Workspace& workspace) {
  const auto found = std::find_if(workspace.services.begin(), workspace.services.end(),
                                  [&](const config::ServiceConfig& config) { return config.name == service_; });
  if (found == workspace.services.end()) {
    return;
  }
  Service loaded = load_service(*found);
  schemas_ = found->database.schemas;
  // Of files that cannot be read the history knows better.
  if (!any_error(loaded.findings)) {
    graph_ = std::move(loaded.graph);
  }
}

void NeighbourRevisions::read_history(postgres::Connection& live, const history::TableName& table, const History& history) {
  std::vector<std::string> ids;
  for (const RevisionState* state : history.present()) {
    ids.push_back(state->id);
  }
  const std::map<std::string, std::vector<HistoryEvent>> rows = history::read_applied_steps(live, table, ids);
  std::vector<Revision> revisions;
  for (const RevisionState* state : history.present()) {
    const auto found = rows.find(state->id);
    revisions.push_back(
        recorded_revision(service_, *state, found == rows.end() ? std::vector<HistoryEvent>{} : found->second, schemas_.front()));
  }
  graph_ = RevisionGraph::build(std::move(revisions)).first;
}

void NeighbourRevisions::read_steps(OwnershipMap names, const std::map<std::string, SearchPath>& paths,
                                    const std::set<std::string>& applied) {
  names.of(service_) = {};
  for (const Revision& revision : graph_.revisions()) {
    const auto path = paths.find(revision.id);
    const ownership::StepOrigin origin{service_, revision.id, path == paths.end() || path->second.empty() ? schemas_ : path->second};
    Read& read = read_.emplace_back(Read{.revision = revision.id, .applied = applied.contains(revision.id), .touches = {}});
    for (const ParsedStep& step : library_.steps(revision, Direction::upgrade)) {
      std::vector<ownership::Touch> found = ownership::touches(names, step, origin);
      read.touches.insert(read.touches.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    }
  }
}

std::set<RevisionRef> NeighbourRevisions::newest_that_changed(const ObjectName& object, const std::string& share) const {
  std::set<std::string> ids{share};
  for (const Read& read : read_) {
    if (read.applied && std::any_of(read.touches.begin(), read.touches.end(),
                                    [&](const ownership::Touch& touch) { return touch.undecided() || touch.changes_any({object}); })) {
      ids.insert(read.revision);
    }
  }
  return newest(ids);
}

std::set<RevisionRef> NeighbourRevisions::newest_that_use(const std::set<ObjectName>& objects) const {
  std::set<ObjectName> users;
  for (const Read& read : read_) {
    for (const ownership::Touch& touch : read.touches) {
      if (touch.uses_any(objects)) {
        users.insert(touch.changed.begin(), touch.changed.end());
      }
    }
  }
  // Text that does not tell all it does has a name in it all the same, mostly.
  const auto may_use = [&](const ownership::Touch& touch) {
    return touch.undecided() && std::any_of(objects.begin(), objects.end(),
                                            [&](const ObjectName& object) { return has_word(touch.statement->text, object.name); });
  };
  std::set<std::string> ids;
  for (const Read& read : read_) {
    if (std::any_of(read.touches.begin(), read.touches.end(), [&](const ownership::Touch& touch) {
          return may_use(touch) || touch.uses_any(objects) || touch.changes_any(objects) || touch.changes_any(users);
        })) {
      ids.insert(read.revision);
    }
  }
  return newest(ids);
}

std::set<ObjectName> NeighbourRevisions::functions_naming(const std::set<ObjectName>& objects, const std::string& word) const {
  std::set<ObjectName> functions;
  for (const Read& read : read_) {
    for (const ownership::Touch& touch : read.applied ? read.touches : std::vector<ownership::Touch>{}) {
      const bool made = touch.statement->kind == "create function" || touch.statement->kind == "create procedure";
      for (const ObjectName& object : touch.changed) {
        functions.erase(object);
        if (made && object.kind == ObjectKind::function && touch.uses_any(objects) && has_word(touch.statement->text, word) &&
            !is_parsed_body(touch.statement->text)) {
          functions.insert(object);
        }
      }
    }
  }
  return functions;
}

std::set<RevisionRef> NeighbourRevisions::newest(const std::set<std::string>& ids) const {
  std::set<RevisionRef> result;
  std::vector<std::string> known;
  for (const std::string& id : ids) {
    graph_.find(id) == nullptr ? void(result.insert({service_, id})) : known.push_back(id);
  }
  // From the newest: what an earlier choice needs comes before it anyway.
  std::sort(known.begin(), known.end(), [&](const std::string& a, const std::string& b) { return graph_.rank(a) > graph_.rank(b); });
  std::set<const Revision*> below;
  for (const std::string& id : known) {
    if (!below.contains(graph_.find(id))) {
      result.insert({service_, id});
      const std::vector<const Revision*> needed = graph_.ancestors({id});
      below.insert(needed.begin(), needed.end());
    }
  }
  return result;
}

}  // namespace deed::command
