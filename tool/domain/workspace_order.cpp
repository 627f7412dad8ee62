#include "domain/workspace_order.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace deed {

namespace {

Finding finding(const Revision& revision, Rule rule, std::string message, std::string hint) {
  return {.rule = rule,
          .kind = ErrorKind::graph,
          .message = std::move(message),
          .location = {revision.path},
          .hint = std::move(hint),
          .service = revision.service,
          .revision = revision.id};
}

std::set<const Revision*> reachable(const std::map<const Revision*, std::vector<const Revision*>>& edges, const Revision& from) {
  std::set<const Revision*> seen;
  std::vector<const Revision*> open{&from};
  while (!open.empty()) {
    const Revision* next = open.back();
    open.pop_back();
    if (!seen.insert(next).second) {
      continue;
    }
    if (const auto found = edges.find(next); found != edges.end()) {
      open.insert(open.end(), found->second.begin(), found->second.end());
    }
  }
  return seen;
}

}  // namespace

WorkspaceOrder::WorkspaceOrder(const std::vector<const RevisionGraph*>& graphs, bool complete) {
  for (const RevisionGraph* graph : graphs) {
    for (const Revision& revision : graph->revisions()) {
      revisions_.emplace(RevisionRef{revision.service, revision.id}, &revision);
    }
  }
  connect(complete);
  order(revisions_.size());
}

void WorkspaceOrder::connect(bool complete) {
  std::set<std::string> services;
  for (const auto& [ref, revision] : revisions_) {
    services.insert(ref.service);
  }
  for (const auto& [ref, revision] : revisions_) {
    std::vector<RevisionRef> needs;
    for (const std::string& parent : revision->revises) {
      needs.push_back({revision->service, parent});
    }
    for (const RevisionRef& dependency : revision->depends_on) {
      needs.push_back({dependency.service.empty() ? revision->service : dependency.service, dependency.id});
    }
    for (const RevisionRef& need : needs) {
      if (const auto found = revisions_.find(need); found != revisions_.end()) {
        needs_[revision].push_back(found->second);
        needed_by_[found->second].push_back(revision);
      } else if (need.service != revision->service && (complete || services.contains(need.service))) {
        const std::vector<std::string> known(services.begin(), services.end());
        findings_.push_back(finding(*revision, Rule::missing_dependency,
                                    fmt::format("Revision '{}' depends on {}, which does not exist.{}", revision->id, to_string(need),
                                                services.contains(need.service) ? "" : did_you_mean(need.service, known)),
                                    "Correct `Depends On:`, or bring that revision into this checkout."));
      }
    }
  }
}

void WorkspaceOrder::order(std::size_t count) {
  std::map<const Revision*, std::size_t> open;
  // Ready revisions by service; ties by id.
  std::map<std::string, std::map<std::string, const Revision*>> ready;
  for (const auto& [ref, revision] : revisions_) {
    open[revision] = needs_[revision].size();
    if (open[revision] == 0) {
      ready[ref.service].emplace(ref.id, revision);
    }
  }
  std::string service;
  while (ordered_.size() < count) {
    if (ready[service].empty()) {
      const auto next = std::find_if(ready.begin(), ready.end(), [](const auto& entry) { return !entry.second.empty(); });
      if (next == ready.end()) {
        break;
      }
      service = next->first;
    }
    const Revision* revision = ready[service].begin()->second;
    ready[service].erase(ready[service].begin());
    ordered_.push_back(revision);
    for (const Revision* dependent : needed_by_[revision]) {
      if (--open[dependent] == 0) {
        ready[dependent->service].emplace(dependent->id, dependent);
      }
    }
  }
  for (auto it = ordered_.rbegin(); it != ordered_.rend(); ++it) {
    const std::vector<const Revision*>& dependents = needed_by_[*it];
    const auto leads_elsewhere = [&](const Revision* dependent) {
      return dependent->service != (*it)->service || needed_elsewhere_.contains(dependent);
    };
    if (std::any_of(dependents.begin(), dependents.end(), leads_elsewhere)) {
      needed_elsewhere_.insert(*it);
    }
  }
  if (ordered_.size() == count) {
    return;
  }
  const Revision* first = nullptr;
  std::vector<std::string> waiting;
  for (const auto& [revision, left] : open) {
    if (left > 0) {
      first = first == nullptr ? revision : first;
      waiting.push_back(fmt::format("{}:{} ({})", revision->service, revision->id, one_line(revision->path)));
    }
  }
  findings_.push_back(finding(*first, Rule::dependency_cycle, "Revisions of several services wait for each other in a cycle.",
                              "Take one of their `Depends On:` away."));
  findings_.back().details = std::move(waiting);
}

std::vector<const Revision*> WorkspaceOrder::direct_needs(const Revision& revision) const {
  const auto found = needs_.find(&revision);
  return found == needs_.end() ? std::vector<const Revision*>{} : found->second;
}

bool WorkspaceOrder::needs(const Revision& later, const RevisionRef& earlier) const {
  const auto found = revisions_.find(earlier);
  return found != revisions_.end() && ancestors(later).contains(found->second);
}

std::set<const Revision*> WorkspaceOrder::ancestors(const Revision& revision) const { return reachable(needs_, revision); }

std::set<const Revision*> WorkspaceOrder::descendants(const Revision& revision) const { return reachable(needed_by_, revision); }

}  // namespace deed
