#include "domain/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <queue>

#include "base/text.h"

namespace deed {

namespace {

// Numbers instead of ids while the graph is put in order.
struct Edges {
  std::vector<std::vector<std::size_t>> needs;
  std::vector<std::vector<std::size_t>> needed_by;
};

class Builder {
 public:
  explicit Builder(std::vector<Revision>& revisions) : revisions_(revisions) {
    std::sort(revisions_.begin(), revisions_.end(),
              [](const Revision& a, const Revision& b) { return std::tie(a.id, a.path) < std::tie(b.id, b.path); });
    for (std::size_t i = 0; i < revisions_.size(); ++i) {
      ids_.emplace(revisions_[i].id, i);
    }
  }

  std::vector<Finding> check() {
    find_duplicates();
    find_clashing_labels();
    connect();
    order();
    return std::move(findings_);
  }

  // Indexes into the revisions, canonically ordered; shorter than them where there is a cycle.
  const std::vector<std::size_t>& ordered() const { return ordered_; }

 private:
  void report(const Revision& revision, std::string message, std::string hint) {
    findings_.push_back({.rule = Rule::revision_graph,
                         .kind = ErrorKind::graph,
                         .message = std::move(message),
                         .location = {revision.path},
                         .hint = std::move(hint),
                         .service = revision.service,
                         .revision = revision.id});
  }

  void find_duplicates() {
    std::map<std::string, const Revision*> seen;
    for (const Revision& revision : revisions_) {
      const auto [it, fresh] = seen.emplace(to_lower(revision.id), &revision);
      if (!fresh) {
        report(revision, fmt::format("Revision '{}' exists twice: here and in '{}'.", revision.id, one_line(it->second->path)),
               "Give one of them another id; `deed revision` makes unique ones.");
      }
    }
  }

  void find_clashing_labels() {
    std::map<std::string, const Revision*> seen;
    for (const Revision& revision : revisions_) {
      for (const std::string& label : revision.branch_labels) {
        const auto [it, fresh] = seen.emplace(label, &revision);
        if (!fresh) {
          report(revision, fmt::format("Branch label '{}' is already used by revision '{}'.", label, it->second->id),
                 "Labels are unique within a service: rename one.");
        } else if (ids_.contains(label)) {
          report(revision, fmt::format("Branch label '{}' is also the id of a revision.", label), "Rename the label.");
        }
      }
    }
  }

  std::optional<std::size_t> index_of(const std::string& id) const {
    const auto found = ids_.find(id);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
  }

  void connect() {
    edges_.needs.resize(revisions_.size());
    edges_.needed_by.resize(revisions_.size());
    std::vector<std::string> known;
    for (const auto& [id, index] : ids_) {
      known.push_back(id);
    }
    for (std::size_t i = 0; i < revisions_.size(); ++i) {
      for (const std::string& need : own_needs(revisions_[i])) {
        const std::optional<std::size_t> parent = index_of(need);
        if (!parent) {
          report(revisions_[i],
                 fmt::format("Revision '{}' follows '{}', which does not exist.{}", revisions_[i].id, need, did_you_mean(need, known)),
                 "Restore the missing file (`deed show REV --applied` prints it from a database that has it), or correct `Revises:` or "
                 "`Depends On:`.");
          continue;
        }
        edges_.needs[i].push_back(*parent);
        edges_.needed_by[*parent].push_back(i);
      }
    }
  }

  // Kahn's algorithm; the smallest index first, which is the smallest id.
  void order() {
    std::vector<std::size_t> open(revisions_.size());
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
    for (std::size_t i = 0; i < revisions_.size(); ++i) {
      open[i] = edges_.needs[i].size();
      if (open[i] == 0) {
        ready.push(i);
      }
    }
    while (!ready.empty()) {
      const std::size_t next = ready.top();
      ready.pop();
      ordered_.push_back(next);
      for (const std::size_t child : edges_.needed_by[next]) {
        if (--open[child] == 0) {
          ready.push(child);
        }
      }
    }
    if (ordered_.size() < revisions_.size()) {
      report_cycle(open);
    }
  }

  // Every revision still waiting needs one that waits too, so following needs must come round.
  void report_cycle(const std::vector<std::size_t>& open) {
    const auto waiting = [&](std::size_t i) { return open[i] > 0; };
    std::size_t at = 0;
    while (!waiting(at)) {
      ++at;
    }
    std::vector<std::size_t> path;
    while (std::find(path.begin(), path.end(), at) == path.end()) {
      path.push_back(at);
      at = *std::find_if(edges_.needs[at].begin(), edges_.needs[at].end(), waiting);
    }
    path.erase(path.begin(), std::find(path.begin(), path.end(), at));
    std::string names;
    for (const std::size_t i : path) {
      names += fmt::format("'{}' -> ", revisions_[i].id);
    }
    report(revisions_[at], fmt::format("Revisions follow each other in a cycle: {}'{}'.", names, revisions_[at].id),
           "Correct `Revises:` or `Depends On:` in one of them.");
    for (const std::size_t i : path) {
      findings_.back().details.push_back(fmt::format("'{}' is {}", revisions_[i].id, one_line(revisions_[i].path)));
    }
  }

