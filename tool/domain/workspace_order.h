#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "domain/finding.h"
#include "domain/graph.h"

namespace deed {

// All revisions of all services as one graph: parents, and `Depends On` across services.
class WorkspaceOrder {
 public:
  // `complete` says that all services that share the database are here; otherwise a dependency on an unknown one is no finding.
  WorkspaceOrder(const std::vector<const RevisionGraph*>& graphs, bool complete);

  // Dependencies that do not exist, and cycles through several services.
  const std::vector<Finding>& findings() const { return findings_; }
  // In an order in which everything comes after what it needs; runs of one service are as long as that allows.
  const std::vector<const Revision*>& ordered() const { return ordered_; }
  // Its parents and what it depends on, as far as they are here.
  std::vector<const Revision*> direct_needs(const Revision& revision) const;
  // Whether a revision of another service needs this one, directly or by way of others.
  bool needed_elsewhere(const Revision& revision) const { return needed_elsewhere_.contains(&revision); }
  // Whether `later` needs `earlier`, directly or by way of others.
  bool needs(const Revision& later, const RevisionRef& earlier) const;
  // The revision and all that it needs, or all that need it.
  std::set<const Revision*> ancestors(const Revision& revision) const;
  std::set<const Revision*> descendants(const Revision& revision) const;

 private:
  void connect(bool complete);
  void order(std::size_t count);

  std::map<RevisionRef, const Revision*> revisions_;
  std::map<const Revision*, std::vector<const Revision*>> needs_;
  std::map<const Revision*, std::vector<const Revision*>> needed_by_;
  std::vector<const Revision*> ordered_;
  std::set<const Revision*> needed_elsewhere_;
  std::vector<Finding> findings_;
};

}  // namespace deed
