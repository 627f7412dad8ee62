#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "command/invocation.h"
#include "command/neighbour_revisions.h"
#include "command/service_view.h"
#include "domain/operation.h"
#include "ownership/static_check.h"

namespace deed::command {

// Which revisions of neighbours a new revision has to come after, so that every database gets them in an order that works.
class RevisionOrder {
 public:
  RevisionOrder(Invocation& invocation, const config::Workspace& workspace, const Service& service, const ServiceView& view,
                postgres::Connection& live);

  // The newest of the owner's that made or changed what the new revision uses: the column it needs may be younger than the share.
  void come_after_makers(const std::vector<ownership::ShareUse>& uses);
  // The newest of each neighbour's that use what the new revision takes away from under its name, or makes otherwise.
  void come_after_users(const std::set<ObjectName>& taken);
  // The same of what is no longer shared, of those with whom it was.
  void come_after_users(const std::vector<Directive>& unshared);

  // The newest alone.
  std::vector<RevisionRef> needed() const;
  // Of a rename: which functions of neighbours keep the old name in their text.
  std::vector<std::string> functions_left_behind(const Rename& rename);

 private:
  // What the service's own revisions ever called its own, renamed, and shared.
  struct Past {
    std::set<ObjectName> names;
    // New name and old name.
    std::multimap<ObjectName, ObjectName> renamed;
    std::vector<Directive> shares;
  };

  void read_past();
  // With the names that these had before.
  std::set<ObjectName> with_old_names(const std::set<ObjectName>& objects) const;
  std::set<std::string> shared_with(const std::set<ObjectName>& objects) const;
  std::set<std::string> neighbours() const;
  // Nothing where its revisions cannot be read, which is told.
  const NeighbourRevisions* revisions_of(const std::string& neighbour);
  void add_users(const std::string& neighbour, const std::set<ObjectName>& objects);

  Invocation& invocation_;
  const config::Workspace& workspace_;
  const Service& service_;
  const ServiceView& view_;
  postgres::Connection& live_;
  StepLibrary library_{};
  std::optional<Past> past_{};
  std::map<std::string, std::unique_ptr<NeighbourRevisions>> neighbours_{};
  std::set<RevisionRef> needed_{};
};

}  // namespace deed::command