  std::vector<Revision>& revisions_;
  std::map<std::string, std::size_t, std::less<>> ids_;
  Edges edges_;
  std::vector<std::size_t> ordered_;
  std::vector<Finding> findings_;
};

const std::vector<std::string> kNone;

const std::vector<std::string>& lookup(const std::map<std::string, std::vector<std::string>, std::less<>>& map, std::string_view id) {
  const auto found = map.find(id);
  return found == map.end() ? kNone : found->second;
}

}  // namespace

std::vector<std::string> own_needs(const Revision& revision) {
  std::vector<std::string> needs = revision.revises;
  for (const RevisionRef& ref : revision.depends_on) {
    if (ref.service.empty() || ref.service == revision.service) {
      needs.push_back(ref.id);
    }
  }
  return needs;
}

std::pair<RevisionGraph, std::vector<Finding>> RevisionGraph::build(std::vector<Revision> revisions) {
  Builder builder(revisions);
  std::vector<Finding> findings = builder.check();
  RevisionGraph graph;
  for (const std::size_t index : builder.ordered()) {
    graph.revisions_.push_back(std::move(revisions[index]));
  }
  for (std::size_t rank = 0; rank < graph.revisions_.size(); ++rank) {
    const Revision& revision = graph.revisions_[rank];
    graph.ranks_.emplace(revision.id, rank);
    for (const std::string& parent : revision.revises) {
      graph.children_[parent].push_back(revision.id);
    }
    for (const std::string& need : own_needs(revision)) {
      graph.dependents_[need].push_back(revision.id);
    }
  }
  graph.spread_labels();
  return {std::move(graph), std::move(findings)};
}

const Revision* RevisionGraph::find(std::string_view id) const {
  const auto found = ranks_.find(id);
  return found == ranks_.end() ? nullptr : &revisions_[found->second];
}

std::vector<std::string> RevisionGraph::heads() const {
  std::vector<std::string> heads;
  for (const Revision& revision : revisions_) {
    if (children(revision.id).empty()) {
      heads.push_back(revision.id);
    }
  }
  std::sort(heads.begin(), heads.end());
  return heads;
}

std::vector<std::string> RevisionGraph::bases() const {
  std::vector<std::string> bases;
  for (const Revision& revision : revisions_) {
    if (revision.revises.empty()) {
      bases.push_back(revision.id);
    }
  }
  return bases;
}

const std::vector<std::string>& RevisionGraph::children(std::string_view id) const { return lookup(children_, id); }

std::vector<const Revision*> RevisionGraph::closure(const std::vector<std::string>& ids, bool upwards) const {
  std::set<std::size_t> seen;
  std::vector<std::string> open = ids;
  while (!open.empty()) {
    const std::string id = std::move(open.back());
    open.pop_back();
    const auto found = ranks_.find(id);
    if (found == ranks_.end() || !seen.insert(found->second).second) {
      continue;
    }
    const std::vector<std::string> next = upwards ? lookup(dependents_, id) : own_needs(revisions_[found->second]);
    open.insert(open.end(), next.begin(), next.end());
  }
  std::vector<const Revision*> result;
  for (const std::size_t rank : seen) {
    result.push_back(&revisions_[rank]);
  }
  return result;
}

std::vector<const Revision*> RevisionGraph::ancestors(const std::vector<std::string>& ids) const { return closure(ids, false); }

std::vector<const Revision*> RevisionGraph::descendants(const std::vector<std::string>& ids) const { return closure(ids, true); }

const Revision* RevisionGraph::labelled(std::string_view label) const {
  for (const Revision& revision : revisions_) {
    if (std::find(revision.branch_labels.begin(), revision.branch_labels.end(), label) != revision.branch_labels.end()) {
      return &revision;
    }
  }
  return nullptr;
}

std::vector<std::string> RevisionGraph::labels(std::string_view id) const {
  const auto found = labels_.find(id);
  return found == labels_.end() ? std::vector<std::string>{} : std::vector<std::string>(found->second.begin(), found->second.end());
}

void RevisionGraph::spread_labels() {
  for (const Revision& revision : revisions_) {
    if (revision.branch_labels.empty()) {
      continue;
    }
    std::vector<const Revision*> members = descendants({revision.id});
    // Down to the next fork, where the branch began.
    const Revision* at = &revision;
    while (at != nullptr && at->revises.size() == 1 && children(at->revises.front()).size() == 1) {
      at = find(at->revises.front());
      members.push_back(at);
    }
    for (const Revision* member : members) {
      if (member != nullptr) {
        labels_[member->id].insert(revision.branch_labels.begin(), revision.branch_labels.end());
      }
    }
  }
}

}  // namespace deed
