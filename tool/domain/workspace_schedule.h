#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/workspace_order.h"

namespace deed {

// Revisions of one service that can be upgraded in one go: none but the first needs another service's, and only the last is needed there.
// So a service waits for the revision that it depends on, and not for all that its owner has.
struct Stretch {
  std::string service;
  std::vector<const Revision*> revisions;
  // Stretches that have to end first, by their place in the list: the service's previous one, and others'. All come before this one.
  std::vector<std::size_t> needs;

  // The ids of its revisions that are among these, in order.
  std::vector<std::string> ids_among(const std::vector<std::string>& ids) const;
};

std::vector<Stretch> stretches(const WorkspaceOrder& order);

// Which stretches may run now. Pure: who runs them says when one has ended.
class Schedule {
 public:
  explicit Schedule(const std::vector<Stretch>& stretches);

  // The first stretch that nothing is in the way of any more; it counts as begun then. Nothing while all that are left wait.
  std::optional<std::size_t> begin_next();
  // Well or not: what needs it may run, and finds out.
  void end(std::size_t stretch);
  bool all_ended() const { return ended_ == states_.size(); }

 private:
  enum class State { waiting, begun, ended };

  const std::vector<Stretch>& stretches_;
  std::vector<State> states_;
  std::size_t ended_ = 0;
};

}  // namespace deed
