#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/finding.h"
#include "domain/revision.h"

namespace deed {

// The revisions of one service and what follows what. Pure: built from revisions, never from a directory or a database.
class RevisionGraph {
 public:
  RevisionGraph() = default;
  // Duplicate ids, missing parents, cycles and clashing labels are findings; the graph is of use only without errors among them.
  static std::pair<RevisionGraph, std::vector<Finding>> build(std::vector<Revision> revisions);

  bool empty() const { return revisions_.empty(); }
  // All, in canonical order: parents and own `Depends On` first, ties by id.
  const std::vector<Revision>& revisions() const { return revisions_; }
  const Revision* find(std::string_view id) const;
  // The place of a revision in the canonical order.
  std::size_t rank(std::string_view id) const { return ranks_.find(id)->second; }

  std::vector<std::string> heads() const;
  std::vector<std::string> bases() const;
  // Revisions that name this one in `Revises`, in canonical order.
  const std::vector<std::string>& children(std::string_view id) const;
  // These revisions and all that they need (parents and own `Depends On`), in canonical order.
  std::vector<const Revision*> ancestors(const std::vector<std::string>& ids) const;
  // These revisions and all that need them, in canonical order.
  std::vector<const Revision*> descendants(const std::vector<std::string>& ids) const;
  // Labels that a revision carries itself or inherits on its branch: from the labelled revision both ways to the next merge or fork.
  std::vector<std::string> labels(std::string_view id) const;
  // The revision that carries this label, or nothing.
  const Revision* labelled(std::string_view label) const;

 private:
  void spread_labels();
  std::vector<const Revision*> closure(const std::vector<std::string>& ids, bool upwards) const;

  std::vector<Revision> revisions_;
  std::map<std::string, std::size_t, std::less<>> ranks_;
  std::map<std::string, std::vector<std::string>, std::less<>> children_;
  std::map<std::string, std::set<std::string>, std::less<>> labels_;
  // As children_, and revisions that name this one in `Depends On`.
  std::map<std::string, std::vector<std::string>, std::less<>> dependents_;
};

// What a revision needs within its own service: parents and own `Depends On`.
std::vector<std::string> own_needs(const Revision& revision);

}  // namespace deed
